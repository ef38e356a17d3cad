import { PacedWrites } from "@dosekit/conformance";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Room that every port has, bytes. */
const ROOM = 4_096;
const BYTES_PER_MS = 12;

function bench(waitingMax = 200_000) {
  const handed: { readonly atMs: number; readonly bytes: Uint8Array }[] = [];
  const startMs = performance.now();
  const write = (bytes: Uint8Array) => {
    handed.push({ atMs: performance.now() - startMs, bytes });
  };
  const writes = new PacedWrites({ write, bytesPerMs: BYTES_PER_MS, waitingMax });
  const all = () => Buffer.concat(handed.map(({ bytes }) => bytes));
  return { writes, handed, all };
}

describe("writes at the pace of a line", () => {
  it("hand a frame over at once, and the next behind it", () => {
    const { writes, handed } = bench();
    writes.write(new Uint8Array(300));
    writes.write(new Uint8Array(600));
    expect(handed.map(({ bytes }) => bytes.length)).toEqual([300, 600]);
  });

  it("never fill the room of a port, lose nothing and keep the order", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { maxLength: 8 }), (lengths) => {
        const { writes, handed, all } = bench();
        const given = lengths.map((length, at) => new Uint8Array(length).fill(at + 1));
        for (const bytes of given) writes.write(bytes);
        vi.advanceTimersByTime(20_000);
        expect(all().equals(Buffer.concat(given))).toBe(true);
        let untakenBytes = 0;
        let beforeMs = 0;
        for (const { atMs, bytes } of handed) {
          const takenBytes = (atMs - beforeMs) * BYTES_PER_MS;
          untakenBytes = Math.max(0, untakenBytes - takenBytes) + bytes.length;
          beforeMs = atMs;
          expect(untakenBytes).toBeLessThan(ROOM);
        }
      }),
    );
  });

  it("drop what would wait beyond a limit, and all that waits at the end", () => {
    const { writes, all } = bench(10_000);
    writes.write(new Uint8Array(9_000));
    writes.write(new Uint8Array(9_000));
    vi.advanceTimersByTime(100);
    writes.end();
    vi.advanceTimersByTime(20_000);
    expect(all().length).toBeGreaterThan(2_000);
    expect(all().length).toBeLessThan(4_096);
  });
});
