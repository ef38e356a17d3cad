import { readFileSync } from "node:fs";
import {
  Command,
  type DecodeErrorCode,
  decodeMessage,
  describePayload,
  EventAcknowledgement,
  encodeMessage,
  instant,
  REQUIREMENT_OF_DECODE_ERROR,
  REQUIREMENT_OF_FRAME_ERROR,
  REQUIREMENT_OF_SEAL_FORM,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const SPEC = new URL("../../../../protocols/spec/", import.meta.url);
const readJson = (name: string): unknown => JSON.parse(readFileSync(new URL(name, SPEC), "utf8"));

const ACK = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });

/** `[<< {1: 5, 4: h'0001', -65537: 3} >>, {}, message, 8 bytes]`, written by hand. */
function sealed(header: string, message: Uint8Array): Uint8Array {
  const protectedBytes = Buffer.from(header, "hex");
  return Buffer.concat([
    Uint8Array.of(0x84, 0x40 + protectedBytes.length),
    protectedBytes,
    Uint8Array.of(0xa0, 0x40 + message.length),
    message,
    Uint8Array.of(0x48, 1, 2, 3, 4, 5, 6, 7, 8),
  ]);
}

describe("the sentences that defects break", () => {
  const { requirements } = readJson("requirements.json") as {
    requirements: readonly { readonly id: string }[];
  };
  const known = new Set(requirements.map(({ id }) => id));

  it.each([
    ...Object.entries(REQUIREMENT_OF_DECODE_ERROR),
    ...Object.entries(REQUIREMENT_OF_FRAME_ERROR),
    ...Object.entries(REQUIREMENT_OF_SEAL_FORM),
  ])("%s breaks a sentence that exists", (code, id) => {
    if (code === "library-refused") expect(id).toBeUndefined();
    else expect(known).toContain(id);
  });

  it("are those that the vectors of refused messages name", () => {
    const { invalid } = readJson("vectors/messages.json") as {
      invalid: readonly { name: string; reqs: string[]; hex: string; error: DecodeErrorCode }[];
    };
    const others = invalid.filter(({ reqs, error }) => {
      return !reqs.includes(REQUIREMENT_OF_DECODE_ERROR[error] ?? "");
    });
    // A number out of range breaks the sentence about its own kind of field, where there is one.
    expect(others.map(({ error }) => error)).toEqual(others.map(() => "out-of-range"));
    expect(invalid.length - others.length).toBeGreaterThan(20);
  });
});

describe("a payload in words", () => {
  it("is the message with nothing against it", () => {
    const { message, defects, seal } = describePayload(ACK, "ack");
    expect(message?.name).toBe("event-acknowledgement");
    expect(defects).toEqual([]);
    expect(seal).toBeUndefined();
  });

  it("names a message on a channel that is not its own", () => {
    const { message, defects } = describePayload(ACK, "evt");
    expect(message?.name).toBe("event-acknowledgement");
    expect(defects).toMatchObject([{ code: "wrong-message", requirement: "OMDP-MQT-005" }]);
    expect(defects[0]?.message).toContain("allowed device-event");
  });

  it("takes a number that only a newer version knows on any channel", () => {
    const bytes = Buffer.from("821903e7a0", "hex");
    expect(decodeMessage(bytes)).toMatchObject({ ok: false, error: { code: "unknown-message" } });
    expect(describePayload(bytes, "evt").defects).toEqual([]);
  });

  it("shows what can be read of a refused message, and the sentence that it breaks", () => {
    const { message, defects } = describePayload(Buffer.from("8202a10107", "hex"));
    expect(message?.fields).toMatchObject([{ name: "epoch" }]);
    expect(defects).toMatchObject([{ code: "missing-field", requirement: "OMDP-MSG-002" }]);
  });

  it("names the sentence that bytes outside the profile break", () => {
    const { message, defects } = describePayload(ACK.subarray(0, -1));
    expect(message).toBeUndefined();
    expect(defects).toMatchObject([{ code: "truncated", requirement: "OMDP-CBR-002" }]);
  });

  it("looks into a sealed message without a key", () => {
    const command = encodeMessage(Command, {
      commandId: "c",
      verb: "self-test",
      notAfterMs: instant(0),
      actor: "operator",
    });
    const { message, seal, defects } = describePayload(
      sealed("a30104044200013a0001000003", command),
      "cmd",
    );
    expect(defects).toEqual([]);
    expect(seal).toEqual({ algorithm: "HMAC 256/64", keyId: 1, counter: 3, tagBytes: 8 });
    expect(message?.name).toBe("command");
  });

  it("names what is wrong with a seal", () => {
    expect(describePayload(sealed("a0", ACK)).defects).toMatchObject([
      { code: "seal-header", requirement: "OMDP-SEC-002" },
    ]);
    expect(describePayload(Uint8Array.of(0x84, 1, 2, 3, 4)).defects).toMatchObject([
      { code: "seal-form", requirement: "OMDP-SEC-001" },
    ]);
  });
});
