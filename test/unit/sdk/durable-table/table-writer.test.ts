import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SdkFault, sdkFault } from "@dosekit/sdk";
import {
  type DurableTable,
  LevelTable,
  MemoryTable,
  type TableChanges,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { alertRow, centreBench } from "../../../support/sdk/response-centre/centre-bench.ts";
import { ScriptedCentre } from "../../../support/sdk/response-centre/scripted-centre.ts";

/** A table whose disk takes nothing for as long as `isFull` says. */
class FullTable extends MemoryTable {
  isFull = true;
  override write(changes: TableChanges, done: (fault?: SdkFault) => void): void {
    if (this.isFull) done(sdkFault("inbox-io", "ENOSPC"));
    else super.write(changes, done);
  }
}

const contentOf = (table: DurableTable) =>
  new Promise<ReadonlyMap<string, unknown>>((resolve, reject) => {
    table.open((result) => (result.ok ? resolve(result.value) : reject(result.fault)));
  });

describe("a full disk", () => {
  test("keeps the row unconsumed and does not keep the alert from the centre", () => {
    const table = new FullTable();
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver], table });
    let taken = false;
    bench.centre.take(alertRow(1), () => {
      taken = true;
    });
    bench.timers.advance(60_000);
    expect([taken, receiver.accepted.size]).toEqual([false, 1]);
    table.isFull = false;
    bench.timers.advance(5_000);
    expect(taken).toBe(true);
    expect(bench.centre.deliveries()).toMatchObject([{ status: "accepted" }]);
  });

  test("does not keep a gateway from ending", () => {
    const bench = centreBench({ receivers: [new ScriptedCentre()], table: new FullTable() });
    bench.centre.take(alertRow(1), () => undefined);
    let closed = false;
    bench.centre.close(() => {
      closed = true;
    });
    expect(closed).toBe(true);
  });
});

test("a table on disk gives back what was written, and nothing that was taken away", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-table-"));
  const write = (table: DurableTable, changes: TableChanges) =>
    new Promise<SdkFault | undefined>((resolve) => table.write(changes, resolve));
  const close = (table: DurableTable) => new Promise<void>((resolve) => table.close(resolve));
  try {
    const table = new LevelTable(folder);
    expect((await write(table, new Map([["a", 1]])))?.code).toBe("inbox-closed");
    await contentOf(table);
    expect(
      await write(
        table,
        new Map<string, unknown>([
          ["a", { x: "æ" }],
          ["b", 2],
        ]),
      ),
    ).toBe(undefined);
    await write(table, new Map([["b", undefined]]));
    await expect(contentOf(new LevelTable(folder))).rejects.toMatchObject({ code: "inbox-locked" });
    await close(table);
    const again = new LevelTable(folder);
    expect(await contentOf(again)).toEqual(new Map([["a", { x: "æ" }]]));
    await close(again);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
