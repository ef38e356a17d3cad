import { describe, expect, test } from "vitest";
import { answersTo, ask, inMinutes } from "../../../support/firmware-model/asking.ts";
import type { MechanismBench } from "../../../support/firmware-model/mechanism-bench.ts";
import { MEDIDO, READERS, usedRoll } from "../../../support/firmware-model/roll-stories.ts";
import {
  FIRST,
  HOUR,
  MINUTE,
  outcomes,
  recordsOf,
  SECOND,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

type Made = () => MechanismBench;
const PRODUCTS: readonly (readonly [string, Made])[] = [
  ["pilly-sms", () => usedBench()],
  ...[...READERS, MEDIDO].map((product) => [product.product, () => usedRoll(product)] as const),
];
const STOPS = [
  ["a pause begins", (bench: MechanismBench) => ask(bench, "pause")],
  ["the service ends", (bench: MechanismBench) => ask(bench, "set-mode", { mode: "ended" })],
] as const;
const CASES = PRODUCTS.flatMap(([name, made]) =>
  STOPS.map(([what, stop]) => [name, what, made, stop] as const),
);

/** Takes what is within reach, and what comes within reach in the next quarter of an hour. */
function takeWhatComes(bench: MechanismBench): void {
  for (let at = 0; at < 15; at += 1) {
    bench.take();
    bench.advance(MINUTE);
  }
}

describe("a journey", () => {
  test.each(CASES)("of %s goes no further when %s", (_name, _what, made, stop) => {
    const bench = made();
    const id = ask(bench, "release-travel", { doses: 4 });
    bench.advance(10_000);
    bench.take();
    const begun = recordsOf(bench, "dose.offering").length;
    expect(answersTo(bench, stop(bench))).toEqual(["done"]);
    takeWhatComes(bench);
    expect(recordsOf(bench, "dose.offering")).toHaveLength(begun);
    expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    expect(recordsOf(bench, "travel.dispensed")).toMatchObject([{ count: 1 }]);
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
  });

  test.each(CASES)("of %s takes its dose back when %s", (_name, _what, made, stop) => {
    const bench = made();
    const id = ask(bench, "release-travel", { doses: 2 });
    bench.advance(10_000);
    expect(recordsOf(bench, "dose.offered")).toHaveLength(1);
    stop(bench);
    bench.advance(10_000);
    takeWhatComes(bench);
    expect(recordsOf(bench, "dose.released")).toEqual([]);
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
  });

  test("goes no further when a pause begins that was asked for before it", () => {
    const bench = usedBench();
    ask(bench, "pause", { fromMs: inMinutes(bench, 1) });
    const id = ask(bench, "release-travel", { doses: 28 });
    takeWhatComes(bench);
    expect(recordsOf(bench, "dose.released").length).toBeLessThan(4);
    expect(answersTo(bench, id)).toEqual(["incomplete"]);
  });
});

describe("an assisted release", () => {
  test("that a pause cuts short is withheld in its window, and offered in a later one", () => {
    const bench = usedBench();
    ask(bench, "release-assisted");
    bench.advance(5_000);
    ask(bench, "pause", { untilMs: inMinutes(bench, 6 * 60) });
    bench.advance(5_000);
    expect(bench.position).toBe("locked");
    bench.advanceTo(FIRST.dueMs + 6 * HOUR);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld paused`]);
    bench.advanceTo(SECOND.dueMs + MINUTE);
    expect(recordsOf(bench, "dose.offered").at(-1)).toMatchObject(SECOND);
  });

  test("that the end of the service cuts short has one outcome at the most", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - MINUTE);
    ask(bench, "release-assisted");
    bench.advance(5_000);
    ask(bench, "set-mode", { mode: "ended" });
    bench.advanceTo(FIRST.dueMs + 6 * HOUR);
    expect(bench.position).toBe("locked");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} withheld service-ended`]);
  });
});
