import { MemoryStore } from "@dosekit/sdk/device";
import { EventQueue, FaultyStore, streamOf, WRITE_MS } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

function store() {
  const queue = new EventQueue(0);
  const faulty = new FaultyStore({ scheduler: queue, lane: 0, inner: new MemoryStore() });
  const answers: string[] = [];
  const done = (name: string) => (failure?: string) =>
    answers.push(failure === undefined ? name : `${name}: ${failure}`);
  const append = (...bytes: number[]) =>
    faulty.append(new Uint8Array(bytes), done(`append ${bytes.join(" ")}`));
  const rows = () => faulty.recover().map((row) => [...row]);
  return { queue, faulty, answers, append, rows, done };
}

describe("a store whose writes take time", () => {
  test("answers once an entry is durable, and not before", () => {
    const { queue, answers, append, rows } = store();
    append(1, 2);
    queue.runUntil(WRITE_MS - 1);
    expect([answers, rows()]).toEqual([[], []]);
    queue.runUntil(WRITE_MS);
    expect([answers, rows()]).toEqual([["append 1 2"], [[1, 2]]]);
  });

  test("writes one entry after the other", () => {
    const { queue, answers, append } = store();
    append(1);
    append(2);
    queue.runUntil(WRITE_MS);
    expect(answers).toEqual(["append 1"]);
    queue.runUntil(2 * WRITE_MS);
    expect(answers).toEqual(["append 1", "append 2"]);
  });

  test.each([
    { fate: "lost" as const, rows: [] },
    { fate: "torn" as const, rows: [[1, 2]] },
    { fate: "kept" as const, rows: [[1, 2, 3, 4]] },
  ])("leaves of a $fate entry what its fate says, and answers nobody", ({ fate, rows }) => {
    const { queue, faulty, answers, append, rows: found } = store();
    append(1, 2, 3, 4);
    append(9);
    const kept = faulty.losePower(fate, 0.5);
    queue.runUntil(1_000);
    expect(found()).toEqual(rows);
    expect(answers).toEqual([]);
    expect(kept === undefined).toBe(fate !== "kept");
    expect(queue.pending()).toBe(0);
  });

  test("never tears so little off an entry that it is whole", () => {
    const { faulty, append, rows } = store();
    append(1, 2, 3);
    faulty.losePower("torn", 1);
    expect(rows()).toEqual([[1, 2]]);
  });

  test("keeps the old row when a replacement is torn", () => {
    const { queue, faulty, append, rows, done } = store();
    append(1);
    queue.runUntil(100);
    faulty.replaceAll(new Uint8Array([7]), done("replace"));
    faulty.losePower("torn", 0.5);
    expect(rows()).toEqual([[1]]);
  });

  test("forgets the last writes that it lied about, once, and leaves the rest whole", () => {
    const { queue, faulty, answers, append, rows, done } = store();
    append(1);
    queue.runUntil(100);
    faulty.lieAbout(2);
    append(2);
    queue.runUntil(200);
    faulty.replaceAll(new Uint8Array([7]), done("replace"));
    queue.runUntil(300);
    append(8);
    queue.runUntil(400);
    expect(answers).toEqual(["append 1", "append 2", "replace", "append 8"]);
    expect(faulty.forget()).toBe(true);
    expect(rows()).toEqual([[1], [2]]);
    expect(faulty.forget()).toBe(false);
  });

  test("forgets nothing once it keeps its word again", () => {
    const { queue, faulty, append, rows } = store();
    faulty.lieAbout(3);
    append(1);
    queue.runUntil(100);
    faulty.lieAbout(0);
    expect(faulty.forget()).toBe(false);
    expect(rows()).toEqual([[1]]);
  });

  test("fails every write while it is made to, and nothing of it is there", () => {
    const { queue, faulty, answers, append, rows } = store();
    faulty.failWith("io");
    append(1);
    queue.runUntil(100);
    faulty.failWith(undefined);
    append(2);
    queue.runUntil(200);
    expect(answers).toEqual(["append 1: io", "append 2"]);
    expect(rows()).toEqual([[2]]);
  });

  test("takes longer for a write on worn flash, and loses as many as it is worn", () => {
    const queue = new EventQueue(0);
    const random = streamOf("1", "d1", "flash");
    const inner = new MemoryStore();
    const faulty = new FaultyStore({ scheduler: queue, lane: 0, inner, random });
    const answers: (string | undefined)[] = [];
    faulty.wear({ failPermille: 500, slowMs: 100 });
    for (let byte = 0; byte < 200; byte += 1) {
      faulty.append(Uint8Array.of(byte), (failure) => answers.push(failure));
    }
    queue.runUntil(WRITE_MS + 99);
    expect(answers).toEqual([]);
    queue.runUntil(200 * (WRITE_MS + 100));
    const failed = answers.filter((failure) => failure === "io").length;
    expect(failed).toBeGreaterThan(70);
    expect(failed).toBeLessThan(130);
    expect(faulty.recover()).toHaveLength(200 - failed);
    faulty.wear(undefined);
    faulty.append(Uint8Array.of(1), (failure) => answers.push(failure));
    queue.runUntil(200 * (WRITE_MS + 100) + WRITE_MS);
    expect(answers.at(-1)).toBeUndefined();
    expect(answers).toHaveLength(201);
  });

  test("tells once when the next write begins", () => {
    const { faulty, append } = store();
    let told = 0;
    faulty.onNextWrite(() => {
      told += 1;
    });
    append(1);
    append(2);
    expect(told).toBe(1);
  });
});
