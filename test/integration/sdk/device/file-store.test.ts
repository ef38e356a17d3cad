import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FileStore } from "@dosekit/sdk/device";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bench, PRESS } from "../../../support/device-bench.ts";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-journal-"));
  path = join(folder, "deep", "journal");
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function append(store: FileStore, ...bytes: number[]): string | undefined {
  let answer: string | undefined;
  store.append(Uint8Array.from(bytes), (failure) => {
    answer = failure ?? "durable";
  });
  return answer;
}

describe("a store in a file", () => {
  test("keeps its entries over the end of the process", () => {
    const store = new FileStore(path);
    expect([append(store, 1, 2), append(store, 3)]).toEqual(["durable", "durable"]);
    store.close();
    expect(new FileStore(path).recover()).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)]);
  });

  test("gives back a torn tail as a row of its own, wherever it was torn", () => {
    const store = new FileStore(path);
    append(store, 1, 2);
    append(store, 3, 4, 5);
    store.close();
    const whole = readFileSync(path);
    for (let kept = 7; kept < whole.length; kept++) {
      writeFileSync(path, whole.subarray(0, kept));
      const again = new FileStore(path);
      expect(again.recover()).toEqual([
        Uint8Array.of(1, 2),
        new Uint8Array(whole.subarray(6, kept)),
      ]);
      append(again, 9);
      expect(again.recover()).toEqual([Uint8Array.of(1, 2), Uint8Array.of(9)]);
      again.close();
    }
  });

  test("takes zeros at the end, which a grown file may have, for one torn row", () => {
    const store = new FileStore(path);
    append(store, 1);
    store.close();
    appendFileSync(path, new Uint8Array(4_096));
    expect(new FileStore(path).recover()).toHaveLength(2);
  });

  test("replaces everything by one entry, and leaves nothing beside", () => {
    const store = new FileStore(path);
    append(store, 1, 2);
    store.replaceAll(Uint8Array.of(7), (failure) => expect(failure).toBeUndefined());
    append(store, 8);
    store.close();
    const again = new FileStore(path);
    expect(again.recover()).toEqual([Uint8Array.of(7), Uint8Array.of(8)]);
    expect(() => readFileSync(`${path}.next`)).toThrow();
  });

  test("forgets a replacement that a power cut left half written", () => {
    const store = new FileStore(path);
    append(store, 1);
    store.close();
    writeFileSync(`${path}.next`, Uint8Array.of(0, 0, 0, 9, 1));
    expect(new FileStore(path).recover()).toEqual([Uint8Array.of(1)]);
    expect(() => readFileSync(`${path}.next`)).toThrow();
  });

  test("is full at its capacity and says so", () => {
    const store = new FileStore(path, 12);
    expect([append(store, 1, 2, 3, 4), append(store, 5)]).toEqual(["durable", "full"]);
    expect(store.freeBytes()).toBe(4);
  });

  test("fails a write once it is closed", () => {
    const store = new FileStore(path);
    store.close();
    expect(append(store, 1)).toBe("io");
  });

  test("carries a device over a power cut at every length of its file", () => {
    const first = new FileStore(path);
    const { runner } = bench({ store: first });
    runner.powerOn("first-boot");
    for (let press = 0; press < 3; press++) runner.input(PRESS);
    runner.powerOff();
    first.close();
    const whole = readFileSync(path);
    let lastSeq = 0;
    for (let kept = 0; kept <= whole.length; kept += 3) {
      writeFileSync(path, whole);
      truncateSync(path, kept);
      const store = new FileStore(path);
      const again = bench({ store });
      again.runner.powerOn("power-restored");
      const { nextSeq = 0, nextDose } = again.runner.state() ?? {};
      expect(nextSeq).toBeGreaterThanOrEqual(lastSeq);
      expect(nextDose).toBe(Math.max(0, nextSeq - 3));
      lastSeq = nextSeq;
      again.runner.powerOff();
      store.close();
    }
    expect(lastSeq).toBe(6);
  });
});
