import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { environmentMistake, KitMistake } from "../files/kit-mistake.ts";
import { VERDICTS } from "../scenario/verdict.ts";
import { RUN_RECORD_VERSION, type RunRecord } from "./run-record.ts";

/** Name of the file that holds the record of a run in the folder of its evidence. */
export const RUN_FILE = "run.json";

/** Most bytes that the record of a run may have. */
const RUN_BYTES_MAX = 1_073_741_824;

const HEX = z.string().regex(/^([0-9a-f]{2})*$/);
const COUNT = z.number().min(0);
const VERDICT = z.enum(VERDICTS);
const WIRE = z.looseObject({
  index: COUNT,
  atMs: z.number(),
  way: z.string(),
  hex: HEX,
  as: z.string(),
});
const CHECK = z.looseObject({
  expected: z.string(),
  seen: z.string(),
  requirements: z.array(z.string()),
  verdict: VERDICT,
  judged: VERDICT,
  step: COUNT.optional(),
  from: COUNT,
  to: COUNT,
  over: z.boolean(),
});
const CASE = z.looseObject({
  id: z.string(),
  role: z.string(),
  requirements: z.array(z.string()),
  verdict: VERDICT,
  judged: VERDICT,
  checks: z.array(CHECK),
  wire: z.array(WIRE),
  trace: z.array(z.looseObject({})),
});
/** As much of a record as has to be right for it to be judged again. */
const RUN = z.looseObject({
  v: z.literal(RUN_RECORD_VERSION),
  form: z.literal("dosekit-conformance-run"),
  startedAt: z.iso.datetime(),
  versions: z.looseObject({ specification: z.string() }),
  dut: z.looseObject({ product: z.string(), serial: z.string(), firmware: z.string() }),
  ics: z.looseObject({ profiles: z.array(z.string()) }),
  waivers: z.array(z.looseObject({ expires: z.string(), scope: z.looseObject({}) })),
  cases: z.array(CASE),
});

/**
 * Writes the record of a run into a folder, which is made if it is not there.
 *
 * @returns the path of the file
 * @throws KitMistake when it can't be written
 */
export function writeRunFile(record: RunRecord, folder: string): string {
  const path = join(folder, RUN_FILE);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, `${JSON.stringify(record)}\n`);
  } catch (cause) {
    throw environmentMistake({
      code: "out.cannot-write",
      field: "--out",
      found: cause instanceof Error ? cause.message : String(cause),
      allowed: "a folder that may be written",
      message: "The evidence can't be written.",
    });
  }
  return path;
}

/**
 * Reads the record of a run from its file, or from the folder that holds it.
 *
 * @throws KitMistake when it can't be read, or is no record of this version
 */
export function readRunFile(path: string): RunRecord {
  let value: unknown;
  try {
    const file = statSync(path).isDirectory() ? join(path, RUN_FILE) : path;
    if (statSync(file).size > RUN_BYTES_MAX) throw new Error("it is too large");
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw unreadable(path, cause instanceof Error ? cause.message : String(cause));
  }
  const read = RUN.safeParse(value);
  if (read.success) return read.data as unknown as RunRecord;
  const [issue] = read.error.issues;
  throw unreadable(path, `${issue?.path.join(".") ?? ""}: ${issue?.message ?? "?"}`);
}

function unreadable(file: string, found: string): KitMistake {
  return new KitMistake({
    code: "bundle.unreadable",
    file,
    found,
    allowed: `the record of a run, version ${RUN_RECORD_VERSION}`,
    message: "That is no evidence of this kit.",
  });
}
