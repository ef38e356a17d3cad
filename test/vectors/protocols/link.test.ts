import {
  decodeIntroduction,
  decodeLinkTime,
  encodeIntroduction,
  encodeLinkTime,
  type Introduction,
  type JoinResult,
  MessageJoiner,
  MessageQueue,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

interface Row {
  readonly name: string;
  /** `acceptable`: a receiver takes it, and a sender of this version does not write it so. */
  readonly result: "valid" | "acceptable" | "invalid";
}

const VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/link.json")) as {
  readonly introductions: readonly (Row & {
    readonly hex: string;
    readonly introduction?: Introduction;
    readonly error?: string;
  })[];
  readonly messages: readonly (Row & {
    readonly messageMax: number;
    readonly segments: readonly string[];
    readonly channel?: "evt" | "cmd" | "cfg/desired";
    readonly hex?: string;
    readonly error?: string;
  })[];
  readonly times: readonly (Row & { readonly hex: string; readonly civilMs?: number })[];
};

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

describe("the vectors of the link", () => {
  it.each(VECTORS.introductions.map((row) => [row.name, row] as const))(
    "read %s as they say",
    (_name, { hex, result, introduction, error }) => {
      const read = decodeIntroduction(bytesOf(hex));
      if (introduction === undefined) {
        expect(read).toMatchObject({ ok: false, error });
        return;
      }
      expect(read).toEqual({ ok: true, introduction });
      const written = hexOf(encodeIntroduction(introduction));
      if (result === "valid") expect(written).toBe(hex);
      else expect(written).not.toBe(hex);
    },
  );

  it.each(VECTORS.messages.map((row) => [row.name, row] as const))(
    "join %s as they say",
    (_name, { messageMax, segments, channel, hex = "", error, result }) => {
      const joiner = new MessageJoiner(messageMax);
      const results: JoinResult[] = segments.map((segment) => joiner.take(bytesOf(segment)));
      if (channel === undefined) {
        expect(results.at(-1)).toEqual({ ok: false, error });
        return;
      }
      const message = { channel, payload: bytesOf(hex) };
      expect(results.at(-1)).toEqual({ ok: true, message });
      if (result !== "valid" || segments.length > 1) return;
      const queue = new MessageQueue(1);
      queue.push(message);
      expect(hexOf(queue.nextSegment(128) ?? new Uint8Array())).toBe(segments[0]);
    },
  );

  it.each(VECTORS.times.map((row) => [row.name, row] as const))(
    "read the time of %s as they say",
    (_name, { hex, civilMs, result }) => {
      expect(decodeLinkTime(bytesOf(hex))).toBe(civilMs);
      if (result === "valid") expect(hexOf(encodeLinkTime(civilMs ?? -1))).toBe(hex);
    },
  );
});
