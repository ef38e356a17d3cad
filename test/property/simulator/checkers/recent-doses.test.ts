import { RECENT_DOSES_MAX, RECENT_MS, RecentDoses } from "@dosekit/simulator";
import fc from "fast-check";
import { expect, test } from "vitest";

/** The same by a plain list, the dose that was noted last at its end. */
class PlainDoses {
  #rows: readonly { readonly id: string; readonly fact: number; readonly untilMs: number }[] = [];

  note(id: string, fact: number, trueMs: number, dueMs: number): void {
    const untilMs = Math.max(trueMs, dueMs) + RECENT_MS;
    this.#rows = [...this.#rows.filter((row) => row.id !== id), { id, fact, untilMs }];
    while ((this.#rows[0]?.untilMs ?? trueMs) < trueMs || this.#rows.length > RECENT_DOSES_MAX) {
      this.#rows = this.#rows.slice(1);
    }
  }

  get(id: string): number | undefined {
    return this.#rows.find((row) => row.id === id)?.fact;
  }
}

const HOUR_MS = 3_600_000;
const note = fc.record({
  dose: fc.nat(12),
  again: fc.nat(3),
  inHours: fc.oneof({ weight: 5, arbitrary: fc.nat(12) }, { weight: 1, arbitrary: fc.nat(400) }),
  aheadHours: fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(300) }),
});

test("always remember what a plain list would, however often and late a dose comes up again", () => {
  fc.assert(
    fc.property(fc.array(note, { maxLength: 60, size: "max" }), (notes) => {
      const [recent, plain] = [new RecentDoses<number>(), new PlainDoses()];
      let trueMs = 0;
      for (const [fact, { dose, again, inHours, aheadHours }] of notes.entries()) {
        trueMs += inHours * HOUR_MS;
        for (let time = 0; time <= again; time += 1) {
          const row = [
            `d/${dose}`,
            fact * 10 + time,
            trueMs,
            trueMs + aheadHours * HOUR_MS,
          ] as const;
          recent.note(...row);
          plain.note(...row);
        }
        for (let id = 0; id <= 12; id += 1) {
          expect(recent.get(`d/${id}`)).toBe(plain.get(`d/${id}`));
        }
      }
    }),
  );
});
