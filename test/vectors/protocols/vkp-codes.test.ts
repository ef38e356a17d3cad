import { ALERTS, DISPENSE_EVENTS } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

interface CodeSystem {
  readonly codes: readonly { readonly code: string; readonly display: string }[];
}

const CODES = JSON.parse(readCommitted("test/vectors/vkp/vkp-codes.json")) as Readonly<
  Record<"alert-code" | "medicationdispense-events", CodeSystem>
>;

describe("the catalogue", () => {
  it("has the 23 national alerts with their texts, and no other", () => {
    // The code 1 is the heading above them.
    const national = CODES["alert-code"].codes.filter(({ code }) => code !== "1");
    expect(national).toHaveLength(23);
    expect(Object.values(ALERTS).map(({ code, no }) => ({ code, display: no }))).toEqual(national);
    for (const [code, alert] of Object.entries(ALERTS)) expect(alert.code).toBe(code);
  });

  it("has the national dispense events with their texts, and no other", () => {
    const national = CODES["medicationdispense-events"].codes;
    const ours = Object.entries(DISPENSE_EVENTS).map(([code, { no }]) => [code, no]);
    expect(Object.fromEntries(ours)).toEqual(
      Object.fromEntries(national.map(({ code, display }) => [code, display])),
    );
  });
});
