import {
  DeviceEvent,
  decodeAs,
  decodeMessage,
  EventAcknowledgement,
  encodeCanonical,
  encodeMessage,
  instant,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const ACK = { epoch: 7, throughSeq: 4_294_967_295 };

describe("decodeMessage", () => {
  it("reads back what encodeMessage wrote, with its definition", () => {
    const result = decodeMessage(encodeMessage(EventAcknowledgement, ACK));
    expect(result).toEqual({
      ok: true,
      value: { definition: EventAcknowledgement, message: ACK, unknownKeys: 0 },
    });
  });

  it("ignores unknown keys from 0 upwards and counts them", () => {
    const bytes = encodeCanonical([
      2,
      new Map([
        [1, 7],
        [2, 9],
        [99, 1],
        [100, 2],
      ]),
    ]);
    expect(decodeMessage(bytes)).toMatchObject({
      ok: true,
      value: { message: { epoch: 7, throughSeq: 9 }, unknownKeys: 2 },
    });
  });

  it("refuses a message with an unknown critical key and names it", () => {
    const bytes = encodeCanonical([
      2,
      new Map([
        [1, 7],
        [2, 9],
        [-99, 1],
      ]),
    ]);
    expect(decodeMessage(bytes)).toMatchObject({
      ok: false,
      error: { code: "unknown-critical-field", field: "event-acknowledgement.-99" },
    });
  });

  it("tells a message number that nobody knows", () => {
    const bytes = encodeCanonical([4_711, new Map()]);
    expect(decodeMessage(bytes)).toMatchObject({ ok: false, error: { code: "unknown-message" } });
  });

  it.each([
    ["a number", 2],
    ["a list of one", [2]],
    ["a list of three", [2, new Map(), 0]],
    ["a map", new Map([[1, 2]])],
    ["a negative number", [-2, new Map()]],
    ["a list in place of the map", [2, []]],
  ])("refuses %s where the envelope should be", (_name, value) => {
    const result = decodeMessage(encodeCanonical(value));
    expect(result).toMatchObject({ ok: false, error: { code: "not-a-message" } });
  });

  it("names the field that is absent", () => {
    const bytes = encodeCanonical([2, new Map([[1, 7]])]);
    expect(decodeMessage(bytes)).toMatchObject({
      ok: false,
      error: { code: "missing-field", field: "event-acknowledgement.throughSeq" },
    });
  });

  it("says field, found and allowed in one line", () => {
    const result = decodeMessage(
      encodeCanonical([
        2,
        new Map([
          [1, 0],
          [2, 9],
        ]),
      ]),
    );
    expect(result).toMatchObject({
      error: {
        code: "out-of-range",
        message:
          "event-acknowledgement.epoch: A number, length or count is out of range. " +
          "(found 0, allowed a whole number from 1 to 4294967295)",
      },
    });
  });
});

describe("decodeAs", () => {
  it.each(["plain", "bokmål: søvn", "\u{1f48a}", "\ufeffmarked"])("reads the text %j", (detail) => {
    const event = { epoch: 3, seq: 1, kind: "plan.accepted", bootId: 1, uptimeMs: 1 } as const;
    const sent = { ...event, clock: "unset", detail } as const;
    expect(decodeAs(DeviceEvent, encodeMessage(DeviceEvent, sent))).toEqual({
      ok: true,
      value: sent,
    });
  });

  it("gives the message with its own type", () => {
    const event = {
      epoch: 3,
      seq: 12,
      kind: "dose.released",
      bootId: 9,
      uptimeMs: 8_589_934_592_123,
      civilMs: instant(1_790_000_000_123),
      clock: "synced",
      doseId: "morning/2026-11-22",
    } as const;
    const result = decodeAs(DeviceEvent, encodeMessage(DeviceEvent, event));
    expect(result).toEqual({ ok: true, value: event });
  });

  it("refuses another message than the one it was asked for", () => {
    const result = decodeAs(DeviceEvent, encodeMessage(EventAcknowledgement, ACK));
    expect(result).toMatchObject({ ok: false, error: { code: "wrong-message", found: "2" } });
  });

  it("honours a tighter size limit of the link", () => {
    const bytes = encodeMessage(EventAcknowledgement, ACK);
    const result = decodeAs(EventAcknowledgement, bytes, { bytesMax: bytes.length - 1 });
    expect(result).toMatchObject({ ok: false, error: { code: "too-large" } });
  });
});
