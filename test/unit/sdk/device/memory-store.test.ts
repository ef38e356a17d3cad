import { MemoryStore } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";

describe("a store in memory", () => {
  test("gives back what was appended, in order, untouched by what the caller does later", () => {
    const store = new MemoryStore();
    const entry = Uint8Array.of(1, 2);
    store.append(entry, () => undefined);
    entry[0] = 9;
    store.append(Uint8Array.of(3), () => undefined);
    expect(store.recover()).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)]);
  });

  test("is full when an entry does not fit, and keeps what it had", () => {
    const store = new MemoryStore(3);
    const answers: (string | undefined)[] = [];
    store.append(Uint8Array.of(1, 2), (failure) => answers.push(failure));
    store.append(Uint8Array.of(3, 4), (failure) => answers.push(failure));
    store.replaceAll(new Uint8Array(4), (failure) => answers.push(failure));
    expect(answers).toEqual([undefined, "full", "full"]);
    expect(store.recover()).toEqual([Uint8Array.of(1, 2)]);
    expect(store.freeBytes()).toBe(1);
  });

  test("has its room back when everything is replaced by one entry", () => {
    const store = new MemoryStore(3);
    store.append(Uint8Array.of(1, 2, 3), () => undefined);
    store.replaceAll(Uint8Array.of(4), () => undefined);
    expect(store.recover()).toEqual([Uint8Array.of(4)]);
    expect(store.freeBytes()).toBe(2);
  });
});
