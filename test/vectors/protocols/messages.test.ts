import {
  decodeMessage,
  diagnose,
  encodeMessage,
  MESSAGES,
  type MessageDefinition,
} from "@dosekit/protocols";
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from "cbor2";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

interface ValidRow {
  readonly name: string;
  readonly message: string;
  readonly hex: string;
  readonly diag: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Fields of a newer version in it, which a sender of this version would not write. */
  readonly unknownKeys?: number;
}

interface InvalidRow {
  readonly name: string;
  readonly hex: string;
  readonly error: string;
}

const VECTORS = JSON.parse(readCommitted("protocols/spec/vectors/messages.json")) as {
  readonly valid: readonly ValidRow[];
  readonly invalid: readonly InvalidRow[];
};

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

function definitionOf(name: string): MessageDefinition {
  const found = MESSAGES.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`no message ${name}`);
  return found;
}

describe("the message vectors", () => {
  it.each(VECTORS.valid.map((row) => [row.name, row] as const))("%s is read", (_name, row) => {
    const { message, hex, diag, value, unknownKeys = 0 } = row;
    expect(decodeMessage(bytesOf(hex))).toEqual({
      ok: true,
      value: { definition: definitionOf(message), message: value, unknownKeys },
    });
    expect(diagnose(bytesOf(hex))).toEqual({ ok: true, value: diag });
  });

  it.each(
    VECTORS.valid
      .filter(({ unknownKeys }) => unknownKeys === undefined)
      .map((row) => {
        return [row.name, row] as const;
      }),
  )("%s is written", (_name, { message, hex, value }) => {
    const bytes = encodeMessage(definitionOf(message), value as never);
    expect(Buffer.from(bytes).toString("hex")).toBe(hex);
  });

  it.each(VECTORS.valid.map((row) => [row.name, row] as const))(
    "%s is in the deterministic form of an independent library",
    (_name, { hex }) => {
      const value = decode(bytesOf(hex), cdeDecodeOptions);
      expect(Buffer.from(encode(value, cdeEncodeOptions)).toString("hex")).toBe(hex);
    },
  );

  it.each(VECTORS.invalid.map((row) => [row.name, row] as const))(
    "%s is refused",
    (_name, { hex, error }) => {
      expect(decodeMessage(bytesOf(hex))).toMatchObject({ ok: false, error: { code: error } });
    },
  );

  it("show every message", () => {
    const shown = new Set(VECTORS.valid.map(({ message }) => message));
    expect([...shown].toSorted()).toEqual(MESSAGES.map(({ name }) => name).toSorted());
  });
});
