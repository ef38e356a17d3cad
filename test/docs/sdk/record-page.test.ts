import { VKP_DEVIATIONS } from "@dosekit/sdk/record";
import { describe, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const PAGE = "sdk/src/record/README.md";

describe("the page about the patient record", () => {
  it("lists every deviation from VKP 0.9.0", () => {
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "deviations", deviationTable()));
  });
});

function deviationTable(): string {
  const rows = Object.entries(VKP_DEVIATIONS).map(
    ([name, { profile, on, off, why, byDefault }]) =>
      `| \`${name}\` | ${byDefault ? "on" : "off"} | ${profile} | ${on} | ${off} | ${why} |`,
  );
  return [
    "| switch | by default | 0.9.0 | on | off | why |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}
