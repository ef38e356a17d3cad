import { dosesChances, personaNamed } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { personaWith } from "../../../support/simulator/person-bench.ts";

const DAY_MS = 86_400_000;
const SETTLED = { training: false, decline: false };

describe("the chances of a dose", () => {
  test("are the persona's, when nothing changes them", () => {
    const persona = personaNamed("forgetful");
    expect(dosesChances(persona, "B", SETTLED, 0)).toEqual({ alone: 0.955, afterCall: 0.035 });
    expect(dosesChances(persona, "A", SETTLED, 900 * DAY_MS)).toEqual({
      ...{ alone: 0.985, afterCall: 0.011 },
    });
  });

  test("have twice the misses for two weeks, of which a call saves the same part", () => {
    const habits = { ...SETTLED, training: true };
    const learning = dosesChances(personaNamed("forgetful"), "A", habits, 13.9 * DAY_MS);
    expect(learning.alone).toBeCloseTo(0.97);
    expect(learning.afterCall).toBeCloseTo(0.022);
    expect(dosesChances(personaNamed("forgetful"), "A", habits, 14 * DAY_MS).alone).toBe(0.985);
  });

  test("decline by a hundredth a month, and never below nothing", () => {
    const habits = { ...SETTLED, decline: true };
    const month = 30.4375 * DAY_MS;
    const persona = personaNamed("cognitive-decline");
    expect(dosesChances(persona, "A", habits, 6 * month).alone).toBeCloseTo(0.88);
    expect(dosesChances(persona, "A", habits, 6 * month).afterCall).toBeCloseTo(0.08);
    const { alone, afterCall } = dosesChances(persona, "A", habits, 1_000 * month);
    expect(alone).toBe(0);
    expect(afterCall).toBeCloseTo(2 / 3);
    const perfect = personaWith("stable", { takesAlone: 1, takesAfterCall: 0 });
    expect(dosesChances(perfect, "A", { training: true, decline: true }, 0)).toEqual({
      ...{ alone: 1, afterCall: 0 },
    });
  });
});
