import type { Finding } from "../source-file.ts";
import { findingAt, type Rule } from "../source-file.ts";

const EMPTY_WORDS = /(^|[-_./])(utils?|helpers?|common|misc|managers?)($|[-_./])/i;
const KEBAB = /^[a-z0-9]+([.-][a-z0-9]+)*$/;

/** File and folder names say what is inside: no words that mean nothing, kebab case. */
export const pathNames = (path: string): readonly Finding[] => {
  const findings: Finding[] = [];
  if (EMPTY_WORDS.test(path)) {
    findings.push({ path, line: 1, message: "utils, helpers, common and the like say nothing" });
  }
  const file = path.split("/").at(-1) ?? "";
  if (path.endsWith(".ts") && !KEBAB.test(file)) {
    findings.push({ path, line: 1, message: "file names are in kebab case" });
  }
  return findings;
};

/** Nothing is left for later without being said in the open. */
export const noLeftovers: Rule = (file) =>
  file.comments
    .filter(({ value }) => /\b(TODO|FIXME|HACK)\b/.test(value))
    .map(({ start }) =>
      findingAt(file, start, "a note for later belongs in the tracker, not here"),
    );
