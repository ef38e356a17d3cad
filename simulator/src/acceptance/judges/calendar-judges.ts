import { windowsBetween, zoneTableOf } from "@dosekit/firmware-model";
import { DAY_MS, type DosePlan, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { BothTexts } from "../criterion.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { isActive, recordsOf } from "./bench/bench-records.ts";
import { answerText, endText } from "./bench/bench-words.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import { cutAllPower, givePower, take, usedBench } from "./bench/hands.ts";
import { doseWords, entryAt, planOf } from "./bench/story-plan.ts";
import { allOf, both, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

const NOON_MS = 12 * HOUR_MS;
/** Days that each trial lasts. */
const LIVED_MS = 3 * DAY_MS;
/** The step in which a user is watched. */
const STEP_MS = 5 * MINUTE_MS;
/** What a bad clock gains in a step: five minutes in a day. */
const DRIFT_STEP_MS = 1_041;

/** What is done to a device while it lives through some days, at each step. */
type Disturbance = (bench: FocusBench, step: number) => void;

interface Life {
  readonly what: BothTexts;
  /** Noon UTC of the day before the trying one. */
  readonly startMs: number;
  readonly disturb?: () => Disturbance;
  /** What was within reach without power may be uncertain; it still leaves once at most. */
  readonly isUnwatched?: true;
}

const SUMMER_MS = Date.UTC(2027, 2, 27) + NOON_MS;

/** Days on which a calendar is not as usual, clocks that are wrong, and a reboot in each window. */
const LIVES: readonly Life[] = [
  { what: both("overgang til sommertid", "the change to summer time"), startMs: SUMMER_MS },
  {
    what: both("overgang til vintertid", "the change to winter time"),
    startMs: Date.UTC(2027, 9, 30) + NOON_MS,
  },
  { what: both("skuddag", "a leap day"), startMs: Date.UTC(2028, 1, 28) + NOON_MS },
  { what: both("nyttår", "the end of a year"), startMs: Date.UTC(2027, 11, 30) + NOON_MS },
  {
    what: both("klokke som går fem minutter for fort i døgnet", "a clock that gains five minutes"),
    ...{ startMs: SUMMER_MS, disturb: () => drifting(DRIFT_STEP_MS) },
  },
  {
    what: both("klokke som går fem minutter for sakte i døgnet", "a clock that loses five minutes"),
    ...{ startMs: SUMMER_MS, disturb: () => drifting(-DRIFT_STEP_MS) },
  },
  {
    what: both("omstart i hvert tidsvindu", "a reboot in each window"),
    ...{ startMs: Date.UTC(2027, 11, 30) + NOON_MS, disturb: () => rebooting(), isUnwatched: true },
  },
];

/** calendar, clock and reboots double and lose no dose. */
export const calendarLosesNoDose: PureJudge = (subject) => {
  const finding = allOf(LIVES.map((life) => () => lived(subject, life)));
  if (finding.outcome === "failed") return finding;
  return {
    ...finding,
    saw: both(
      `Ingen dose var dobbel eller tapt ved: ${LIVES.map(({ what }) => what.nb).join(", ")}.`,
      `No dose was doubled or lost through: ${LIVES.map(({ what }) => what.en).join(", ")}.`,
    ),
  };
};

function lived(subject: JudgeSubject, { what, startMs, disturb, isUnwatched }: Life): CheckFinding {
  const { value: lateMin } = subject.profile.lateMin;
  const plan = planOf([entryAt("02:30", lateMin), entryAt("20:00", lateMin)]);
  const bench = usedBench(subject, { plan, doses: 14, startMs });
  const trial = new Trial(bench);
  liveUntil(bench, startMs + LIVED_MS, disturb?.());
  for (const { doseId } of dosesOf(plan, startMs + MINUTE_MS, startMs + LIVED_MS - 3 * HOUR_MS)) {
    mustEndOnce(trial, doseId, { what, isUnwatched: isUnwatched === true });
  }
  return trial.finding(what.nb, what.en);
}

/** Lets a user live with a device who takes each dose some minutes after it is offered. */
function liveUntil(
  bench: FocusBench,
  untilMs: number,
  disturb: Disturbance = () => undefined,
): void {
  for (let step = 1; bench.nowMs < untilMs; step += 1) {
    bench.advance(STEP_MS);
    disturb(bench, step);
    if (offeredDose(bench) !== undefined) take(bench);
  }
}

/** The dose that is offered and has no end, as the journal has it. */
function offeredDose(bench: FocusBench): string | undefined {
  const doseId = recordsOf(bench, "dose.offered").at(-1)?.doseId;
  const isOver = recordsOf(bench, "dose.closed").some((one) => one.doseId === doseId);
  return isOver ? undefined : doseId;
}

function mustEndOnce(
  trial: Trial,
  doseId: string,
  { what, isUnwatched }: { readonly what: BothTexts; readonly isUnwatched: boolean },
): void {
  const { bench } = trial;
  const out = bench.truth.letGo.filter((one) => one.doseId === doseId).length;
  const ends = recordsOf(bench, "dose.closed").filter((one) => one.doseId === doseId);
  const { nb, en } = doseWords(doseId);
  const isOnce = ends.length === 1 && (out === 1 || (isUnwatched && out === 0));
  const told = ends.map(({ outcome }) => outcome).join(", ") || "–";
  const words = endText(ends.length === 1 ? told : undefined);
  const isTrue = isUnwatched || told === "retrieved";
  const isKnown = out === 1 || told !== "retrieved";
  trial.must(
    isOnce && isTrue && isKnown,
    `Ved ${what.nb} kom ${nb} ut ${out} ganger, skrevet ned som «${words.nb}».`,
    `Through ${what.en} ${en} came out ${out} times, written down as “${words.en}”.`,
  );
}

/** Drifts up to five minutes and is set right once a day. */
function drifting(byMs: number): Disturbance {
  return (bench, step) => {
    if (step % (DAY_MS / STEP_MS) === 0) bench.setClock(bench.nowMs);
    else bench.drift(byMs);
  };
}

/** Cuts the power once in every window, when the dose is offered, for two minutes. */
function rebooting(): Disturbance {
  const cut = new Set<string>();
  return (bench) => {
    const doseId = offeredDose(bench);
    if (doseId === undefined || cut.has(doseId)) return;
    cut.add(doseId);
    cutAllPower(bench);
    bench.advance(2 * MINUTE_MS);
    givePower(bench);
    bench.advance(MINUTE_MS);
  };
}

function dosesOf(plan: DosePlan, fromMs: number, untilMs: number) {
  const table = zoneTableOf(plan.zone);
  return table === undefined ? [] : windowsBetween(plan, table, fromMs, untilMs);
}

/** the end of service has to be exported before a reset, which forgets plan and events. */
export const endAndReset: PureJudge = (subject) => {
  const { value: lateMin } = subject.profile.lateMin;
  const plan = planOf([entryAt("08:00", lateMin)], { planId: "plan-of-somebody" });
  const bench = usedBench(subject, { plan });
  const trial = new Trial(bench);
  bench.advance(3 * HOUR_MS);
  take(bench);
  bench.ask("set-mode", { mode: "ended" });
  bench.advance(10 * MINUTE_MS);
  const { epoch = 1, seq: last = 1 } = bench.records.at(-1) ?? {};
  const early = bench.ask("reset", { epoch, throughSeq: last - 1 });
  trial.must(
    bench.answerTo(early) !== "done" && bench.records.length > 0,
    "Enheten ble nullstilt før slutten av loggen var hentet ut.",
    "The device was reset before the end of its log was exported.",
  );
  const newest = bench.records.at(-1)?.seq ?? 1;
  const reset = bench.ask("reset", { epoch, throughSeq: newest });
  bench.advance(5_000);
  trial.must(
    bench.answerTo(reset) === "done",
    `Etter uthenting ble nullstillingen besvart med «${answerText(bench.answerTo(reset)).nb}».`,
    `After the export the reset was answered by ${answerText(bench.answerTo(reset)).en}.`,
  );
  const stored = JSON.stringify([bench.stored() ?? null, bench.records]);
  const left = ["plan-of-somebody", "0800/", "Europe/Oslo", "retrieved"].filter((word) =>
    stored.includes(word),
  );
  trial.must(
    left.length === 0,
    `Etter nullstillingen lå dette fortsatt i enheten: ${left.join(", ")}.`,
    `After the reset this still lay in the device: ${left.join(", ")}.`,
  );
  trial.must(
    !isActive(bench, "1.1"),
    "Et varsel om en dose sto fortsatt etter nullstillingen.",
    "An alert about a dose still stood after the reset.",
  );
  return trial.finding(
    "Nullstilling før uthenting ble avvist; etter uthenting var plan, person og hendelser borte.",
    "A reset before the export was refused; after it plan, person and events were gone.",
  );
};
