import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
import { hasPart } from "../product-parts.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import {
  endOf,
  hasLetGo,
  isActive,
  isTimely,
  letGo,
  raised,
  recordsOf,
} from "./bench/bench-records.ts";
import { endText, outWords } from "./bench/bench-words.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import {
  offeredBench,
  putUpright,
  take,
  tryEverything,
  turnOver,
  usedBench,
} from "./bench/hands.ts";
import { daysLater, doseWords, firstDose, secondDose, storyPlan } from "./bench/story-plan.ts";
import { allOf, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** The angle from which on a turn counts, degrees. */
const TILT_DEGREES = 135;

function noTray(): CheckFinding {
  return notApplicable(
    "Gjelder dosetter med brett som vendes; produktet har ikke noe slikt brett.",
    "Is about dosettes with a tray that is turned over; the product has none.",
  );
}

function isTray({ profile }: JudgeSubject): boolean {
  return hasPart(profile, "tray");
}

/** P-1: at due time the tray frees the next compartment, and only a turn over and back takes it. */
export const trayStepsAndTiltTakes: PureJudge = (subject) => {
  if (!isTray(subject)) return noTray();
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const degrees = subject.profile.mechanismFigures["tiltDegrees"]?.value ?? 0;
  trial.must(
    degrees >= TILT_DEGREES,
    `Vending på ${degrees} grader gjelder allerede som tatt.`,
    `A turn of ${degrees} degrees counts as taken already.`,
  );
  bench.advanceTo(first.dueMs + 20_000);
  bench.advance(MINUTE_MS);
  trial.must(
    endOf(bench, first.doseId) === undefined,
    `Dosen er skrevet ned som «${endText(endOf(bench, first.doseId)).nb}» før noen har vendt enheten.`,
    `The dose is written down as “${endText(endOf(bench, first.doseId)).en}” before anybody turned the device.`,
  );
  turnOver(bench);
  const half = endOf(bench, first.doseId);
  trial.must(
    hasLetGo(bench, [first]) && half === undefined,
    `Vendt: ${outWords(bench).nb} falt ut, skrevet ned som «${endText(half).nb}».`,
    `Turned: ${outWords(bench).en} fell out, written down as “${endText(half).en}”.`,
  );
  bench.advance(2_000);
  putUpright(bench);
  bench.advance(MINUTE_MS);
  const end = endOf(bench, first.doseId);
  trial.must(
    end === "retrieved" && hasLetGo(bench, [first]),
    `Vendt og satt tilbake er dosen skrevet ned som «${endText(end).nb}».`,
    `Turned over and back the dose is written down as “${endText(end).en}”.`,
  );
  return trial.finding(
    `Til tiden ble ett rom fritt; først vendt ${degrees} grader og tilbake gjaldt dosen som tatt.`,
    `At due time one compartment came free; only turned ${degrees} degrees and back it counted as taken.`,
  );
};

/** P-2: a dose that nobody took is told at half of its limit and at its end, and stays locked in. */
export const toldAtHalfAndEnd: PureJudge = (subject) => {
  const { profile } = subject;
  if (!hasPart(profile, "tray-or-carousel")) {
    return notApplicable(
      "Gjelder brett og karuseller; en rull er ikke laget for å melde ved halv frist.",
      "Is about trays and carousels; a roll is not made to tell at half of the limit.",
    );
  }
  const first = firstDose(profile);
  const halfMs = first.dueMs + (first.lateMs - first.dueMs) / 2;
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.lateMs + 5 * MINUTE_MS);
  mustBeTold(trial, "1.10", halfMs);
  mustBeTold(trial, "1.1", first.lateMs);
  const before = bench.plant.count().slot;
  tryEverything(bench);
  tryEverything(bench);
  trial.must(
    letGo(bench).length === 0 && bench.plant.count().slot === before,
    `Etter hel frist falt ${outWords(bench).nb} ut.`,
    `After the limit ${outWords(bench).en} fell out.`,
  );
  return trial.finding(
    "1.10 kom ved halv frist og 1.1 ved hel; etterpå var pillene låst inne.",
    "1.10 came at half of the limit and 1.1 at its end; the pills were locked in afterwards.",
  );
};

