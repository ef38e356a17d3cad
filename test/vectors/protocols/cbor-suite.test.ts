import {
  type DecodeErrorCode,
  decodeStrict,
  encodeCanonical,
  toDiagnostic,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

interface AppendixRow {
  readonly hex: string;
  readonly roundtrip: boolean;
  readonly decoded?: unknown;
  readonly diagnostic?: string;
}

const APPENDIX = JSON.parse(
  readCommitted("test/vectors/cbor/appendix_a.json"),
) as readonly AppendixRow[];
const FAIL = JSON.parse(readCommitted("test/vectors/cbor/fail.json")) as readonly {
  readonly hex: string;
}[];

/** What the profile leaves out of CBOR: which of the public examples it refuses, and why. */
const REFUSED: Readonly<Partial<Record<DecodeErrorCode, readonly string[]>>> = {
  "integer-too-large": ["1bffffffffffffffff", "3bffffffffffffffff"],
  float: [
    "f90000",
    "f98000",
    "f93c00",
    "fb3ff199999999999a",
    "f93e00",
    "f97bff",
    "fa47c35000",
    "fa7f7fffff",
    "fb7e37e43c8800759c",
    "f90001",
    "f90400",
    "f9c400",
    "fbc010666666666666",
    "f97c00",
    "f97e00",
    "f9fc00",
    "fa7f800000",
    "fa7fc00000",
    "faff800000",
    "fb7ff0000000000000",
    "fb7ff8000000000000",
    "fbfff0000000000000",
  ],
  tag: [
    "c249010000000000000000",
    "c349010000000000000000",
    "c074323031332d30332d32315432303a30343a30305a",
    "c11a514b67b0",
    "c1fb41d452d9ec200000",
    "d74401020304",
    "d818456449455446",
    "d82076687474703a2f2f7777772e6578616d706c652e636f6d",
  ],
  "simple-value": ["f7", "f0", "f818", "f8ff"],
  "key-not-integer": [
    "a26161016162820203",
    "826161a161626163",
    "a56161614161626142616361436164614461656145",
  ],
  "indefinite-length": [
    "5f42010243030405ff",
    "7f657374726561646d696e67ff",
    "9fff",
    "9f018202039f0405ffff",
    "9f01820203820405ff",
    "83018202039f0405ff",
    "83019f0203ff820405",
    "9f0102030405060708090a0b0c0d0e0f101112131415161718181819ff",
    "bf61610161629f0203ffff",
    "826161bf61626163ff",
    "bf6346756ef563416d7421ff",
  ],
};

const REASON = new Map(
  Object.entries(REFUSED).flatMap(([code, rows]) => rows.map((hex) => [hex, code] as const)),
);

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

describe("the examples of RFC 8949, appendix A", () => {
  it.each(APPENDIX.filter(({ hex }) => REASON.has(hex)).map(({ hex }) => [hex, REASON.get(hex)]))(
    "%s is refused as %s",
    (hex, code) => {
      expect(decodeStrict(bytesOf(hex ?? ""))).toMatchObject({ ok: false, error: { code } });
    },
  );

  it.each(APPENDIX.filter(({ hex }) => !REASON.has(hex)).map((row) => [row.hex, row] as const))(
    "%s is read and written",
    (hex, row) => {
      const result = decodeStrict(bytesOf(hex));
      if (!result.ok) throw new Error(result.error.message);
      if ("decoded" in row && !(result.value instanceof Map)) {
        expect(result.value).toEqual(row.decoded);
      } else expect(toDiagnostic(result.value)).toBe(row.diagnostic ?? "{}");
      expect(encodeCanonical(result.value)).toEqual(bytesOf(hex));
    },
  );

  it("are all accounted for", () => {
    expect(APPENDIX).toHaveLength(82);
    const known = new Set(APPENDIX.map(({ hex }) => hex));
    expect([...REASON.keys()].filter((hex) => !known.has(hex))).toEqual([]);
  });
});

describe("the public inputs that every CBOR reader has to refuse", () => {
  it("are refused, each with a reason", () => {
    expect(FAIL).toHaveLength(568);
    const accepted = FAIL.filter(({ hex }) => decodeStrict(bytesOf(hex)).ok);
    expect(accepted).toEqual([]);
  });
});
