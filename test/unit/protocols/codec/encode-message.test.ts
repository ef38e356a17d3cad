import {
  bool,
  bytes,
  DeviceEvent,
  decodeAs,
  defineMessage,
  EventAcknowledgement,
  encodeMessage,
  field,
  listOf,
  optional,
  struct,
  whole,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const Sample = defineMessage({
  id: 900,
  name: "sample",
  direction: "both",
  doc: "A message with the kinds that no message of the protocol has yet.",
  fields: {
    print: field(1, bytes({ minBytes: 1, maxBytes: 3 }), "Bytes."),
    armed: field(2, bool(), "Truth."),
    pairs: optional(
      3,
      listOf(struct("pair", { low: field(-1, whole({ min: -5, max: 5 }), "Low.") }), {
        min: 1,
        max: 2,
      }),
      "Groups.",
    ),
  },
});
const SAMPLE = { print: new Uint8Array([1]), armed: true };

describe("encodeMessage", () => {
  it("writes a list of the message number and a map of keys", () => {
    const wire = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 300 });
    expect(Buffer.from(wire).toString("hex")).toBe("8202a201070219012c");
  });

  it("leaves out absent fields and properties that no field names", () => {
    const wide = { epoch: 7, throughSeq: 300, refersTo: undefined, note: "not ours" };
    expect(encodeMessage(EventAcknowledgement, wide)).toEqual(
      encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 300 }),
    );
  });

  it("names message, field, what was found and what is allowed", () => {
    expect(() => encodeMessage(EventAcknowledgement, { epoch: 0, throughSeq: 1 })).toThrow(
      new RangeError(
        "event-acknowledgement.epoch: found 0, allowed a whole number from 1 to 4294967295",
      ),
    );
  });

  it("names the field that is absent", () => {
    const incomplete = { epoch: 7 } as unknown as { epoch: number; throughSeq: number };
    expect(() => encodeMessage(EventAcknowledgement, incomplete)).toThrow(
      "event-acknowledgement.throughSeq: found undefined, allowed a value",
    );
  });

  it("does not take an inherited property for a word of a list", () => {
    const event = { epoch: 1, seq: 1, kind: "toString", bootId: 1, uptimeMs: 0, clock: "unset" };
    expect(() => encodeMessage(DeviceEvent, event as never)).toThrow("device-event.kind: found");
  });

  it.each([
    [{ ...SAMPLE, print: new Uint8Array() }, "sample.print: found 0 bytes, allowed 1 to 3 bytes"],
    [{ ...SAMPLE, print: new Uint8Array(4) }, "sample.print: found 4 bytes"],
    [{ ...SAMPLE, pairs: [] }, "sample.pairs: found 0 items, allowed 1 to 2 items"],
    [{ ...SAMPLE, pairs: [{ low: 0 }, { low: -6 }] }, "sample.pairs[1].low: found -6"],
  ])("refuses a value past its limit, wherever it stands: %j", (value, message) => {
    expect(() => encodeMessage(Sample, value)).toThrow(message);
  });

  it("writes bytes, truth, lists and groups so that they come back", () => {
    const sent = { print: new Uint8Array([9, 0]), armed: false, pairs: [{ low: -5 }, { low: 5 }] };
    expect(decodeAs(Sample, encodeMessage(Sample, sent))).toEqual({ ok: true, value: sent });
  });
});
