import { type LinkMessage, MessageJoiner, MessageQueue } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function segmentsOf(message: LinkMessage, payloadMax: number): readonly Uint8Array[] {
  const queue = new MessageQueue(1);
  queue.push(message);
  const segments: Uint8Array[] = [];
  for (let bytes = queue.nextSegment(payloadMax); bytes !== undefined; ) {
    segments.push(bytes);
    bytes = queue.nextSegment(payloadMax);
  }
  return segments;
}

function message(length: number): LinkMessage {
  return { channel: "cfg/desired", payload: Uint8Array.from({ length }, (_, at) => at * 7) };
}

describe("a message in segments", () => {
  it.each([
    [0, 1],
    [1, 1],
    [127, 1],
    [128, 2],
    [251, 2],
    [252, 3],
    [65_536, 517],
  ])("of %s bytes takes %s frames of 128 and comes back", (length, frames) => {
    const segments = segmentsOf(message(length), 128);
    expect(segments).toHaveLength(frames);
    expect(segments.every((segment) => segment.length <= 128)).toBe(true);
    const joiner = new MessageJoiner(65_536);
    const results = segments.map((segment) => joiner.take(segment));
    const last = results.at(-1);
    const joined = last?.ok === true ? last.message : undefined;
    expect(joined?.channel).toBe("cfg/desired");
    expect(Buffer.compare(joined?.payload ?? Buffer.alloc(0), message(length).payload)).toBe(0);
    expect(results.slice(0, -1).every((result) => result.ok && !result.message)).toBe(true);
  });

  it.each([
    ["nothing at all", [[]]],
    ["a later segment first", [[0x09, 1]]],
    [
      "a second beginning",
      [
        [0x89, 0, 0, 4, 1],
        [0x89, 0, 0, 4, 1],
      ],
    ],
    [
      "a whole message in the middle",
      [
        [0x89, 0, 0, 4, 1],
        [0xc9, 1],
      ],
    ],
    [
      "another channel in the middle",
      [
        [0x89, 0, 0, 4, 1],
        [0x0a, 1],
      ],
    ],
    ["an empty beginning", [[0x89, 0, 0, 4]]],
    ["an empty segment", [[0x89, 0, 0, 4, 1], [0x09]]],
    ["a beginning without its length", [[0x89, 0, 0]]],
    ["a beginning that has it all", [[0x89, 0, 0, 1, 1]]],
    [
      "more than was stated",
      [
        [0x89, 0, 0, 2, 1],
        [0x49, 1, 2],
      ],
    ],
    [
      "an end before the stated length",
      [
        [0x89, 0, 0, 4, 1],
        [0x49, 1],
      ],
    ],
    [
      "the stated length without an end",
      [
        [0x89, 0, 0, 2, 1],
        [0x09, 1],
      ],
    ],
    ["one byte more than is taken", [[0x89, 0, 1, 1, 1]]],
  ])("is refused: %s", (_name, segments) => {
    const joiner = new MessageJoiner(256);
    const results = segments.map((bytes) => joiner.take(Uint8Array.from(bytes)));
    expect(results.at(-1)).toEqual({ ok: false, error: "segment" });
  });

  it("is passed over on a channel that is not known, and the next one is taken", () => {
    const joiner = new MessageJoiner(256);
    expect(joiner.take(Uint8Array.of(0xcf, 1))).toEqual({ ok: false, error: "channel" });
    expect(joiner.take(Uint8Array.of(0xc2, 1))).toMatchObject({ ok: true, message: {} });
  });

  it("takes memory only for what truly came", () => {
    const before = process.memoryUsage().arrayBuffers;
    const joiners = Array.from({ length: 1_000 }, () => new MessageJoiner(65_536));
    for (const joiner of joiners) joiner.take(Uint8Array.of(0x89, 1, 0, 0, 1));
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4_000_000);
  });
});

describe("the queue", () => {
  it("takes as many messages as it has room for", () => {
    const queue = new MessageQueue(2);
    expect([1, 2, 3].map((length) => queue.push(message(length)))).toEqual([true, true, false]);
    expect(queue.nextSegment(128)).toHaveLength(2);
    expect(queue.push(message(3))).toBe(true);
  });
});
