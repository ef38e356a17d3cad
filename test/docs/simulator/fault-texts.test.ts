import { writeFileSync } from "node:fs";
import {
  AREAS,
  FAULT_KINDS,
  faultSchemaDocument,
  KIND_DETAILS,
  PLANNED_KINDS,
  type PlannedKind,
  PRESET_RATES,
  SHORT_BACKUP_SHARE,
  STATION_BACKUP_HOURS,
  STATION_START_MS,
  TWO_G_LAST_DAY,
} from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import {
  expectCommitted,
  REPOSITORY_ROOT,
  readCommitted,
  withMade,
} from "../../support/committed-text.ts";

const SCHEMA = "simulator/schema/faults.schema.json";
const PAGE = "simulator/src/faults/README.md";

function kindsTable(): string {
  const rows = PLANNED_KINDS.map((kind) => {
    const { layer, site, text, mechanisms } = FAULT_KINDS[kind];
    const { needs, takes } = KIND_DETAILS[kind];
    const fields = [...needs.map((name) => `\`${name}\``), ...takes.map((name) => `[\`${name}\`]`)];
    const only = mechanisms === undefined ? "" : ` (${mechanisms.join(", ")} only)`;
    const rates = (["everyday", "storm"] as const).map((preset) => rateOf(preset, kind));
    return `| \`${kind}\` | ${layer} | ${site} | ${text}${only} | ${fields.join(" ")} | ${rates.join(" | ")} |`;
  });
  return [
    "| kind | layer | strikes | what happens | fields | `everyday` | `storm` |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

function rateOf(preset: "everyday" | "storm", kind: PlannedKind): string {
  const { device, place, gateway } = PRESET_RATES[preset];
  const rates: Readonly<Record<string, { readonly perDay: number } | undefined>> = {
    ...device,
    ...place,
    ...gateway,
  };
  const rate = rates[kind];
  return rate === undefined ? "–" : String(Number(rate.perDay.toPrecision(2)));
}

function worldTable(): string {
  const rows = [
    ["backup of base stations, hours", STATION_BACKUP_HOURS],
    ["part of them with the shorter backup", SHORT_BACKUP_SHARE],
    ["areas of a world that names none", AREAS],
    ["last day of 2G", TWO_G_LAST_DAY],
    ["time of a base station from mains to service, ms", STATION_START_MS],
  ] as const;
  return [
    "| figure | value | confidence | source |",
    "|---|---|---|---|",
    ...rows.map(([name, { value, confidence, source }]) => {
      const text = Array.isArray(value) ? value.join(" or ") : String(value);
      return `| ${name} | ${text} | ${confidence} | ${source} |`;
    }),
  ].join("\n");
}

describe("the texts about faults", () => {
  it("list every kind, its fields and its rates, and the figures of the world", () => {
    const page = withMade(readCommitted(PAGE), "kinds", kindsTable());
    expectCommitted(PAGE, withMade(page, "world", worldTable()));
  });

  it("publish the format of fault files", () => {
    const made = faultSchemaDocument();
    const drifted = JSON.stringify(made) !== JSON.stringify(JSON.parse(readCommitted(SCHEMA)));
    if (drifted && process.env["UPDATE_DOCS"] === "1") {
      writeFileSync(new URL(SCHEMA, REPOSITORY_ROOT), `${JSON.stringify(made, undefined, 2)}\n`);
    }
    // Its layout is the formatter's.
    expect(
      JSON.parse(readCommitted(SCHEMA)),
      `${SCHEMA} drifted; UPDATE_DOCS=1 rewrites it`,
    ).toEqual(JSON.parse(JSON.stringify(made)));
  });
});
