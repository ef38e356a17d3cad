import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeadLetters,
  type DeliveryAnswer,
  RecordForwarder,
  recordMessage,
} from "@dosekit/sdk/record";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rowOf, vkpOptions } from "../../../support/record-rows.ts";
import { RowSource } from "../../../support/row-source.ts";
import { placementOf } from "../../../support/synthetic-people.ts";

const numRuns = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 60;
const ROWS = 5;

/** What becomes of one attempt; a crash comes before or after the receiver has kept the message. */
const fates = ["delivered", "later", "failed", "refused", "crash-before", "crash-after"] as const;
type Fate = (typeof fates)[number];

describe("rows of an inbox", () => {
  test("are each kept once by the receiver, or put aside, in order, wherever the gateway dies", async () => {
    const story = fc.array(fc.constantFrom<Fate>(...fates), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(story, async (planned) => {
        const { kept, aside } = await tell(planned);
        const all = Array.from({ length: ROWS }, (_, at) => at + 1);
        // A letter may be of a message that arrived, when nobody heard that it did.
        expect([...new Set([...kept, ...aside])].sort()).toEqual(all);
        expect(new Set(kept).size).toBe(kept.length);
        expect(kept).toEqual([...kept].sort());
      }),
      { numRuns },
    );
  });
});

/** Starts forwarders until one gets through; positions of what the receiver has, and of letters. */
async function tell(planned: readonly Fate[]) {
  const folder = mkdtempSync(join(tmpdir(), "once-"));
  const rows = Array.from({ length: ROWS }, (_, at) =>
    rowOf({ kind: "alert.raised", alertId: `9-${at}`, alert: "1.5" }, { position: at + 1 }),
  );
  const source = new RowSource(rows);
  const names: string[] = [];
  const left = [...planned];
  const deliver = async ({ id }: { readonly id: string }): Promise<DeliveryAnswer> => {
    const fate = left.shift() ?? "delivered";
    if (fate === "crash-before") throw new Error("the gateway dies");
    if (fate === "later" || fate === "failed" || fate === "refused") {
      return { kind: fate, code: "told" };
    }
    if (!names.includes(id)) names.push(id);
    if (fate === "crash-after") throw new Error("the gateway dies");
    return { kind: "delivered", status: 201 };
  };
  const letters = () => new DeadLetters(folder);
  for (let isDone = false; !isDone; ) {
    const forwarder = new RecordForwarder({
      ...{ source, letters: letters(), endpoint: { deliver }, vkp: vkpOptions() },
      register: { placementAt: () => placementOf(), placementsOf: () => [placementOf()] },
      ...{ nowMs: () => 0, wait: async () => {}, failuresMax: 3 },
    });
    isDone = await forwarder.run(new AbortController().signal).then(
      () => true,
      () => false,
    );
  }
  const aside = letters()
    .list()
    .letters.map(({ position }) => position);
  rmSync(folder, { recursive: true });
  return { kept: positionsOf(names), aside };
}

/** Finds out which row each name is of, by asking what a row alone is called. */
function positionsOf(names: readonly string[]): readonly number[] {
  const known = new Map<string, number>();
  for (let position = 1; position <= ROWS; position += 1) {
    const alertId = `9-${position - 1}`;
    const row = rowOf({ kind: "alert.raised", alertId, alert: "1.5" }, { position });
    const message = recordMessage(row, placementOf(), vkpOptions());
    if (message.kind === "message") known.set(message.bundle.id, position);
  }
  return names.map((name) => known.get(name) ?? 0);
}
