import { chartSource, lintMachine, makeTable, SHIPPED_CHARTS } from "@dosekit/firmware-model";
import { expect, test } from "vitest";
import { BENCH_EVENTS, benchMachine } from "../../bench/machine-chart.ts";
import { expectCommitted } from "../../support/committed-text.ts";

test.each(SHIPPED_CHARTS)("the code of the chart $folder is made from it", (shipped) => {
  const { folder, constant, machine, events } = shipped;
  expect(lintMachine(machine, { events })).toEqual([]);
  const made = chartSource(makeTable(machine, events), constant, "../machine/compile");
  expectCommitted(`firmware-model/src/${folder}/${folder}.generated.ts`, made);
  expect(made).toContain(`export const ${constant}`);
});

test("the code of the benched chart is made from it", () => {
  expect(lintMachine(benchMachine, { events: BENCH_EVENTS })).toEqual([]);
  const table = makeTable(benchMachine, BENCH_EVENTS);
  const made = chartSource(table, "benchCode", "@dosekit/firmware-model");
  expectCommitted("test/bench/machine-code.generated.ts", made);
  expect(table.events).toHaveLength(24);
});
