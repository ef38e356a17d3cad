import {
  ALERT_HEADING,
  COMPOSITION_TEXTS,
  HANDLING_CODES,
  SEVERITY_TEXTS,
  VKP_DEVIATIONS,
  vkpSystem,
} from "@dosekit/sdk/record";
import { describe, expect, test } from "vitest";
import { readCommitted } from "../../../support/committed-text.ts";

interface CodeSystem {
  readonly url: string;
  readonly codes: readonly { readonly code: string; readonly display: string }[];
}
const NATIONAL = JSON.parse(readCommitted("test/vectors/vkp/vkp-codes.json")) as Readonly<
  Record<string, CodeSystem>
>;
const textsOf = (name: string) =>
  Object.fromEntries((NATIONAL[name]?.codes ?? []).map(({ code, display }) => [code, display]));

describe("the codes of messages", () => {
  test("have the addresses of the national code systems", () => {
    for (const [name, { url }] of Object.entries(NATIONAL)) {
      expect(vkpSystem(`vkp-${name}`)).toBe(url);
    }
  });

  test("are all national steps of handling with their texts, and no other", () => {
    const ours = Object.values(HANDLING_CODES).map(({ code, no }) => [code, no]);
    expect(Object.fromEntries(ours)).toEqual(textsOf("composition-event"));
  });

  test("are the national severities, category, section and heading with their texts", () => {
    expect(SEVERITY_TEXTS).toEqual(textsOf("severity-level"));
    const { category, section } = COMPOSITION_TEXTS;
    expect(textsOf("composition-category")[category.code]).toBe(category.no);
    expect(textsOf("composition-section")[section.code]).toBe(section.no);
    expect(textsOf("alert-code")[ALERT_HEADING.code]).toBe(ALERT_HEADING.no);
  });

  test("deviate in listed ways that each say why", () => {
    for (const { profile, on, off, why } of Object.values(VKP_DEVIATIONS)) {
      expect([profile, on, off, why].every((text) => text.endsWith("."))).toBe(true);
    }
  });
});
