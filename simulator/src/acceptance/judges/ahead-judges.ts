import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import { hasPart } from "../product-parts.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { endOf, hasLetGo, isActive, letGo, raised, recordsOf } from "./bench/bench-records.ts";
import { answerText, endText, outWords } from "./bench/bench-words.ts";
import {
  cutAllPower,
  givePower,
  offeredBench,
  setLink,
  take,
  takeByStaff,
  tryEverything,
  usedBench,
} from "./bench/hands.ts";
import { daysLater, firstDose, secondDose } from "./bench/story-plan.ts";
import { allOf, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

const JOURNEY_DOSES = 3;

/** T-5: doses for a journey go together, as one event; their windows are silent; all or none. */
export const travelDosesTogether: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "journey-doses")) return noJourneys();
  return allOf([() => journey(subject), () => tooFewForJourney(subject)]);
};

function noJourneys(): CheckFinding {
  return notApplicable(
    "Produktet kan ikke gi ut doser til en reise samlet.",
    "The product can't hand out doses for a journey.",
  );
}

function journey(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const last = daysLater(first, 1);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const id = bench.ask("release-travel", { doses: JOURNEY_DOSES });
  for (let dose = 0; dose < JOURNEY_DOSES; dose += 1) takeByStaff(bench);
  bench.advance(10 * MINUTE_MS);
  const answer = bench.answerTo(id);
  const { nb, en } = answerText(answer);
  trial.must(answer === "done", `Enheten svarte «${nb}».`, `The device answered ${en}.`);
  trial.must(
    hasLetGo(bench, [first, secondDose(subject.profile), last]),
    `Disse dosene kom ut: ${outWords(bench).nb}.`,
    `These doses came out: ${outWords(bench).en}.`,
  );
  mustBeOneEvent(trial, first.dueMs, last.dueMs);
  const since = bench.records.length;
  bench.advanceTo(last.lateMs + MINUTE_MS);
  const told = bench.records
    .slice(since)
    .filter(({ kind }) => kind.startsWith("dose.") || kind.startsWith("alert."));
  trial.must(
    told.length === 0 && bench.signal.sound === 0 && bench.signal.light !== "blink",
    `Tidsvinduene til de utleverte dosene var ikke stille: ${told.length} hendelser.`,
    `The windows of those doses were not silent: ${told.length} records.`,
  );
  return trial.finding(
    `${JOURNEY_DOSES} doser kom ut samlet som én hendelse, og tidsvinduene deres var stille.`,
    `${JOURNEY_DOSES} doses came out as one event, and their windows were silent.`,
  );
}

function mustBeOneEvent(trial: Trial, dueMs: number, lastDueMs: number): void {
  const events = recordsOf(trial.bench, "travel.dispensed");
  const [event] = events;
  const isRight =
    event?.count === JOURNEY_DOSES && event.dueMs === dueMs && event.lastDueMs === lastDueMs;
  trial.must(
    events.length === 1 && isRight && event?.dispense === "2.2",
    `Antall hendelser om reisen: ${events.length}, med ${event?.count ?? 0} doser, og ikke én med ${JOURNEY_DOSES}.`,
    `Events about the journey: ${events.length}, of ${event?.count ?? 0} doses, and not one of ${JOURNEY_DOSES}.`,
  );
}

function tooFewForJourney(subject: JudgeSubject): CheckFinding {
  const bench = usedBench(subject, { doses: JOURNEY_DOSES - 1 });
  const trial = new Trial(bench);
  const id = bench.ask("release-travel", { doses: JOURNEY_DOSES });
  bench.advance(MINUTE_MS);
  tryEverything(bench);
  const out = letGo(bench).length;
  trial.must(
    out === 0 && bench.answerTo(id) !== "done",
    `Med for få doser kom likevel ${out} ut.`,
    `With too few doses ${out} came out all the same.`,
  );
  trial.must(
    raised(bench, "1.11").length === 1,
    `1.11 ble sendt ${raised(bench, "1.11").length} ganger da det var for få doser.`,
    `1.11 was raised ${raised(bench, "1.11").length} times when there were too few doses.`,
  );
  return trial.finding(
    "For få doser ga 1.11, og ingenting kom ut.",
    "Too few doses raised 1.11, and nothing came out.",
  );
}

/** T-6: in assisted mode it is silent and locked for the user; staff let the dose go, or hear of it. */
export const assistedSilentAndLocked: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "assisted-mode")) {
    return notApplicable(
      "Produktet har ikke assistert modus.",
      "The product has no assisted mode.",
    );
  }
  return allOf([() => letGoByStaff(subject), () => leftByStaff(subject)]);
};

