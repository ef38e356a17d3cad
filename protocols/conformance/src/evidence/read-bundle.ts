import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { KitMistake } from "../files/kit-mistake.ts";
import type { RunRecord } from "../run/run-record.ts";
import { rebuildTrace } from "../run/trace-record.ts";
import { BUNDLE } from "./bundle-files.ts";
import { checkForm, readTrace } from "./read-trace.ts";
import {
  BEGUN_SCHEMA,
  RESULTS_SCHEMA,
  RESULTS_VERSION,
  type ResultsDocument,
} from "./results-document.ts";

/** Most bytes of one file of a bundle. */
const FILE_BYTES_MAX = 268_435_456;
/** Most files of traces that an unfinished bundle may have. */
const TRACES_MAX = 100_000;

/** A run as its bundle tells it. */
export interface ReadBundle {
  readonly record: RunRecord;
  /** Whether the run came to its end, so that there are results and a manifest. */
  readonly isFinished: boolean;
}

/**
 * Reads the run out of a bundle; of one that was cut off, the cases that had ended.
 *
 * @param folder the bundle, or its `results.json`
 * @throws KitMistake when it is no bundle, or a file of it can't be read
 */
export function readBundle(folder: string): ReadBundle {
  const place = basename(folder) === BUNDLE.results ? dirname(folder) : folder;
  if (existsSync(join(place, BUNDLE.results))) return { record: finished(place), isFinished: true };
  if (existsSync(join(place, BUNDLE.begun))) return { record: cutOff(place), isFinished: false };
  throw unreadable(folder, `neither ${BUNDLE.results} nor ${BUNDLE.begun} is there`);
}

/** Reads a file of a bundle, if it is there. @throws KitMistake when it can't be read */
export function bundleText(folder: string, file: string): string | undefined {
  const path = join(folder, ...file.split("/"));
  if (!existsSync(path)) return undefined;
  try {
    if (statSync(path).size > FILE_BYTES_MAX) throw new Error("it is too large");
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw unreadable(path, messageOf(cause));
  }
}

function finished(folder: string): RunRecord {
  const value = jsonIn(folder, BUNDLE.results);
  checkForm(value, { file: join(folder, BUNDLE.results) }, RESULTS_SCHEMA);
  const { run } = value as ResultsDocument;
  const cases = run.cases.map(({ traceFile, ...head }) => {
    const { wire, trace, marks } = caseIn(folder, traceFile);
    return { ...head, wire, trace, marks };
  });
  return { ...run, cases };
}

function cutOff(folder: string): RunRecord {
  const value = jsonIn(folder, BUNDLE.begun);
  checkForm(value, { file: join(folder, BUNDLE.begun) }, BEGUN_SCHEMA);
  const begun = value as RunRecord;
  const files = readdirSync(join(folder, BUNDLE.traces)).sort().slice(0, TRACES_MAX);
  const cases = files.map((file) => caseIn(folder, `${BUNDLE.traces}/${file}`));
  return { ...begun, cases, endedEarly: "interrupted" };
}

function caseIn(folder: string, file: string) {
  if (file.startsWith("/") || file.split("/").includes("..")) {
    throw unreadable(join(folder, BUNDLE.results), `${file} is not in the bundle`);
  }
  const text = bundleText(folder, file);
  if (text === undefined) throw unreadable(join(folder, file), "it is not there");
  const one = readTrace(text, join(folder, file));
  try {
    // Whatever judges or shows it relies on lines that can be read, and are there.
    rebuildTrace(one.wire, one.trace);
    return one;
  } catch (cause) {
    throw unreadable(join(folder, file), messageOf(cause));
  }
}

function jsonIn(folder: string, file: string): unknown {
  try {
    return JSON.parse(bundleText(folder, file) ?? "");
  } catch (cause) {
    throw unreadable(join(folder, file), messageOf(cause));
  }
}

function unreadable(file: string, found: string): KitMistake {
  return new KitMistake({
    code: "bundle.unreadable",
    file,
    found,
    allowed: `a bundle of evidence, version ${RESULTS_VERSION}`,
    message: "That is no evidence of this kit.",
  });
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
