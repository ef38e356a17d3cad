import { cobsDecode, cobsEncode, cobsSizeMax } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}

const RUN_254 = "11".repeat(254);

describe("cobsEncode", () => {
  it.each([
    ["nothing", "", "01"],
    ["one zero", "00", "0101"],
    ["two zeros", "0000", "010101"],
    ["a zero in the middle", "11220033", "0311220233"],
    ["bytes without zero", "11223344", "0511223344"],
    ["zeros at the end", "11000000", "0211010101"],
    ["253 bytes without zero", "11".repeat(253), `fe${"11".repeat(253)}`],
    ["254 bytes without zero", RUN_254, `ff${RUN_254}`],
    ["254 bytes and a zero", `${RUN_254}00`, `ff${RUN_254}0101`],
    ["255 bytes without zero", `${RUN_254}22`, `ff${RUN_254}0222`],
  ])("stuffs %s", (_name, data, stuffed) => {
    expect(Buffer.from(cobsEncode(bytesOf(data))).toString("hex")).toBe(stuffed);
    expect(cobsDecode(bytesOf(stuffed))).toEqual(bytesOf(data));
  });

  it("grows by one byte for every 254 at the most", () => {
    expect([0, 1, 253, 254, 508, 521].map(cobsSizeMax)).toEqual([1, 2, 254, 256, 511, 524]);
    expect(cobsEncode(new Uint8Array(508).fill(1)).length).toBeLessThanOrEqual(511);
  });
});

describe("cobsDecode", () => {
  it.each([
    ["a block that points past the end", "051122"],
    ["a zero in place of a distance", "00"],
    ["a zero inside a block", "03110022"],
  ])("refuses %s", (_name, stuffed) => {
    expect(cobsDecode(bytesOf(stuffed))).toBeUndefined();
  });

  it("takes the closing block that some senders write behind a full one", () => {
    expect(cobsDecode(bytesOf(`ff${RUN_254}01`))).toEqual(bytesOf(RUN_254));
  });
});
