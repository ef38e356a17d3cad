import { markdownTable } from "@dosekit/protocols";
import { test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";
import { DEFECTS } from "../../support/defects/defects.ts";

const PAGE = "test/defects/README.md";

test("the catch table is that of the list", () => {
  const rows = DEFECTS.map(({ id, rule, breaks, judge, inShortForm }) => [
    ...[`\`${id}\``, rule, breaks],
    `\`${judge.project}/${judge.file}\``,
    inShortForm === true ? "yes" : "",
  ]);
  const head = ["defect", "rule", "what the broken device does", "noticed by", "in the short form"];
  expectCommitted(PAGE, withMade(readCommitted(PAGE), "catch-table", markdownTable(head, rows)));
});
