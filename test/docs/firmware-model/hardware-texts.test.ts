import {
  boardMachine,
  HARDWARE_FIGURES,
  type Hazard,
  hazardTable,
  PROFILES,
  toEventTable,
  toMermaid,
  updateMachine,
} from "@dosekit/firmware-model";
import { markdownTable } from "@dosekit/protocols";
import { expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const CHARTS = [
  ["board", "firmware-model/src/board/README.md", boardMachine],
  ["firmware update", "firmware-model/src/firmware-update/README.md", updateMachine],
] as const;
const PROFILE_PAGE = "firmware-model/src/profile/README.md";
const HAZARD_HEAD = ["id", "hazard", "cause", "state", "alert", "noticed", "harm", "shown by"];

test.each(CHARTS)(
  "the diagrams and tables of the %s are those of its chart",
  (_name, page, machine) => {
    const made = Object.values(machine.root.states).map((region) =>
      [
        `## ${region.key}`,
        `\`\`\`mermaid\n${toMermaid(region)}\n\`\`\``,
        toEventTable(machine, region),
      ].join("\n\n"),
    );
    expectCommitted(page, withMade(readCommitted(page), "regions", made.join("\n\n")));
  },
);

test("the figures of the hardware and the hazard table of each product are those of the sources", () => {
  const figures = Object.entries(HARDWARE_FIGURES).map(
    ([name, { value, unit, range, confidence, source }]) => [
      ...[`\`${name}\``, `${value} ${unit}`, range.join(" to "), confidence, source],
    ],
  );
  const head = ["figure", "value", "range", "confidence", "source"];
  const withFigures = withMade(
    readCommitted(PROFILE_PAGE),
    "hardware-figures",
    markdownTable(head, figures),
  );
  const tables = PROFILES.map((profile) =>
    [
      `### \`${profile.product}\``,
      markdownTable(HAZARD_HEAD, hazardTable(profile).map(rowOf)),
    ].join("\n\n"),
  );
  expectCommitted(PROFILE_PAGE, withMade(withFigures, "hazards", tables.join("\n\n")));
});

test("every product says of each hazard whether it can notice it", () => {
  const said = PROFILES.flatMap((profile) =>
    hazardTable(profile).map(({ detection }) => detection),
  );
  expect(new Set(said)).toEqual(new Set(["detected", "undetectable"]));
});

function rowOf(hazard: Hazard): readonly string[] {
  const { id, detection, alert, covers, file, test: title } = hazard;
  const noticed = detection === "detected" ? "yes" : "no";
  return [
    ...[`\`${id}\``, hazard.hazard, hazard.cause, hazard.state, alert, noticed, covers.join(", ")],
    `\`${file}\`: ${title}`,
  ];
}
