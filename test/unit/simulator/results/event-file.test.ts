import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventFile, type EventLine, UserError } from "@dosekit/simulator";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-events-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

function line(t: string | null, device: string, seq: number): EventLine {
  return {
    v: 1,
    t,
    device,
    product: "pilly-sms",
    epoch: 1,
    seq,
    kind: "dose.offered",
    clockQuality: t === null ? "unset" : "synced",
  };
}

const EIGHT = "2026-11-23T08:00:00.000Z";
const NINE = "2026-11-23T09:00:00.000Z";
const UNORDERED = [
  line(NINE, "b", 2),
  line(null, "a", 1),
  line(EIGHT, "b", 10),
  line(NINE, "a", 3),
  line(EIGHT, "b", 9),
  line(EIGHT, "a", 2),
];
const ORDERED = [
  [EIGHT, "a", 2],
  [EIGHT, "b", 9],
  [EIGHT, "b", 10],
  [NINE, "a", 3],
  [NINE, "b", 2],
  [null, "a", 1],
];

function rowsOf(path: string): unknown[] {
  return readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((text) => JSON.parse(text) as EventLine)
    .map(({ t, device, seq }) => [t, device, seq]);
}

describe("the event file", () => {
  for (const linesInMemory of [1, 2, 3, 100]) {
    it(`puts lines in order by time, device and sequence, ${linesInMemory} in memory at once`, async () => {
      const path = join(folder, "events.jsonl");
      const file = EventFile.open(path, linesInMemory);
      for (const one of UNORDERED) file.add(one);
      const sha256 = await file.finish();
      expect(rowsOf(path)).toEqual(ORDERED);
      expect(sha256).toBe(createHash("sha256").update(readFileSync(path)).digest("hex"));
      expect(readdirSync(folder)).toEqual(["events.jsonl"]);
    });
  }

  it("leaves an older file as it was, and nothing of its own, when it is given up", () => {
    const path = join(folder, "events.jsonl");
    writeFileSync(path, "older\n");
    const file = EventFile.open(path, 2);
    for (const one of UNORDERED) file.add(one);
    file.discard();
    expect(readdirSync(folder)).toEqual(["events.jsonl"]);
    expect(readFileSync(path, "utf8")).toBe("older\n");
  });

  it("refuses a folder that does not exist before anything runs", () => {
    expect(() => EventFile.open(join(folder, "nowhere", "events.jsonl"))).toThrow(UserError);
  });
});
