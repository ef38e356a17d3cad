import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type InboxBatch,
  type InboxRow,
  type InboxStore,
  LevelInboxStore,
  type SdkFault,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { eventBytes, record } from "../../support/sdk/messages.ts";

const BATCH_ROWS = 40;
const BALLAST_BYTES = 300_000;

/** A disk of 600 kB, if this user may mount one. */
function mountSmallDisk(): { readonly folder: string; readonly end: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=600k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  const end = () => {
    execFileSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, end };
}

function batchFrom(position: number): InboxBatch {
  const rows = Array.from({ length: BATCH_ROWS }, (_, at): InboxRow => {
    const event = record(9, position + at, { detail: "x".repeat(100) });
    const place = { position: position + at, deviceId: "box-1", epoch: 9, seq: position + at };
    return { ...place, span: 1, receivedMs: 5, kind: "record", event, payload: eventBytes(event) };
  });
  const throughSeq = position + BATCH_ROWS - 1;
  const cursors = new Map([["box-1", [{ epoch: 9, throughSeq, announced: true }]]]);
  return { rows, cursors, consumers: new Map(), desired: new Map() };
}

function commit(store: InboxStore, batch: InboxBatch): Promise<SdkFault | undefined> {
  return new Promise((resolve) => store.commit(batch, resolve));
}

/** Opens a store; gives the row numbers in it and how far its cursor says that it is. */
async function contentsOf(folder: string) {
  const store = new LevelInboxStore(folder);
  const throughSeq = await new Promise((resolve, reject) => {
    store.open((opened) => {
      if (opened.ok) resolve(opened.value.cursors.get("box-1")?.[0]?.throughSeq);
      else reject(new Error(opened.fault.message));
    });
  });
  const positions = await positionsIn(store);
  await new Promise<void>((resolve) => store.close(resolve));
  return { throughSeq, positions };
}

async function positionsIn(store: InboxStore): Promise<readonly number[]> {
  const rows = await new Promise<readonly InboxRow[]>((resolve) => {
    store.read(0, 100_000, (result) => resolve(result.ok ? result.value : []));
  });
  return rows.map(({ position }) => position);
}

const disk = mountSmallDisk();

describe("an inbox whose disk is full", () => {
  // Reason: a real disk that is full needs the right to mount one; elsewhere the port is tested.
  it.runIf(disk !== undefined)(
    "reports it, goes on by itself once there is room, and has all that it confirmed after a crash",
    async () => {
      if (disk === undefined) return;
      const folder = join(disk.folder, "inbox");
      const ballast = join(disk.folder, "ballast");
      mkdirSync(folder);
      writeFileSync(ballast, new Uint8Array(BALLAST_BYTES));
      const store = new LevelInboxStore(folder);
      await new Promise((resolve) => store.open(resolve));
      let position = 1;
      let fault: SdkFault | undefined;
      while (fault === undefined) {
        fault = await commit(store, batchFrom(position));
        if (fault === undefined) position += BATCH_ROWS;
      }
      expect(fault.code).toBe("inbox-io");
      expect((await commit(store, batchFrom(position)))?.code).toBe("inbox-io");
      const confirmed = Array.from({ length: position - 1 }, (_, at) => at + 1);
      expect(await positionsIn(store), "it is still read").toEqual(confirmed);
      rmSync(ballast);
      for (let more = 0; more < 10; more += 1) {
        expect(await commit(store, batchFrom(position)), `batch ${more}`).toBeUndefined();
        position += BATCH_ROWS;
      }
      // What a process leaves behind that is killed now.
      const left = mkdtempSync(join(tmpdir(), "dosekit-left-"));
      cpSync(folder, left, { recursive: true });
      const { throughSeq, positions } = await contentsOf(left);
      await new Promise<void>((resolve) => store.close(resolve));
      disk.end();
      rmSync(left, { recursive: true });
      expect(throughSeq).toBe(position - 1);
      expect(positions).toEqual(Array.from({ length: position - 1 }, (_, at) => at + 1));
    },
  );
});
