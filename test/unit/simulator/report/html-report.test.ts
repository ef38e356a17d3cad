import { htmlReport, type ReportInput } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  elementsOf,
  elementWithId,
  readPage,
  tablesOf,
  textOf,
} from "../../../support/simulator/read-page.ts";
import { documentSample, reportSample } from "../../../support/simulator/report-sample.ts";

function pageOf(part: Partial<ReportInput> = {}) {
  const page = htmlReport(reportSample(part));
  return { page, root: readPage(page) };
}

describe("the report of a run", () => {
  const { page, root } = pageOf();

  test("is one page that needs nothing else", () => {
    expect(elementsOf(root, "script")).toEqual([]);
    expect(elementsOf(root, "link")).toEqual([]);
    expect(elementsOf(root, "img")).toEqual([]);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
    expect(page).not.toMatch(/url\((?!#)|@import/);
    const policy = elementsOf(root, "meta").find((meta) => "http-equiv" in meta.attributes);
    expect(policy?.attributes["content"]).toBe("default-src 'none'; style-src 'unsafe-inline'");
  });

  test("escapes what people wrote", () => {
    expect(page).not.toContain("<script>");
    expect(textOf(elementWithId(root, "repeat"))).toContain("<script>alert(1)</script>");
    expect(textOf(elementsOf(root, "title")[0] ?? root)).toContain("a<b&\"c'");
  });

  test("tells doses by outcome and day, and their sums are those of the document", () => {
    expect(tablesOf(elementWithId(root, "doses"))).toEqual([
      [
        ["Day", "retrieved", "missed", "prevented", "Total"],
        ["2026-11-23", "4,000", "2", "0", "4,002"],
        ["2026-11-24", "4,100", "0", "3", "4,103"],
        ["2026-11-25", "4,240", "15", "0", "4,255"],
        ["Total", "12,340", "17", "3", "12,360"],
      ],
    ]);
    expect(textOf(elementWithId(root, "doses"))).toContain("without an outcome at the end: 1");
  });

  test("tells alerts by code in words, and for each hundred doses", () => {
    expect(tablesOf(elementWithId(root, "alerts"))).toEqual([
      [
        ["Code", "Alert", "Count", "Per 100 doses"],
        ["1.1", "Not dispensed at the planned time", "1,017", "8.23"],
        ["1.13", "Out of medicine", "5", "0.04"],
      ],
    ]);
  });

  test("shows on a map of the fleet what failed when", () => {
    expect(tablesOf(elementWithId(root, "map"))).toEqual([
      [
        ["Devices", "11-23", "11-24", "11-25", "Total"],
        ["a", "", "", "", "0"],
        ["b", "", "", "5", "5"],
      ],
    ]);
  });

  test("tells what was made to go wrong", () => {
    expect(tablesOf(elementWithId(root, "faults"))).toEqual([
      [
        ["Fault", "Times begun", "Days with it"],
        ["mechanism jammed", "1", "1"],
        ["no contact", "3", "2"],
      ],
    ]);
  });

  test("tells the rules, the way of the events, and how to repeat the run", () => {
    const [checks = []] = tablesOf(elementWithId(root, "checks"));
    expect(checks).toHaveLength(13);
    expect(checks[1]).toEqual(["S1", "no dose is released twice", "100", "0", "held"]);
    expect(checks[6]?.slice(2)).toEqual(["0", "0", "not tested"]);
    const [delivery = []] = tablesOf(elementWithId(root, "delivery"));
    expect(delivery.slice(1).map(([, count]) => count)).toEqual([
      ...["54,321", "55,000", "0", "0", "7"],
    ]);
    const [command] = elementsOf(elementWithId(root, "repeat"), "pre");
    expect(command && textOf(command)).toBe("dosekit simulate --devices 2 --seed 'a<b&'");
  });

  test("has in words what each picture shows, and each bar's number as its title", () => {
    const pictures = elementsOf(root, "svg");
    expect(pictures.length).toBeGreaterThanOrEqual(4);
    for (const picture of pictures) {
      expect(picture.attributes["role"]).toBe("img");
      const ids = picture.attributes["aria-labelledby"]?.split(" ") ?? [];
      expect(ids).toHaveLength(2);
      for (const id of ids) expect(textOf(elementWithId(picture, id))).not.toBe("");
    }
    const all = pictures.find(({ attributes }) => attributes["aria-labelledby"]?.startsWith("all"));
    const titles = elementsOf(all ?? root, "title").map(textOf);
    expect(titles).toContain("11-25: missed 15");
  });

  test("has every id once, and a heading and a link for every section", () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const targets = elementsOf(root, "a").map((link) => link.attributes["href"]?.slice(1));
    const sections = elementsOf(root, "section").map(({ attributes }) => attributes["id"]);
    expect(new Set(targets)).toEqual(new Set(sections));
    for (const scrolled of elementsOf(root, "div")) {
      expect(scrolled.attributes).toMatchObject({ tabindex: "0" });
      expect(scrolled.attributes["aria-label"]).not.toBe("");
    }
  });

  test("is the same page for the same run", () => {
    expect(pageOf().page).toBe(page);
  });
});

describe("a report in Norwegian", () => {
  const { root } = pageOf({ language: "no", notes: [] });

  test("says so, and writes numbers and days in the Norwegian form", () => {
    expect(elementsOf(root, "html")[0]?.attributes["lang"]).toBe("nb");
    const [doses = []] = tablesOf(elementWithId(root, "doses"));
    expect(doses[1]?.slice(0, 3)).toEqual(["23.11.2026", "4\u00a0000", "2"]);
    const [alerts = []] = tablesOf(elementWithId(root, "alerts"));
    expect(alerts[1]).toEqual(["1.1", "Ikke utlevert", "1\u00a0017", "8,23"]);
    expect(textOf(elementWithId(root, "overview"))).toContain("99,84\u00a0%");
  });

  test("has no English left", () => {
    const [body = root] = elementsOf(root, "body");
    expect(textOf(body)).not.toMatch(/\b(the|doses|alerts|retrieved|held|not tested|mechanism)\b/);
  });
});

describe("a report of what did not go well", () => {
  test("marks a partial run in its title, above everything and at every heading", () => {
    const { root } = pageOf({ document: documentSample({ partial: true }) });
    expect(textOf(elementsOf(root, "title")[0] ?? root)).toContain("(partial)");
    expect(textOf(elementsOf(root, "header")[0] ?? root)).toContain("proves nothing");
    const headings = elementsOf(root, "h2").map(textOf);
    expect(headings.filter((heading) => !heading.endsWith("(partial)"))).toEqual([]);
    expect(pageOf().page).not.toContain("partial)");
    expect(textOf(elementWithId(root, "overview"))).toContain("None: the run was interrupted.");
  });

  test("says which rule was violated, where and when", () => {
    const document = documentSample();
    const checks = { ...document.checks, S2: { made: 9, violated: 2 } };
    const { root } = pageOf({
      document: { ...document, checks },
      violations: [
        { check: "S2", deviceId: "a", trueMs: Date.UTC(2026, 10, 23), message: "a: too late" },
      ],
    });
    expect(textOf(elementWithId(root, "overview"))).toContain("did NOT hold");
    const section = textOf(elementWithId(root, "checks"));
    expect(section).toContain("VIOLATED");
    expect(section).toContain("S2 2026-11-23T00:00:00.000Z a: too late");
  });

  test("says that events were lost, and that nothing was tested", () => {
    const lost = documentSample({ delivery: { sent: 5, received: 4, doubled: 0, lost: 1 } });
    expect(textOf(elementWithId(pageOf({ document: lost }).root, "overview"))).toContain("lost");
    const untested = Object.fromEntries(
      Object.keys(lost.checks).map((id) => [id, { made: 0, violated: 0 }]),
    ) as typeof lost.checks;
    const { root } = pageOf({ document: documentSample({ checks: untested }) });
    expect(textOf(elementWithId(root, "overview"))).toContain("No rule was tested.");
  });

  test("says that a device's program had to stop", () => {
    const { root } = pageOf({ document: documentSample({ stops: 2 }) });
    expect(textOf(elementWithId(root, "overview"))).toContain("A device's program had to stop.");
  });

  test("calls nothing lost that was on its way when a run was interrupted", () => {
    const delivery = { sent: 5, received: 4, doubled: 0, lost: 1 };
    const { root } = pageOf({ document: documentSample({ partial: true, delivery }) });
    expect(textOf(elementWithId(root, "overview"))).not.toContain("lost");
    const [rows = []] = tablesOf(elementWithId(root, "delivery"));
    expect(rows[4]).toEqual(["not arrived when the run was interrupted", "1"]);
  });

  test("tells what was on its way at the end of a whole run apart from what was lost", () => {
    const delivery = { sent: 9, received: 6, doubled: 0, lost: 1, underWay: 2 };
    const { root } = pageOf({ document: documentSample({ delivery }) });
    const [rows = []] = tablesOf(elementWithId(root, "delivery"));
    expect(rows.slice(4, 6)).toEqual([
      ["lost", "1"],
      ["on their way at the end of the run", "2"],
    ]);
  });

  test("says of an empty run that there was nothing", () => {
    const document = documentSample();
    const outcomes = Object.fromEntries(
      Object.keys(document.totals.outcomes).map((outcome) => [outcome, 0]),
    ) as typeof document.totals.outcomes;
    const { root } = pageOf({
      document: { ...document, totals: { due: 0, outcomes, alerts: {} } },
      sums: { firstDay: 0, outcomes: {}, alerts: {}, faults: {}, failures: {} },
    });
    for (const [id, said] of [
      ["doses", "No dose got an outcome."],
      ["alerts", "No alert was raised."],
      ["map", "Nothing failed."],
      ["faults", "Nothing was made to go wrong."],
    ] as const) {
      expect(textOf(elementWithId(root, id))).toContain(said);
    }
  });
});
