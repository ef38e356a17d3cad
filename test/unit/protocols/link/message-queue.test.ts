import { type LinkChannel, MessageQueue } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

/** Puts one-byte messages into a queue and says which come out, as their last byte. */
function sentOf(channel: LinkChannel, ...bytes: readonly number[]): readonly number[] {
  const queue = new MessageQueue(64);
  for (const byte of bytes) queue.push({ channel, payload: Uint8Array.of(byte) });
  const sent: number[] = [];
  while (!queue.isEmpty) sent.push(queue.nextSegment(128)?.at(-1) ?? -1);
  return sent;
}

describe("the queue of a link", () => {
  it("sends an event once that is put in again while it waits", () => {
    expect(sentOf("evt", 1, 2, 3, 1, 2, 3, 4)).toEqual([1, 2, 3, 4]);
    expect(sentOf("cmd", 1, 1)).toEqual([1]);
  });

  it("keeps the last word on a state", () => {
    expect(sentOf("state", 1, 2, 1)).toEqual([1, 2, 1]);
    expect(sentOf("state", 1, 2, 2)).toEqual([1, 2]);
    expect(sentOf("cfg/desired", 1, 1, 2)).toEqual([1, 2]);
  });

  it("takes the same bytes on another channel for something else", () => {
    const queue = new MessageQueue(2);
    expect(queue.push({ channel: "evt", payload: Uint8Array.of(1) })).toBe(true);
    expect(queue.push({ channel: "state", payload: Uint8Array.of(1) })).toBe(true);
    expect(queue.push({ channel: "evt", payload: Uint8Array.of(2) })).toBe(false);
    expect(queue.push({ channel: "evt", payload: Uint8Array.of(1) })).toBe(true);
  });

  it("sends an event again that went out before", () => {
    const queue = new MessageQueue(2);
    const event = { channel: "evt", payload: Uint8Array.of(1) } as const;
    queue.push(event);
    queue.nextSegment(128);
    queue.push(event);
    expect(queue.isEmpty).toBe(false);
  });
});
