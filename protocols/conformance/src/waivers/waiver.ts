import { z } from "zod";
import { KitMistake } from "../files/kit-mistake.ts";
import { type LocatedFile, readLocatedFile } from "../files/located-file.ts";
import { readBySchema } from "../files/read-by-schema.ts";

const TEXT = z.string().min(1).max(500);
const DATE = z.iso.date();

/** One thing that is known to fail, and who answers for it. */
export const WAIVER_SCHEMA = z.strictObject({
  /** Requirement whose checks it covers. */
  req: z
    .string()
    .regex(/^OMDP-[A-Z]{3}-\d{3}$/, "a requirement, such as OMDP-CMD-002")
    .optional(),
  /** Case that it covers, `*` standing for any text. */
  case: z.string().min(1).max(100).optional(),
  reason: TEXT,
  owner: TEXT,
  issue: TEXT.optional(),
  /** Last day on which it holds. */
  expires: DATE,
  /** Which devices it is for; each given part has to fit. */
  scope: z.strictObject({
    product: TEXT.optional(),
    serial: TEXT.optional(),
    /** A version, or `<`, `<=`, `>`, `>=` and one. */
    firmware: z
      .string()
      .regex(
        /^(<=?|>=?)?\s*[0-9A-Za-z][0-9A-Za-z.+_-]*$/,
        "a version, such as 2.4.0, or <, <=, > or >= and one",
      )
      .optional(),
  }),
});

/** The form of a file of waivers, version 1. */
export const WAIVERS_SCHEMA = z.strictObject({
  version: z.literal(1),
  waivers: z.array(WAIVER_SCHEMA).max(500),
});

/** See {@link WAIVERS_SCHEMA}. */
export type Waiver = z.output<typeof WAIVER_SCHEMA>;

/**
 * Reads a file of waivers.
 *
 * @throws KitMistake with the line, and what may stand there
 */
export function readWaivers(name: string, folder: string): readonly Waiver[] {
  return waiversOf(readLocatedFile(name, folder));
}

/** Reads waivers. @throws KitMistake when one names nothing that it covers, or nobody it is for */
export function waiversOf(document: LocatedFile): readonly Waiver[] {
  const { waivers } = readBySchema(WAIVERS_SCHEMA, document, "waivers");
  waivers.forEach((waiver, at) => {
    const path = ["waivers", at];
    if (waiver.req === undefined && waiver.case === undefined) {
      throw incomplete(document, path, "req or case", "It does not say what it covers.");
    }
    if (Object.keys(waiver.scope).length === 0) {
      throw incomplete(
        document,
        [...path, "scope"],
        "product, serial or firmware",
        "It does not say for which devices it holds.",
      );
    }
  });
  return waivers;
}

function incomplete(
  { file, lineOf }: LocatedFile,
  path: readonly (string | number)[],
  allowed: string,
  message: string,
): KitMistake {
  const field = path.reduce<string>(
    (name, part) =>
      typeof part === "number" ? `${name}[${part}]` : name === "" ? part : `${name}.${part}`,
    "",
  );
  const place = { file, line: lineOf(path), field };
  return new KitMistake({ code: "waivers.incomplete", ...place, allowed, message });
}
