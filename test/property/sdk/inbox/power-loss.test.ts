import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InboxRow, type InboxStore, LevelInboxStore } from "@dosekit/sdk";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  batchOf,
  close,
  commit,
  open,
  read,
  rowAt,
} from "../../../unit/sdk/inbox/store-contract.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const BATCHES = 4;
const ROWS = 3;

/** The log of a store whose writes were followed, and where it ended after each. */
interface Followed {
  readonly folder: string;
  readonly log: string;
  /** Bytes of the log that were on the disk when so many batches had been confirmed. */
  readonly confirmedBytes: readonly number[];
}

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "dosekit-power-"));
}

function throughRow(position: number) {
  const cursor = [{ epoch: 9, throughSeq: position, announced: true }];
  return new Map([["box-1", cursor]]);
}

async function follow(): Promise<Followed> {
  const folder = newFolder();
  const store = new LevelInboxStore(folder);
  await open(store);
  const log = readdirSync(folder).find((name) => name.endsWith(".log")) ?? "";
  const sizes = [statSync(join(folder, log)).size];
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const first = batch * ROWS + 1;
    const rows = [first, first + 1, first + 2].map(rowAt);
    const fault = await commit(store, batchOf({ rows, cursors: throughRow(first + 2) }));
    expect(fault).toBeUndefined();
    sizes.push(statSync(join(folder, log)).size);
  }
  const left = newFolder();
  cpSync(folder, left, { recursive: true });
  await close(store);
  rmSync(folder, { recursive: true });
  return { folder: left, log, confirmedBytes: sizes };
}

/** What is in the inbox after a power cut that left so many bytes of the log, and a tail. */
async function afterCut(followed: Followed, bytes: number, tail: Uint8Array) {
  const folder = newFolder();
  cpSync(followed.folder, folder, { recursive: true });
  const whole = readFileSync(join(followed.folder, followed.log));
  writeFileSync(join(folder, followed.log), Buffer.concat([whole.subarray(0, bytes), tail]));
  const store: InboxStore = new LevelInboxStore(folder);
  const opened = await open(store);
  if (!opened.ok) throw new Error(opened.fault.message);
  const rows: readonly InboxRow[] = await read(store, 0, 1_000);
  const next = rowAt(opened.value.lastPosition + 1);
  const fault = await commit(store, batchOf({ rows: [next] }));
  await close(store);
  rmSync(folder, { recursive: true });
  const throughSeq = opened.value.cursors.get("box-1")?.[0]?.throughSeq ?? 0;
  return { rows, throughSeq, lastPosition: opened.value.lastPosition, fault };
}

describe("an inbox that loses power", () => {
  it("has every confirmed batch whole and no other in part, whatever was left of the last writes", async () => {
    const followed = await follow();
    const { confirmedBytes } = followed;
    const end = confirmedBytes.at(-1) ?? 0;
    const start = confirmedBytes[0] ?? 0;
    expect(end).toBeGreaterThan(start);
    const everyByte = Array.from({ length: end - start + 1 }, (_, at) => start + at);
    const cut = fc.record({
      bytes: fc.integer({ min: start, max: end }),
      // A page that was never written reads as zeros, or as what lay there before.
      tail: fc.oneof(
        fc.constant(new Uint8Array()),
        fc.nat(4_096).map((length) => new Uint8Array(length)),
        fc.uint8Array({ maxLength: 300 }),
      ),
    });
    const check = async (bytes: number, tail: Uint8Array) => {
      const batches = confirmedBytes.filter((size) => size <= bytes).length - 1;
      const found = await afterCut(followed, bytes, tail);
      expect(found.rows).toEqual(Array.from({ length: batches * ROWS }, (_, at) => rowAt(at + 1)));
      expect([found.throughSeq, found.lastPosition]).toEqual([batches * ROWS, batches * ROWS]);
      expect(found.fault).toBeUndefined();
    };
    await fc.assert(
      fc.asyncProperty(cut, ({ bytes, tail }) => check(bytes, tail)),
      { numRuns: LONG ? 2_000 : 60 },
    );
    for (const bytes of LONG ? everyByte : confirmedBytes) await check(bytes, new Uint8Array());
    rmSync(followed.folder, { recursive: true });
  }, 600_000);
});
