import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";

const ROW = z.looseObject({
  name: z.string(),
  reqs: z.array(z.string()),
  hex: z.string(),
  error: z.string().optional(),
  result: z.enum(["valid", "acceptable", "invalid"]).optional(),
  payloadMax: z.number().optional(),
  message: z.string().optional(),
  value: z.record(z.string(), z.unknown()).optional(),
  unknownKeys: z.number().optional(),
  frame: z.record(z.string(), z.unknown()).optional(),
});
/** A row of a file of vectors. */
export type VectorRow = z.output<typeof ROW> & {
  readonly result: "valid" | "acceptable" | "invalid";
};

const FILE = z.looseObject({
  valid: z.array(ROW).default([]),
  invalid: z.array(ROW).default([]),
  rows: z.array(ROW).default([]),
});

/**
 * Reads the rows of a file of the published vectors, as they came with the specification.
 *
 * @throws Error when the package of the specification is not whole
 */
export function readVectors(file: string): readonly VectorRow[] {
  const manifest = createRequire(import.meta.url).resolve("@dosekit/protocols/package.json");
  const path = join(dirname(manifest), "spec", "vectors", file);
  const { valid, invalid, rows } = FILE.parse(JSON.parse(readFileSync(path, "utf8")));
  const withResult = (list: readonly z.output<typeof ROW>[], result: VectorRow["result"]) =>
    list.map((row) => ({ ...row, result: row.result ?? result }));
  return [
    ...withResult(valid, "valid"),
    ...withResult(invalid, "invalid"),
    ...withResult(rows, "valid"),
  ];
}
