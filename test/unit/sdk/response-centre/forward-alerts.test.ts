import type { InboxRow } from "@dosekit/sdk";
import { forwardAlerts, MemoryTable } from "@dosekit/sdk/response-centre";
import { expect, test } from "vitest";
import { alertRow, centreBench } from "../../../support/sdk/response-centre/centre-bench.ts";
import { ScriptedCentre } from "../../../support/sdk/response-centre/scripted-centre.ts";

/** An inbox with a fixed content that notes how far its consumer has come. */
function sourceOf(rows: readonly InboxRow[]) {
  const consumed: number[] = [];
  const names: string[] = [];
  async function* events(consumer: string) {
    names.push(consumer);
    for (const row of rows) {
      yield row;
      consumed.push(row.position);
    }
  }
  return { events, consumed, names };
}

test("rows are consumed under the response centre's name, without waiting for any answer", async () => {
  const receiver = new ScriptedCentre(() => "drop");
  const bench = centreBench({ receivers: [receiver] });
  const source = sourceOf([alertRow(1), alertRow(2), alertRow(3)]);
  await forwardAlerts(source, bench.centre);
  expect(source.names).toEqual(["response-centre"]);
  expect(source.consumed).toEqual([1, 2, 3]);
  expect(bench.centre.counters()).toMatchObject({ waiting: 3, accepted: 0 });
});

test("a row is not consumed before its delivery is durable", async () => {
  const table = new MemoryTable();
  const held: (() => void)[] = [];
  const write = table.write.bind(table);
  table.write = (changes, done) => held.push(() => write(changes, done));
  const bench = centreBench({ receivers: [new ScriptedCentre(() => "drop")], table });
  const source = sourceOf([alertRow(1)]);
  const ended = forwardAlerts(source, bench.centre);
  await new Promise(setImmediate);
  expect(source.consumed).toEqual([]);
  for (let next = held.shift(); next !== undefined; next = held.shift()) next();
  await ended;
  expect(source.consumed).toEqual([1]);
});
