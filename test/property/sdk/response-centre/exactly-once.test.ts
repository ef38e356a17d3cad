import { MemoryTable } from "@dosekit/sdk/response-centre";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  alertRow,
  centreBench,
  clearedRow,
} from "../../../support/sdk/response-centre/centre-bench.ts";
import {
  type Reaction,
  ScriptedCentre,
} from "../../../support/sdk/response-centre/scripted-centre.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 40;
const HOUR_MS = 3_600_000;
const reaction = fc.constantFrom<Reaction>(
  "accept",
  "call",
  "hold",
  "busy",
  "refuse",
  "mute",
  "drop",
  "lose-answer",
  "unavailable",
);

/**
 * Two receivers of one centre in bad weather, a gateway that is killed now and then, rows that come
 * again. Once the weather is good every alert is there, exactly once, beginnings before ends.
 */
test("every alert is accepted exactly once, whatever receivers, network and gateway do", () => {
  const story = fc.record({
    reactions: fc.array(reaction, { minLength: 1, maxLength: 12 }),
    losses: fc.array(fc.constantFrom<number | "lost">(10, 400, 3_000, "lost"), {
      minLength: 1,
      maxLength: 9,
    }),
    stepsMs: fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 4, maxLength: 8 }),
    kills: fc.array(fc.nat({ max: 7 }), { maxLength: 2 }),
    reliable: fc.boolean(),
  });
  fc.assert(
    fc.property(story, ({ reactions, losses, stepsMs, kills, reliable }) => {
      let good = false;
      let turn = 0;
      const script = () => {
        turn += 1;
        return good ? "accept" : (reactions[turn % reactions.length] ?? "accept");
      };
      const receivers = [new ScriptedCentre(script), new ScriptedCentre(script)];
      const weather = () => {
        turn += 1;
        return good ? 10 : (losses[turn % losses.length] ?? 10);
      };
      const table = new MemoryTable();
      let bench = centreBench({ receivers, weather, reliable, table });
      const { timers } = bench;
      for (const [index, stepMs] of stepsMs.entries()) {
        const row = index % 3 === 2 ? clearedRow(index, index - 1) : alertRow(index);
        bench.centre.take(row, () => undefined);
        timers.advance(stepMs);
        if (!kills.includes(index)) continue;
        bench.centre.close();
        bench = centreBench({ receivers, weather, reliable, table, timers });
        bench.centre.take(row, () => undefined);
      }
      good = true;
      timers.advance(3 * HOUR_MS);
      const kept = bench.centre.deliveries();
      expect(kept.map(({ status }) => status)).toEqual(kept.map(() => "accepted"));
      const taken = new Set(receivers.flatMap(({ accepted }) => [...accepted.keys()]));
      const rows = stepsMs.map((_ms, index) => index);
      expect(kept).toHaveLength(rows.length);
      expect([...taken].sort()).toEqual(kept.map(({ ref }) => ref).sort());
      bench.centre.close();
    }),
    { numRuns: RUNS },
  );
});

test("a message that was accepted is never sent again", () => {
  fc.assert(
    fc.property(fc.array(reaction, { maxLength: 6 }), (reactions) => {
      const receiver = new ScriptedCentre((_request, nth) => reactions[nth] ?? "accept");
      const bench = centreBench({ receivers: [receiver], reliable: true });
      bench.centre.take(alertRow(1), () => undefined);
      bench.timers.advance(12 * HOUR_MS);
      const acceptedAt = reactions.findIndex((one) => one === "accept" || one === "call");
      const needed = acceptedAt < 0 ? reactions.length + 1 : acceptedAt + 1;
      const asks = receiver.requests.filter(({ mty }) => mty === "ME");
      expect(asks.length).toBeLessThanOrEqual(needed + 1);
      expect(bench.centre.deliveries()[0]?.status).toBe("accepted");
      bench.centre.close();
    }),
    { numRuns: RUNS },
  );
});