function letGoByStaff(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.ask("set-assistance", { on: 1 });
  bench.advanceTo(first.dueMs + 20 * MINUTE_MS);
  const { sound } = bench.signal;
  const reminders = recordsOf(bench, "dose.reminded").length;
  trial.must(
    sound === 0 && reminders === 0,
    `I assistert modus hørtes lyd ${sound} av 10, og brukeren ble minnet om dosen ${reminders} ganger.`,
    `In assisted mode sound was ${sound} of 10, and the user was reminded ${reminders} times.`,
  );
  tryEverything(bench);
  trial.must(
    letGo(bench).length === 0,
    "Brukeren fikk selv ut en dose i assistert modus.",
    "The user got a dose out in assisted mode.",
  );
  bench.ask("release-assisted");
  takeByStaff(bench);
  const [released] = recordsOf(bench, "dose.released");
  trial.must(
    hasLetGo(bench, [first]) && released?.dispense === "1.2" && released.actor === "staff",
    `Da ansatte ga ut dosen, kom ${outWords(bench).nb} ut, meldt som ${released?.dispense ?? "ingenting"}.`,
    `When staff released, ${outWords(bench).en} came out, told as ${released?.dispense ?? "nothing"}.`,
  );
  return trial.finding(
    "Enheten var stille og låst for brukeren; ansatte ga ut dosen, meldt som 1.2.",
    "The device was silent and locked for the user; staff let the dose go, told as 1.2.",
  );
}

function leftByStaff(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.ask("set-assistance", { on: 1 });
  bench.advanceTo(first.lateMs + 5 * MINUTE_MS);
  const times = raised(bench, "1.1").length;
  trial.must(
    times === 1 && letGo(bench).length === 0,
    `En dose som ansatte ikke ga ut, ble meldt med 1.1 ${times} ganger.`,
    `A dose that staff did not let go was told by 1.1 ${times} times.`,
  );
  return trial.finding(
    "En dose som ansatte ikke ga ut, ble meldt én gang med 1.1.",
    "A dose that staff did not let go was told once by 1.1.",
  );
}

/** H-2: moved without power it goes on without staff, and nobody is told of what went out ahead. */
export const movedWithoutPower: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "journey-doses")) return noJourneys();
  return allOf([() => carriedAway(subject), () => switchedOffInWindow(subject)]);
};

const CARRIED_MS = 9 * HOUR_MS;

function carriedAway(subject: JudgeSubject): CheckFinding {
  const [first, second] = [firstDose(subject.profile), secondDose(subject.profile)];
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.ask("release-travel", { doses: 1 });
  takeByStaff(bench);
  bench.advanceTo(first.dueMs - HOUR_MS);
  setLink(bench, false);
  cutAllPower(bench);
  bench.advance(CARRIED_MS);
  givePower(bench);
  setLink(bench, true);
  bench.advanceTo(second.dueMs + 20_000);
  take(bench);
  bench.advance(MINUTE_MS);
  trial.must(
    hasLetGo(bench, [first, second]),
    `Etter flyttingen var disse dosene kommet ut: ${outWords(bench).nb}.`,
    `After the move these doses had come out: ${outWords(bench).en}.`,
  );
  const told = raised(bench, "1.1").length;
  trial.must(
    told === 0,
    `1.1 ble sendt ${told} ganger om en dose som var gitt ut på forhånd.`,
    `1.1 was raised ${told} times about a dose that had gone out ahead.`,
  );
  const end = endOf(bench, second.doseId);
  trial.must(
    end === "retrieved",
    `Dosen etter flyttingen er skrevet ned som «${endText(end).nb}».`,
    `The dose after the move is written down as “${endText(end).en}”.`,
  );
  return trial.finding(
    "Ni timer uten strøm og i en ny celle: neste dose kom som planlagt, uten hjelp og uten 1.1.",
    "Nine hours without power and in a new cell: the next dose came as planned, unaided, without 1.1.",
  );
}

function switchedOffInWindow(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = offeredBench(subject);
  const trial = new Trial(bench);
  cutAllPower(bench);
  bench.advance(HOUR_MS);
  givePower(bench);
  bench.advance(MINUTE_MS);
  take(bench);
  bench.advanceTo(first.lateMs + MINUTE_MS);
  trial.must(
    hasLetGo(bench, [first]) && !isActive(bench, "1.1"),
    `Slått av i tidsvinduet og på igjen: ${outWords(bench).nb} kom ut.`,
    `Switched off inside the window and on again: ${outWords(bench).en} came out.`,
  );
  return trial.finding(
    "Slått av i en time i tidsvinduet ga den ut den samme dosen etterpå.",
    "Switched off for an hour inside the window it gave out the same dose afterwards.",
  );
}
