import type { ProductProfile } from "@dosekit/firmware-model";
import { MINUTE_MS } from "@dosekit/protocols";
import { inMinutes } from "../minute-words.ts";
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
import { fill, offeredBench, take, usedBench } from "./bench/hands.ts";
import { firstDose, secondDose } from "./bench/story-plan.ts";
import { allOf, both, type JudgeFigures, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** Minutes that the published product can be set to. */
const PUBLISHED_MINUTES = [45, 75];
/** How exact an alert has to be. */
const EXACT_MS = MINUTE_MS;
/** How often the user presses where once would do. */
const PRESSES = 5;

/** a dose that nobody took is told as many minutes after its due time as was configured. */
export const alertAfterMinutes: PureJudge = (subject, figures = {}) => {
  const minutes = alertMinutesOf(subject.profile, figures);
  if (minutes === undefined) return noMinutes();
  return allOf(minutes.map((at) => () => alertedAfter(subject, at)));
};

/** Minutes after the due time that R-1 tries; nothing for a product that has no such setting. */
export function alertMinutesOf(
  profile: ProductProfile,
  { minutes }: JudgeFigures,
): readonly number[] | undefined {
  const point = profile.alertPoints.find(({ after }) => after === "minutes");
  if (point?.after !== "minutes") return undefined;
  const [least, most] = point.minutes.range;
  const wanted = minutes === undefined ? PUBLISHED_MINUTES : [minutes];
  const settable = wanted.filter((one) => one >= least && one <= most);
  return settable.length > 0 || minutes !== undefined ? wanted : [point.minutes.value];
}

function noMinutes(): CheckFinding {
  return notApplicable(
    "Produktet varsler ved en andel av fristen eller når den er slutt, ikke etter et antall minutter.",
    "The product alerts at a share of the limit or at its end, not after a number of minutes.",
  );
}

function alertedAfter(subject: JudgeSubject, minutes: number): CheckFinding {
  const [least, most] = rangeOf(subject.profile);
  if (minutes < least || minutes > most) {
    const saw = both(
      `Produktet kan ikke stilles inn på ${inMinutes(minutes).nb}, bare på ${least} til ${most}.`,
      `The product can't be set to ${inMinutes(minutes).en}, only to ${least} to ${most}.`,
    );
    return { outcome: "failed", saw, timeline: [] };
  }
  const set = { ...subject, profile: alertingAfter(subject.profile, minutes) };
  const first = firstDose(set.profile);
  const bench = usedBench(set);
  const trial = new Trial(bench);
  bench.advanceTo(first.lateMs + MINUTE_MS);
  const alerts = raised(bench, "1.1");
  const [alert] = alerts;
  const afterMs = (alert === undefined ? Number.NaN : bench.writtenMs(alert)) - first.dueMs;
  const afterMin = Math.round(afterMs / MINUTE_MS);
  trial.must(
    alerts.length === 1,
    `1.1 ble sendt ${alerts.length} ganger (innstilt på ${inMinutes(minutes).nb}).`,
    `1.1 was raised ${alerts.length} times (set to ${inMinutes(minutes).en}).`,
  );
  trial.must(
    Math.abs(afterMs - minutes * MINUTE_MS) <= EXACT_MS,
    `Varslet kom etter ${inMinutes(afterMin).nb}, innstilt på ${minutes}.`,
    `The alert came after ${inMinutes(afterMin).en}, set to ${minutes}.`,
  );
  trial.must(
    alert !== undefined && isTimely(bench, alert),
    "Varslet oppgir et annet tidspunkt enn da det gikk.",
    "The alert gives another time than that at which it went.",
  );
  return trial.finding(
    `Innstilt på ${inMinutes(minutes).nb} kom varslet etter ${afterMin}.`,
    `Set to ${inMinutes(minutes).en}, the alert came after ${afterMin}.`,
  );
}

/** Minutes that a product can be set to. */
function rangeOf({ alertPoints }: ProductProfile): readonly [least: number, most: number] {
  const point = alertPoints.find(({ after }) => after === "minutes");
  return point?.after === "minutes" ? point.minutes.range : [0, 0];
}

/** Sets the alert point of a product. */
function alertingAfter(profile: ProductProfile, minutes: number): ProductProfile {
  const alertPoints = profile.alertPoints.map((point) =>
    point.after === "minutes" ? { ...point, minutes: { ...point.minutes, value: minutes } } : point,
  );
  return { ...profile, alertPoints };
}

/** OK before the limit lets one pouch go and tells nothing; after it the policy holds. */
export const onePouchAroundTheLimit: PureJudge = (subject) => {
  const point = subject.profile.alertPoints.find(({ after }) => after === "minutes");
  if (point?.after !== "minutes") return noMinutes();
  const { value } = point.minutes;
  return allOf([
    () => pressedBefore(subject, value),
    () => pressedBetween(subject, value),
    () => pressedAfter(subject),
  ]);
};

function pressedBefore(subject: JudgeSubject, minutes: number): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.dueMs + (minutes - 1) * MINUTE_MS - 30_000);
  for (let press = 0; press < PRESSES; press += 1) take(bench);
  bench.advanceTo(first.lateMs + 5 * MINUTE_MS);
  mustBeOne(trial, first);
  const told = raised(bench, "1.1").length;
  trial.must(
    told === 0,
    `OK før grensen, og 1.1 ble likevel sendt ${told} ganger.`,
    `OK before the limit, and 1.1 was raised ${told} times all the same.`,
  );
  const end = endOf(bench, first.doseId);
  trial.must(
    end === "retrieved",
    `Dosen er skrevet ned som «${endText(end).nb}».`,
    `The dose is written down as “${endText(end).en}”.`,
  );
  return trial.finding(
    "OK før grensen ga én oppskåret pose og ikke noe varsel.",
    "OK before the limit gave one pouch, cut open, and no alert.",
  );
}

