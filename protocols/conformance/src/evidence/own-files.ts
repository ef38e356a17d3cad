import { rollUp } from "../run/roll-up.ts";
import type { RunRecord } from "../run/run-record.ts";
import { BUNDLE } from "./bundle-files.ts";
import { junitXml } from "./junit.ts";
import { resultsOf } from "./results-document.ts";

/** Text of a JSON file of a bundle. Pure. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The files beside the traces that the manifest names, by the run that they tell of. Pure. */
export function ownFiles(record: RunRecord): ReadonlyMap<string, string> {
  const { ics, waivers, versions, seed, params } = record;
  return new Map([
    [BUNDLE.results, jsonText(resultsOf(record, rollUp(record)))],
    [BUNDLE.junit, junitXml(record)],
    [BUNDLE.ics, jsonText(ics)],
    [BUNDLE.waivers, jsonText({ version: 1, waivers })],
    [BUNDLE.versions, jsonText({ ...versions, seed, params })],
  ]);
}