function mustBeTold(trial: Trial, code: "1.10" | "1.1", wantedMs: number): void {
  const alerts = raised(trial.bench, code);
  const [alert] = alerts;
  const offMs = (alert === undefined ? Number.NaN : trial.bench.writtenMs(alert)) - wantedMs;
  const offMin = Math.round(offMs / MINUTE_MS);
  const isThere = alerts.length === 1;
  trial.must(
    alert === undefined || isTimely(trial.bench, alert),
    `${code} oppgir et annet tidspunkt enn da det gikk.`,
    `${code} gives another time than that at which it went.`,
  );
  trial.must(
    isThere && Math.abs(offMs) <= MINUTE_MS,
    isThere
      ? `${code} kom ${inMinutes(offMin).nb} fra tiden sin.`
      : `${code} ble sendt ${alerts.length} ganger.`,
    isThere
      ? `${code} came ${inMinutes(offMin).en} from its time.`
      : `${code} was raised ${alerts.length} times.`,
  );
}

/** P-3: on its side or upside-down it presents nothing, tells it, and never a wrong dose later. */
export const misplacedNeverWrong: PureJudge = (subject) => {
  if (!isTray(subject)) return noTray();
  const { profile } = subject;
  const [first, second] = [firstDose(profile), secondDose(profile)];
  const third = daysLater(first, 1);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  turnOver(bench);
  bench.advanceTo(second.lateMs + HOUR_MS);
  trial.must(
    letGo(bench).length === 0,
    `Opp ned falt ${outWords(bench).nb} ut.`,
    `Upside-down ${outWords(bench).en} fell out.`,
  );
  trial.must(isActive(bench, "1.23"), "1.23 ble ikke sendt.", "1.23 was not raised.");
  putUpright(bench);
  bench.advanceTo(third.dueMs + 20_000);
  take(bench);
  bench.advance(MINUTE_MS);
  const isFlagged = letGo(bench).length === 0 && isActive(bench, "1.3");
  trial.must(
    hasLetGo(bench, [third]) || isFlagged,
    `Satt riktig vei etter to doser ga den ut ${outWords(bench).nb} i stedet for ${doseWords(third.doseId).nb}.`,
    `Upright again after two doses it gave ${outWords(bench).en} instead of ${doseWords(third.doseId).en}.`,
  );
  return trial.finding(
    "Opp ned over to doser: ingenting falt ut, 1.23 ble sendt, og deretter kom riktig dose.",
    "Upside-down over two doses: nothing fell out, 1.23 was raised, and then the right dose came.",
  );
};

/** P-5: a mechanism that is stuck sounds without end and raises 1.5 or 1.8. */
export const jamAlarmed: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "tray-or-carousel")) {
    return notApplicable(
      "Gjelder brett og karuseller; en rull som sitter fast, meldes med 1.8 uten egen alarmlyd.",
      "Is about trays and carousels; a roll that is stuck is told by 1.8 without a sound of its own.",
    );
  }
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.plant.setJam(true);
  bench.advanceTo(first.dueMs + 10 * MINUTE_MS);
  trial.must(
    isActive(bench, "1.5") || isActive(bench, "1.8"),
    "Verken 1.5 eller 1.8 ble sendt da mekanismen satt fast.",
    "Neither 1.5 nor 1.8 was raised when the mechanism was stuck.",
  );
  const sounds = soundsOf(bench, 100);
  const silent = sounds.filter((sound) => sound === 0).length;
  trial.must(
    silent === 0,
    `Alarmen var stille i ${silent} av ${sounds.length} minutter.`,
    `The alarm was silent in ${silent} of ${sounds.length} minutes.`,
  );
  return trial.finding(
    `Alarmen lød uten stans i ${sounds.length} minutter, og 1.5 eller 1.8 ble sendt.`,
    `The alarm sounded without a stop for ${sounds.length} minutes, and 1.5 or 1.8 was raised.`,
  );
};

function soundsOf(bench: FocusBench, minutes: number): readonly number[] {
  return Array.from({ length: minutes }, () => {
    bench.advance(MINUTE_MS);
    return bench.signal.sound;
  });
}

/** P-6: a tremor that turns the device twice within ten seconds gets no next dose. */
export const tremorGetsNoNextDose: PureJudge = (subject) => {
  if (!isTray(subject)) return noTray();
  const canBeEarly = subject.profile.mechanismFigures["earlyByTilting"]?.value === 1;
  return allOf([
    () => shaken(subject, 0),
    ...(canBeEarly ? [() => shaken(subject, 60)] : [() => noEarlyDose(subject)]),
  ]);
};

