import { compare, comparisonPage } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { operationSample } from "../../../../support/simulator/acceptance-operation-sample.ts";
import { acceptanceSample } from "../../../../support/simulator/acceptance-sample.ts";
import { comparedRuns, runOfProduct } from "../../../../support/simulator/comparison-sample.ts";
import {
  elementsOf,
  elementWithId,
  readPage,
  tablesOf,
  textOf,
} from "../../../../support/simulator/read-page.ts";

describe("a comparison", () => {
  const comparison = compare(comparedRuns());
  const [story] = comparison.stories;
  const [dosell, evondos] = story?.products ?? [];

  test("sets products side by side for a story, in the order of their names", () => {
    expect(comparison.stories.map((of) => of.story)).toEqual(["tone"]);
    expect(story?.products.map(({ product }) => product)).toEqual(["dosell", "evondos-e300"]);
  });

  test("takes seeds together as median, least and most", () => {
    expect(evondos?.measures["missed-per-1000-doses"]).toEqual({
      ...{ median: 3.8, least: 3.5, most: 4.1, runs: 3 },
    });
    expect(dosell?.measures["missed-per-1000-doses"]?.median).toBe(3.2);
  });

  test("fails a criterion that failed with any seed, and says in how many it passed", () => {
    const of = evondos?.criteria.find(({ id }) => id === "T-4");
    expect(of).toMatchObject({ outcome: "failed", runsPassed: 2, runsFailed: 1 });
    const held = evondos?.criteria.find(({ id }) => id === "A-2");
    expect(held).toMatchObject({ outcome: "passed", runsPassed: 3, runsFailed: 0 });
  });

  test("counts the deviations of each run that name the product", () => {
    expect(evondos?.deviations["A"]).toEqual({ median: 0, least: 0, most: 1, runs: 3 });
    expect(evondos?.deviations["B"]).toEqual({ median: 0, least: 0, most: 0, runs: 3 });
  });

  test("has no number made of several, and no place in a list", () => {
    const keys = JSON.stringify(comparison).match(/"[A-Za-z0-9-]+":/g) ?? [];
    expect(keys.filter((key) => /score|rank|place|best|winner|weight|total/i.test(key))).toEqual(
      [],
    );
  });

  test("tells incidents and calls of a product only where it was alone in the service", () => {
    expect(evondos?.incidents).toHaveLength(8);
    expect(evondos?.measures).toHaveProperty("calls-per-device-month");
    const shared = compare([acceptanceSample()]);
    for (const { products } of shared.stories) {
      for (const { incidents, measures } of products) {
        expect(incidents).toEqual([]);
        expect(measures).not.toHaveProperty("calls-per-device-month");
        expect(measures).toHaveProperty("alerts-per-100-doses");
      }
    }
    expect(shared.cautions.some(({ en }) => en.includes("shared the service"))).toBe(true);
  });

  test("cautions against one seed, other seeds, other periods and interrupted runs", () => {
    const [one] = comparedRuns();
    if (one === undefined) throw new TypeError("there are runs");
    const cautions = (runs: Parameters<typeof compare>[0]) =>
      compare(runs)
        .cautions.map(({ en }) => en)
        .join(" ");
    expect(compare(comparedRuns()).cautions).toEqual([]);
    expect(cautions([one])).toContain("Only one seed");
    expect(cautions([...comparedRuns(), runOfProduct("tone", "karie", 9)])).toContain("same seeds");
    expect(cautions([{ ...one, partial: true }])).toContain("interrupted");
    const cut = { ...one, operation: operationSample({ partial: true }) };
    expect(cautions([cut])).toContain("interrupted");
    const { operation } = one;
    if (operation === undefined) throw new TypeError("it was operated");
    const longer = { ...one, operation: { ...operation, days: 12 } };
    expect(cautions([one, longer])).toContain("different periods");
    expect(cautions([one, { ...one, municipality: "Storvik" }])).toContain("municipalities");
  });
});

describe("the page of a comparison", () => {
  const comparison = compare(comparedRuns());

  test.each(["nb", "en"] as const)(
    "has a column for each product and says what it is for, in %s",
    (language) => {
      const page = comparisonPage(comparison, language);
      const root = readPage(page);
      const tables = tablesOf(elementWithId(root, "story-tone"));
      expect(tables.map(([head]) => head?.slice(1))).toEqual(
        tables.map(() => ["Dosell", "Evondos E300"]),
      );
      expect(textOf(elementWithId(root, "purpose"))).toMatch(/ingen rangering|no ranking/);
      expect(textOf(elementWithId(root, "purpose"))).toMatch(/rammeavtalen|framework agreement/i);
      expect(elementsOf(root, "script")).toEqual([]);
    },
  );

  test("shows the numbers of the comparison", () => {
    const root = readPage(comparisonPage(comparison, "en"));
    const rows = tablesOf(elementWithId(root, "story-tone")).flat();
    expect(rows).toContainEqual(["missed of 1000 doses", "3.20 (2.90–3.50)", "3.80 (3.50–4.10)"]);
    expect(rows.find(([name]) => name?.startsWith("T-4"))?.slice(1)).toEqual([
      ...["✗\u00a0failed (passed in 2 of 3)", "✗\u00a0failed (passed in 2 of 3)"],
    ]);
  });

  test("is marked in every section when a run was interrupted", () => {
    const [one] = comparedRuns();
    const partial = compare(one === undefined ? [] : [{ ...one, partial: true }]);
    const root = readPage(comparisonPage(partial, "nb"));
    for (const heading of elementsOf(root, "h2"))
      expect(textOf(heading)).toContain("(ufullstendig)");
  });

  test("of nothing says so", () => {
    expect(comparisonPage(compare([]), "en")).toContain("No runs to compare.");
  });

  test("escapes stories and municipalities that somebody named", () => {
    const story = `<b>"år"</b>`;
    const page = comparisonPage(compare([runOfProduct(story, "karie", 1)]), "nb");
    expect(page).not.toContain("<b>");
    expect(() => readPage(page)).not.toThrow();
  });
});
