import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LevelInboxStore } from "@dosekit/sdk";
import { ClassicLevel } from "classic-level";
import { describe, expect, it, vi } from "vitest";
import { batchOf, close, commit, describeStoreContract, open, rowAt } from "./store-contract.ts";

function newFolder(): string {
  return mkdtempSync(join(tmpdir(), "dosekit-level-"));
}

describeStoreContract("classic-level inbox store", () => {
  const folder = newFolder();
  return {
    create: () => new LevelInboxStore(folder),
    reopen: () => new LevelInboxStore(folder),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
});

describe("classic-level inbox store in bad places", () => {
  async function faultOf(folder: string): Promise<string> {
    const opened = await open(new LevelInboxStore(folder));
    return opened.ok ? "opened" : opened.fault.code;
  }

  it("refuses a folder that another one has open", async () => {
    const folder = newFolder();
    const first = new LevelInboxStore(folder);
    await open(first);
    expect(await faultOf(folder)).toBe("inbox-locked");
    await close(first);
    rmSync(folder, { recursive: true });
  });

  it("refuses a path that is no folder", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "file"), "");
    expect(await faultOf(join(folder, "file"))).toBe("inbox-io");
    rmSync(folder, { recursive: true });
  });

  it("refuses a layout of another version, and values that it did not write", async () => {
    const folder = newFolder();
    for (const [key, value, code] of [
      ["format", "2", "inbox-format"],
      ["format", "{", "inbox-corrupt"],
    ] as const) {
      const database = new ClassicLevel<string, string>(folder);
      await database.put(key, value);
      await database.close();
      expect(await faultOf(folder)).toBe(code);
    }
    rmSync(folder, { recursive: true });
  });

  it("says so when a row can't be read", async () => {
    const folder = newFolder();
    const store = new LevelInboxStore(folder);
    await open(store);
    await commit(store, batchOf({ rows: [rowAt(1)] }));
    await close(store);
    const database = new ClassicLevel<string, string>(folder);
    await database.put("r!00000000000001", "nonsense");
    await database.close();
    await open(store);
    const code = await new Promise((resolve) => {
      store.read(0, 10, (result) => resolve(result.ok ? "read" : result.fault.code));
    });
    expect(code).toBe("inbox-corrupt");
    await close(store);
    rmSync(folder, { recursive: true });
  });

  it("gives nothing once it is closed", async () => {
    const store = new LevelInboxStore("never-opened");
    expect(await commit(store, batchOf({ rows: [rowAt(1)] }))).toMatchObject({
      code: "inbox-closed",
    });
  });
});

/** What all batches of the database have in common. */
async function batchPrototype(): Promise<{ write(options?: object): Promise<void> }> {
  const folder = newFolder();
  const database = new ClassicLevel<string, Uint8Array>(folder);
  await database.open();
  const prototype = Object.getPrototypeOf(database.batch());
  await database.close();
  rmSync(folder, { recursive: true });
  return prototype;
}

describe("classic-level inbox store and a power cut", () => {
  it("has every batch on the disk before it says done", async () => {
    const folder = newFolder();
    const store = new LevelInboxStore(folder);
    await open(store);
    const write = vi.spyOn(await batchPrototype(), "write");
    try {
      await commit(store, batchOf({ rows: [rowAt(1), rowAt(2)] }));
      await commit(store, batchOf({ consumers: new Map([["alerts", 2]]) }));
      await commit(store, batchOf({ desired: new Map([["box-1", new Uint8Array([1])]]) }));
      await commit(store, batchOf({ removeThrough: 1 }));
      const calls: readonly (readonly unknown[])[] = write.mock.calls;
      expect(calls.map(([options]) => options)).toEqual(
        Array.from({ length: 4 }, () => expect.objectContaining({ sync: true })),
      );
    } finally {
      write.mockRestore();
      await close(store);
      rmSync(folder, { recursive: true });
    }
  });
});
