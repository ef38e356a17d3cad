import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { DAY_MS, MINUTE_MS } from "@dosekit/protocols";
import { hasPart, LARGER_ROLL } from "../product-parts.ts";
import { isActive, letGo, raised, recordsOf } from "./bench/bench-records.ts";
import { take, usedBench } from "./bench/hands.ts";
import { daysLater, entryAt, firstDose, planOf, secondDose } from "./bench/story-plan.ts";
import { notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** Doses a day that a small roll and a large one are compared with. */
const TIMES = ["08:00", "12:00", "16:00", "20:00"] as const;
/** Doses a day of the story plan. */
const STORY_DOSES = 2;

/** H-1: a smaller roll is told as low days earlier, and early enough. */
export const lowSupplyEarlier: PureJudge = (subject) => {
  const { profile } = subject;
  const larger = PROFILES.find(({ product }) => product === LARGER_ROLL);
  if (larger === undefined || !hasPart(profile, "smaller-roll")) {
    return notApplicable(
      "Produktet er ikke en mindre utgave av et større produkt.",
      "The product is no smaller form of a larger product.",
    );
  }
  const { trial, days, left } = untilLow(subject);
  const largerDays = untilLow({ ...subject, profile: larger }).days;
  trial.must(
    days !== undefined,
    "1.12 ble aldri sendt før rullen var tom.",
    "1.12 was never raised before the roll was empty.",
  );
  trial.must(
    left >= TIMES.length,
    `Da 1.12 kom, var det bare ${left} doser igjen, mindre enn ett døgn.`,
    `When 1.12 came only ${left} doses were left, less than a day.`,
  );
  trial.must(
    (days ?? 0) < (largerDays ?? 0),
    `1.12 kom etter ${days} døgn, på den store enheten etter ${largerDays}.`,
    `1.12 came after ${days} days, on the large device after ${largerDays}.`,
  );
  return trial.finding(
    `Med full rull og ${TIMES.length} doser om dagen kom 1.12 etter ${days} døgn, på den store enheten etter ${largerDays}.`,
    `With a full roll and ${TIMES.length} doses a day 1.12 came after ${days} days, on the large device after ${largerDays}.`,
  );
};

interface Supply {
  readonly trial: Trial;
  /** Whole days from a full roll until 1.12; absent when it never came. */
  readonly days: number | undefined;
  /** Doses that were truly left then. */
  readonly left: number;
}

function untilLow(subject: JudgeSubject): Supply {
  const { profile } = subject;
  const lateMin = Math.min(60, profile.lateMin.value);
  const plan = planOf(TIMES.map((time) => entryAt(time, lateMin)));
  const bench = usedBench(subject, { plan, doses: profile.capacity.value });
  const trial = new Trial(bench);
  const fromMs = bench.nowMs;
  const endMs = fromMs + (profile.capacity.value / TIMES.length + 1) * DAY_MS;
  while (raised(bench, "1.12").length === 0 && bench.nowMs < endMs) {
    bench.advance(10 * MINUTE_MS);
    if (bench.signal.light !== "off") take(bench);
  }
  const isTold = raised(bench, "1.12").length > 0;
  const days = isTold ? Math.floor((bench.nowMs - fromMs) / DAY_MS) : undefined;
  const { slot, mechanism } = bench.plant.count();
  return { trial, days, left: slot + mechanism };
}

/** P-4: low and empty are told, and from an empty device nothing can be told as taken. */
export const lowAndEmptyTold: PureJudge = (subject) => {
  const { profile } = subject;
  const low = lowStockDosesOf(profile);
  const first = firstDose(profile);
  const bench = usedBench(subject, { doses: low + 1 });
  const trial = new Trial(bench);
  trial.must(
    !isActive(bench, "1.12"),
    `1.12 ble sendt med ${low + 1} doser igjen, før grensen på ${low}.`,
    `1.12 was raised with ${low + 1} doses left, above the level of ${low}.`,
  );
  bench.advanceTo(first.dueMs + 20_000);
  take(bench);
  bench.advance(MINUTE_MS);
  trial.must(
    isActive(bench, "1.12"),
    `1.12 ble ikke sendt med ${low} doser igjen.`,
    `1.12 was not raised with ${low} doses left.`,
  );
  const doses = Array.from({ length: low }, (_, at) =>
    daysLater(at % 2 === 0 ? secondDose(profile) : first, Math.floor((at + 1) / 2)),
  );
  for (const dose of doses) {
    bench.advanceTo(dose.dueMs + 20_000);
    take(bench);
  }
  const [out, told] = [letGo(bench).length, recordsOf(bench, "dose.released").length];
  const next = daysLater(low % 2 === 0 ? secondDose(profile) : first, Math.floor((low + 1) / 2));
  bench.advanceTo(next.dueMs + MINUTE_MS);
  take(bench);
  take(bench);
  bench.advanceTo(next.lateMs + 5 * MINUTE_MS);
  trial.must(
    out === low + 1 && isActive(bench, "1.13"),
    `${out} av ${low + 1} doser kom ut, og 1.13 ble ${isActive(bench, "1.13") ? "" : "ikke "}sendt.`,
    `${out} of ${low + 1} doses came out, and 1.13 was ${isActive(bench, "1.13") ? "" : "not "}raised.`,
  );
  const after = recordsOf(bench, "dose.released").length;
  const isClaimed = recordsOf(bench, "dose.closed").at(-1)?.outcome === "retrieved";
  trial.must(
    after === told && !isClaimed,
    "En dose ble meldt tatt av en tom enhet.",
    "A dose was told as taken from an empty device.",
  );
  return trial.finding(
    `1.12 kom med ${low} doser igjen, 1.13 da den var tom, og etterpå ble ingen dose meldt tatt.`,
    `1.12 came with ${low} doses left, 1.13 when it was empty, and nothing was told as taken then.`,
  );
};

/** Doses left at which a product tells that stock is low, with the story plan. */
export function lowStockDosesOf({ lowStockDays, lowStockDoses }: ProductProfile): number {
  return lowStockDays === undefined ? lowStockDoses.value : lowStockDays.value * STORY_DOSES;
}
