import { type Persona, personaNamed, shippedPersonas } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import type { CalibrationCount } from "../../../support/simulator/calibration.ts";
import {
  countKind,
  STATED_KINDS,
  type StatedKind,
  strangeIn,
} from "../../../support/simulator/calibration-by-kind.ts";
import { personaWith } from "../../../support/simulator/person-bench.ts";

/** Each kind is asked once for all tests of this file. */
const counts = new Map<string, CalibrationCount>();

function countOf(stated: StatedKind): CalibrationCount {
  const known = counts.get(stated.kind) ?? countKind(stated);
  counts.set(stated.kind, known);
  return known;
}

test("the kinds that are stated are those that ship, with their shares", () => {
  expect(STATED_KINDS.map(({ kind, share }) => [kind, share])).toEqual(
    shippedPersonas().map(({ name, share }) => [name, share.value]),
  );
});

describe.each(STATED_KINDS)("of 100 doses of $kind people", (stated) => {
  test(`${stated.missed} are missed and ${stated.alerts} told of, no more and no fewer`, () => {
    expect(strangeIn(countOf(stated), stated)).toEqual([]);
  });
});

test("all kinds together miss 0.44 of 100 doses, and 1.3 are told of", () => {
  for (const [what, rate, within] of [
    ["missed", 0.44, 0.05],
    ["alerts", 1.3, 0.1],
  ] as const) {
    let [found, variance] = [0, 0];
    for (const stated of STATED_KINDS) {
      const count = countOf(stated);
      const part = count[what] / count.doses;
      found += 100 * stated.share * part;
      variance += (100 * stated.share) ** 2 * ((part * (1 - part)) / count.doses);
    }
    expect(Math.abs(found - rate), what).toBeLessThan(within + 3 * Math.sqrt(variance));
  }
});

/** One who leaves so many times as many doses in the end as the kind does; as many are told of. */
function leaving(times: number, { kind, missed }: StatedKind): Persona {
  const { A } = personaNamed(kind).takesAfterCall;
  return personaWith(kind, {
    takesAlone: personaNamed(kind).takesAlone.A.value,
    takesAfterCall: A.value + (1 - times) * (missed / 100),
  });
}

describe.each(STATED_KINDS.slice(1))("$kind people", (stated) => {
  test("who miss half as often are found out, and those who miss twice as often", () => {
    const [half, twice] = [0.5, 2].map((times) =>
      strangeIn(countKind(stated, leaving(times, stated)), stated),
    );
    expect(half).toEqual([expect.stringContaining("too few missed")]);
    expect(twice).toEqual([expect.stringContaining("too many missed")]);
  });
});
