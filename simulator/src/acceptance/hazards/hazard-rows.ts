import { hazardTable, PROFILES } from "@dosekit/firmware-model";
import type { BothTexts } from "../criterion.ts";
import { productTitle } from "../report/acceptance-words.ts";
import type { HazardRow } from "../result/acceptance-result.ts";
import { productsOf, type ResultParts } from "../scope/result-parts.ts";
import { ALERT_HAZARDS } from "./alert-hazards.ts";
import { DOSE_HAZARDS } from "./dose-hazards.ts";
import type { HazardEntry } from "./hazard-entry.ts";
import { measuredHazard } from "./hazard-measures.ts";
import { gradeOf } from "./probability.ts";

/** Every hazard of the service, those of the dose first. ISO 14971 */
export const HAZARDS: readonly HazardEntry[] = [...DOSE_HAZARDS, ...ALERT_HAZARDS];

/**
 * Makes the hazard table of a run: what can happen, how often it did, and what stands against it.
 * The consequence and what is done further are for the municipality to judge.
 *
 * A run that was interrupted grades no probability.
 */
export function hazardRows(parts: ResultParts): readonly HazardRow[] {
  return HAZARDS.map((entry) => rowOf(entry, parts));
}

function rowOf(entry: HazardEntry, parts: ResultParts): HazardRow {
  const { hazard, cause, effect } = entry;
  const { operation } = parts;
  const measured = operation === undefined ? undefined : measuredHazard(entry.topic, operation);
  return {
    ...{ hazard, cause, effect, barrier: barrierOf(entry, parts), tests: testsOf(entry, parts) },
    ...(measured === undefined
      ? {}
      : { measured: { count: measured.count, of: measured.of }, per: measured.per }),
    ...probabilityOf(measured, parts),
  };
}

function probabilityOf(
  measured: HazardRow["measured"],
  { partial, operation }: ResultParts,
): Pick<HazardRow, "probability"> {
  if (measured === undefined || partial || operation?.partial === true) return {};
  const probability = gradeOf(measured.count, measured.of);
  return probability === undefined ? {} : { probability };
}

/** The barrier, with the products on which some of its cases can't be noticed by the device. */
function barrierOf({ topic, barrier }: HazardEntry, parts: ResultParts): BothTexts {
  const blind = PROFILES.filter(({ product }) => productsOf(parts).includes(product))
    .filter((profile) =>
      hazardTable(profile).some(
        ({ covers, detection }) =>
          detection === "undetectable" && covers.some((each) => each === topic),
      ),
    )
    .map(({ product }) => productTitle(product));
  if (blind.length === 0) return barrier;
  return {
    nb: `${barrier.nb} Enheten kan ikke selv oppdage alle tilfeller: ${blind.map(({ nb }) => nb).join(", ")}.`,
    en: `${barrier.en} The device can't notice every case by itself: ${blind.map(({ en }) => en).join(", ")}.`,
  };
}

/** Criteria that were asked of a product of this run; rules and incidents, run or not. */
function testsOf(
  { rules, criteria, incidents }: HazardEntry,
  parts: ResultParts,
): readonly string[] {
  const asked = new Set(
    parts.criteria.filter(({ outcome }) => outcome !== "not-applicable").map(({ id }) => id),
  );
  return [...rules, ...criteria.filter((id) => asked.has(id)), ...incidents];
}
