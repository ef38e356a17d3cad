import {
  LINT_RULES,
  MECHANISMS,
  namedFigures,
  PROFILES,
  toEventTable,
  toMermaid,
} from "@dosekit/firmware-model";
import { expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const TRAY_PAGE = "firmware-model/src/tray/README.md";
/** The page of each mechanism. */
const PAGES = [
  ["tray", TRAY_PAGE],
  ["pouch-roll-reader", "firmware-model/src/roll-reader/README.md"],
  ["pouch-roll-plan", "firmware-model/src/roll-plan/README.md"],
] as const;
const MODEL_PAGE = "firmware-model/README.md";

test.each(PAGES)("the diagrams and tables of the %s are those of its chart", (kind, page) => {
  const machine = MECHANISMS[kind]?.machine;
  if (machine === undefined) throw new Error(`no ${kind}`);
  const made = Object.values(machine.root.states).map((region) =>
    [
      `## ${region.key}`,
      `\`\`\`mermaid\n${toMermaid(region)}\n\`\`\``,
      toEventTable(machine, region),
    ].join("\n\n"),
  );
  expectCommitted(page, withMade(readCommitted(page), "regions", made.join("\n\n")));
});

test("the rules of the profile and the figures of the products are those of the sources", () => {
  const page = readCommitted(MODEL_PAGE);
  const rules = Object.entries(LINT_RULES).map(([rule, reason]) => `| \`${rule}\` | ${reason} |`);
  const withRules = withMade(
    page,
    "lint-rules",
    ["| rule | reason |", "|---|---|", ...rules].join("\n"),
  );
  const figures = PROFILES.map((profile) => {
    const rows = namedFigures(profile).map(
      ([name, { value, unit, range, confidence, source }]) =>
        `| \`${name}\` | ${value} ${unit} | ${range.join(" to ")} | ${confidence} | ${source} |`,
    );
    const head = ["| figure | value | range | confidence | source |", "|---|---|---|---|---|"];
    return [`### \`${profile.product}\`: ${profile.title}\n`, ...head, ...rows].join("\n");
  });
  expectCommitted(MODEL_PAGE, withMade(withRules, "figures", figures.join("\n\n")));
});

test("the page of the tray names every state", () => {
  const page = readCommitted(TRAY_PAGE);
  const names = ["locked", "offering", "reminding", "released", "stopped", "tampered", "empty"];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
