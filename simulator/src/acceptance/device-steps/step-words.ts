import type { ProductProfile } from "@dosekit/firmware-model";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import type { BothTexts, ProtocolStep } from "../criterion.ts";
import type { JudgeFigures } from "../judges/judge.ts";

/** One step in words: what to do and what to expect in bokmål, then the same in English. */
export type StepWords = readonly [doNb: string, expectNb: string, doEn: string, expectEn: string];

/** The steps of one check on one product, with the figures of its criterion. */
export type StepsOf = (profile: ProductProfile, figures: JudgeFigures) => readonly StepWords[];

/** Puts words into the step of a protocol. */
export function stepOf([doNb, expectNb, doEn, expectEn]: StepWords): ProtocolStep {
  return { do: { nb: doNb, en: doEn }, expect: { nb: expectNb, en: expectEn } };
}

/** Names an alert by its national code and what that is called. */
export function alertNamed(code: AlertCode): BothTexts {
  const { no, en } = ALERTS[code];
  return { nb: `varsel ${code} («${no}»)`, en: `alert ${code} (“${en}”)` };
}

/** Begins a sentence with words. */
export function upper(words: string): string {
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
}