function pressedBetween(subject: JudgeSubject, minutes: number): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.dueMs + (minutes + 5) * MINUTE_MS);
  for (let press = 0; press < PRESSES; press += 1) take(bench);
  bench.advance(MINUTE_MS);
  mustBeOne(trial, first);
  trial.must(
    !isActive(bench, "1.1"),
    "Varslet sto fortsatt etter at dosen var tatt.",
    "The alert still stood after the dose had been taken.",
  );
  return trial.finding(
    "OK etter varslet ga én pose og avsluttet varslet.",
    "OK after the alert gave one pouch and ended the alert.",
  );
}

function pressedAfter(subject: JudgeSubject): CheckFinding {
  const [first, second] = [firstDose(subject.profile), secondDose(subject.profile)];
  const bench = offeredBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.lateMs);
  for (let press = 0; press < PRESSES; press += 1) take(bench);
  bench.advanceTo(second.dueMs - 5 * MINUTE_MS);
  for (let press = 0; press < PRESSES; press += 1) take(bench);
  trial.must(
    letGo(bench).length === 0 && endOf(bench, first.doseId) === "missed",
    `Etter fristen kom ${outWords(bench).nb} ut; dosen er skrevet ned som «${endText(endOf(bench, first.doseId)).nb}».`,
    `After the limit ${outWords(bench).en} came out; the dose is written down as “${endText(endOf(bench, first.doseId)).en}”.`,
  );
  return trial.finding(
    "Etter fristen kom ingenting ut før neste dose.",
    "After the limit nothing came out before the next dose.",
  );
}

function mustBeOne(trial: Trial, dose: { readonly doseId: string }): void {
  trial.must(
    hasLetGo(trial.bench, [dose]),
    `Disse posene kom ut: ${outWords(trial.bench).nb}.`,
    `These pouches came out: ${outWords(trial.bench).en}.`,
  );
}

/** an empty pouch in front of the roll leads to no wrong dose, where the device looks for it. */
export const leaderFound: PureJudge = (subject) => {
  const { mechanism, mechanismFigures } = subject.profile;
  if (mechanism.value !== "pouch-roll-plan") {
    return notApplicable(
      "Gjelder ruller som følger en ukeplan uten at posene leses.",
      "Is about rolls that follow a week plan and are not read.",
    );
  }
  if (mechanismFigures["leaderChecked"]?.value !== 1) {
    return notApplicable(
      "Det er ikke kjent at produktet ser etter en tom pose: prøv det på leverandørens enhet, se den manuelle delen.",
      "The product is not known to look for an empty pouch: try the vendor's device, see the manual part.",
    );
  }
  return allOf([() => leaderLeft(subject), () => leaderRemoved(subject)]);
};

function leaderLeft(subject: JudgeSubject): CheckFinding {
  const bench = offeredBench(subject, { rollFaults: { leaderLeft: 1 } });
  const trial = new Trial(bench);
  for (let press = 0; press < PRESSES; press += 1) take(bench);
  const moved = recordsOf(bench, "dose.released").length;
  trial.must(
    moved === 0 && letGo(bench).length === 0,
    "Med en tom pose først ble en pose gitt ut til feil tid.",
    "With an empty pouch in front a pouch was let go at the wrong time.",
  );
  trial.must(
    isActive(bench, "1.7"),
    "Den tomme posen først på rullen ble ikke meldt med 1.7.",
    "The empty pouch in front of the roll was not told by 1.7.",
  );
  return trial.finding(
    "En tom pose først på rullen ble meldt med 1.7, og ingenting kom ut.",
    "An empty pouch in front of the roll was told by 1.7, and nothing came out.",
  );
}

function leaderRemoved(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject, { rollFaults: { leaderLeft: 0 } });
  const trial = new Trial(bench);
  fill(bench, 28);
  bench.advanceTo(first.dueMs + 20_000);
  take(bench);
  mustBeOne(trial, first);
  return trial.finding(
    "Uten den tomme posen kom riktig dose.",
    "Without the empty pouch the right dose came.",
  );
}
