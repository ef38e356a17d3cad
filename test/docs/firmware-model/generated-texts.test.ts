import {
  LINT_RULES,
  MECHANISMS,
  MODE_STEPS,
  namedFigures,
  PROFILES,
  RIGHTS,
  SERVICE_FIGURES,
  toEventTable,
  toMermaid,
} from "@dosekit/firmware-model";
import { ACTOR_ROLE, type ActorRole, markdownTable, SERVICE_MODE } from "@dosekit/protocols";
import { expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const TRAY_PAGE = "firmware-model/src/tray/README.md";
/** The page of each mechanism. */
const PAGES = [
  ["tray", TRAY_PAGE],
  ["carousel", "firmware-model/src/carousel/README.md"],
  ["pouch-roll-reader", "firmware-model/src/roll-reader/README.md"],
  ["pouch-roll-plan", "firmware-model/src/roll-plan/README.md"],
] as const;
const MODEL_PAGE = "firmware-model/README.md";
const ALL_ROLES = (Object.keys(ACTOR_ROLE.words) as ActorRole[]).filter(
  (role) => role !== "device",
);
const ALL_MODES = Object.keys(SERVICE_MODE.words);

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

test("the tables of rights, steps and service figures are those of the sources", () => {
  const rights = Object.entries(RIGHTS).map(([verb, { roles, modes }]) => {
    const inModes = modes.length === ALL_MODES.length ? "all" : modes.join(", ");
    return [
      `\`${verb}\``,
      ...ALL_ROLES.map((role) => (roles.includes(role) ? "yes" : "")),
      inModes,
    ];
  });
  const steps = Object.entries(MODE_STEPS).map(([from, to]) => [`\`${from}\``, to.join(", ")]);
  const figures = Object.entries(SERVICE_FIGURES).map(
    ([name, { value, unit, range, confidence, source }]) => [
      ...[`\`${name}\``, `${value} ${unit}`, range.join(" to "), confidence, source],
    ],
  );
  const tables = [
    ["rights", markdownTable(["command", ...ALL_ROLES, "in the modes"], rights)],
    ["mode-steps", markdownTable(["from", "to"], steps)],
    [
      "service-figures",
      markdownTable(["figure", "value", "range", "confidence", "source"], figures),
    ],
  ] as const;
  const made = tables.reduce(
    (page, [name, table]) => withMade(page, name, table),
    readCommitted(MODEL_PAGE),
  );
  expectCommitted(MODEL_PAGE, made);
});

test("the page of the tray names every state", () => {
  const page = readCommitted(TRAY_PAGE);
  const names = ["locked", "offering", "reminding", "released", "stopped", "tampered", "empty"];
  expect(names.filter((name) => !page.includes(name))).toEqual([]);
});
