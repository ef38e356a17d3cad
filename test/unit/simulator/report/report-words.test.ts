import { ALERTS } from "@dosekit/protocols";
import {
  CHECK_TEXTS,
  FAULT_WORDS,
  HAZARD_WORDS,
  OUTCOME_MEANINGS,
  OUTCOME_WORDS,
  PRESET_RATES,
  REPORT_TEXTS,
  RESPONSE_TEXTS,
  TABLE_TEXTS,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

type Words = Readonly<Record<string, string>>;

const ALL: Readonly<Record<string, { readonly en: Words; readonly no: Words }>> = {
  report: REPORT_TEXTS,
  table: { en: { ...TABLE_TEXTS.en }, no: { ...TABLE_TEXTS.no } },
  response: { en: { ...RESPONSE_TEXTS.en }, no: { ...RESPONSE_TEXTS.no } },
  outcomes: OUTCOME_WORDS,
  meanings: OUTCOME_MEANINGS,
  rules: CHECK_TEXTS,
  faults: FAULT_WORDS,
  hazards: HAZARD_WORDS,
  alerts: {
    en: Object.fromEntries(Object.values(ALERTS).map(({ code, en }) => [code, en])),
    no: Object.fromEntries(Object.values(ALERTS).map(({ code, no }) => [code, no])),
  },
};

/** Words that are the same in both languages. */
const SAME = new Set(["median", "p90", "p95", "p99"]);

describe.each(Object.entries(ALL))("words of %s", (_part, { en, no }) => {
  test("are there in both languages, every one", () => {
    expect(Object.keys(no).sort()).toEqual(Object.keys(en).sort());
    for (const words of [en, no]) {
      expect(Object.values(words).filter((text) => text.trim() === "")).toEqual([]);
    }
  });

  test("are translated", () => {
    const same = Object.keys(en).filter((key) => en[key] === no[key] && !SAME.has(key));
    expect(same).toEqual([]);
  });
});

test("there are words for every fault that a preset draws", () => {
  const kinds = Object.values(PRESET_RATES).flatMap(({ device, gateway }) => [
    ...Object.keys(device),
    ...Object.keys(gateway),
  ]);
  expect(kinds.filter((kind) => !Object.hasOwn(FAULT_WORDS.en, kind))).toEqual([]);
});