function shaken(subject: JudgeSubject, earlyMin: number): CheckFinding {
  const { profile } = subject;
  const first = firstDose(profile);
  const plan = storyPlan(profile);
  const entries = plan.entries.map((entry) => ({ ...entry, earlyMin }));
  const bench = usedBench(subject, { plan: { ...plan, entries } });
  const trial = new Trial(bench);
  bench.advanceTo(first.dueMs - HOUR_MS / 2);
  for (let turn = 0; turn < 8; turn += 1) shake(bench, 1_000 + turn * 1_000);
  bench.advance(2 * MINUTE_MS);
  trial.must(
    letGo(bench).length === 0 && recordsOf(bench, "dose.offered").length === 0,
    "Skjelving før tidspunktet brakte fram neste dose.",
    "A tremor before the due time brought the next dose.",
  );
  bench.advanceTo(first.dueMs + 20_000);
  for (let turn = 0; turn < 3; turn += 1) shake(bench, 1_000);
  bench.advance(5 * MINUTE_MS);
  trial.must(
    hasLetGo(bench, [first]),
    `Skjelving i tidsvinduet ga ut ${outWords(bench).nb}.`,
    `A tremor inside the window let ${outWords(bench).en} go.`,
  );
  return trial.finding(
    "Gjentatt vending med få sekunders mellomrom ga bare den ene dosen.",
    "Turned over and over a few seconds apart it gave the one dose only.",
  );
}

function shake(bench: FocusBench, restMs: number): void {
  turnOver(bench);
  bench.advance(900);
  putUpright(bench);
  bench.advance(restMs);
}

function noEarlyDose(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.dueMs - HOUR_MS / 2);
  for (let turn = 0; turn < 4; turn += 1) {
    take(bench);
    bench.advance(15_000);
  }
  trial.must(
    letGo(bench).length === 0,
    "I stativet kunne neste dose tas ut før tiden.",
    "On its stand the next dose could be had early.",
  );
  return trial.finding(
    "I stativet kunne ingen dose tas ut før tiden.",
    "On its stand no dose could be had early.",
  );
}

/** P-7: it tells three phones and one mail address by itself, and refuses a fourth phone. */
export const ownNoticesBounded: PureJudge = (subject) => {
  const { notices } = subject.profile;
  if (notices === undefined) {
    return notApplicable(
      "Produktet sender ikke meldinger selv: tjenesten gjør det.",
      "The product sends no messages by itself: the service does.",
    );
  }
  const first = firstDose(subject.profile);
  const bench = offeredBench(subject);
  const trial = new Trial(bench);
  const most = 3;
  const wish = (version: number, count: number) => {
    const phones = Array.from({ length: count }, (_, at) => ({
      ...({ recipient: "home-care", channel: "sms" } as const),
      address: `+4790000000${at}`,
    }));
    const mail = { recipient: "home-care", channel: "mail", address: "vakt@example.no" } as const;
    const rungs = [{ recipient: "home-care", afterMin: 0 }] as const;
    const escalation = {
      routes: [{ id: "all", rungs, repeatMin: 60 }],
      contacts: [...phones, mail],
    };
    bench.configure({ version, escalation });
    bench.advance(1_000);
    return bench.reports.at(-1);
  };
  trial.must(
    wish(2, most + 1)?.refusedVersion === 2,
    "En fjerde telefon ble ikke avvist.",
    "A fourth phone was not refused.",
  );
  trial.must(
    wish(3, most)?.result === "applied",
    "Tre telefoner og én e-post ble ikke godtatt.",
    "Three phones and one mail address were not accepted.",
  );
  bench.advanceTo(first.lateMs + MINUTE_MS);
  const contacts = bench.notices.find(({ alert }) => alert === "1.1")?.contacts ?? [];
  const phones = contacts.filter(({ channel }) => channel === "sms").length;
  trial.must(
    phones === most && contacts.length === most + 1,
    `Om 1.1 fikk ${phones} telefoner og ${contacts.length - phones} e-postadresser melding.`,
    `Of 1.1 ${phones} phones and ${contacts.length - phones} mail addresses were told.`,
  );
  return trial.finding(
    "Tre telefoner og én e-post fikk melding om 1.1; en fjerde telefon ble avvist.",
    "Three phones and one mail address were told of 1.1; a fourth phone was refused.",
  );
};
