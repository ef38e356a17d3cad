import { chartSource, makeTable, SHIPPED_CHARTS } from "@dosekit/firmware-model";
import { expect, test } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";

test.each(SHIPPED_CHARTS)("the code of the chart $folder is made from it", (shipped) => {
  const { folder, constant, machine, events } = shipped;
  const made = chartSource(makeTable(machine, events), constant, "../machine/compile");
  expectCommitted(`firmware-model/src/${folder}/${folder}.generated.ts`, made);
  expect(made).toContain(`export const ${constant}`);
});
