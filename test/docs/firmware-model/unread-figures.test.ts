import { readdirSync } from "node:fs";
import { namedFigures, PROFILES } from "@dosekit/firmware-model";
import { expect, test } from "vitest";
import {
  expectCommitted,
  REPOSITORY_ROOT,
  readCommitted,
  withMade,
} from "../../support/committed-text.ts";

const PAGE = "firmware-model/README.md";
/** Where a figure is declared, stated or checked, which is no use of it. */
const STATES_FIGURES =
  /^(?:firmware-model\/src\/profile\/(?!contact-interval)|simulator\/src\/fleet\/profile-schema)/;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm;
const STRING = /"[^"\n]*"/g;

test("the figures that steer nothing are those that no code reads", () => {
  const words = new Set(sources().flatMap((text) => text.match(/\w+/g) ?? []));
  expect(words).toContain("motionLimitSeconds");
  const fields = PROFILES.flatMap((profile) => namedFigures(profile).map(([field]) => field));
  const unread = [...new Set(fields)].filter((field) => !words.has(field.split(".").at(-1) ?? ""));
  const list = unread.sort().map((field) => `- \`${field}\``);
  expectCommitted(PAGE, withMade(readCommitted(PAGE), "unread-figures", list.join("\n")));
});

/** The code of every file that could use a figure. */
function sources(): readonly string[] {
  return ["firmware-model/src/", "simulator/src/", "sdk/src/"].flatMap((folder) =>
    readdirSync(new URL(folder, REPOSITORY_ROOT), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}${name}`)
      .filter((path) => path.endsWith(".ts") && !STATES_FIGURES.test(path))
      .map((path) => withoutProse(readCommitted(path))),
  );
}

/** In comments and sentences a word means no figure; a string of one word may be the name of one. */
function withoutProse(text: string): string {
  return text
    .replace(COMMENT, "")
    .replace(STRING, (literal) => (literal.includes(" ") ? '""' : literal));
}
