import type { InboxRow } from "@dosekit/sdk";
import { rowsUntil, toldUnlessAborted } from "@dosekit/sdk/forwarding";
import { expect, test } from "vitest";
import { rowOf } from "../../../support/record-rows.ts";

/** A source that notes which rows were committed, and waits for ever behind the last. */
function source(count: number) {
  const committed: number[] = [];
  async function* events(): AsyncGenerator<InboxRow, void, void> {
    for (let position = 1; position <= count; position += 1) {
      yield rowOf({ kind: "lid.opened" }, { position });
      committed.push(position);
    }
    await new Promise(() => {});
  }
  return { committed, events };
}

test("a row is committed when the next one is asked for, and not when everything ends before", async () => {
  const { committed, events } = source(5);
  const end = new AbortController();
  const seen: number[] = [];
  for await (const row of rowsUntil({ events }, "epj", end.signal)) {
    seen.push(row.position);
    if (row.position < 3) continue;
    end.abort();
    await toldUnlessAborted(() => {}, end.signal);
  }
  expect([seen, committed]).toEqual([
    [1, 2, 3],
    [1, 2],
  ]);
});

test("a wait for a row ends with the signal", async () => {
  const { committed, events } = source(1);
  const end = new AbortController();
  const rows = rowsUntil({ events }, "epj", end.signal);
  await rows.next();
  const waiting = rows.next();
  end.abort();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(committed).toEqual([1]);
});
