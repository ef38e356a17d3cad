import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ALERTS, type AlertCode, type Outcome } from "@dosekit/protocols";
import { htmlReport, OUTCOME_WORDS, type RunDocument } from "@dosekit/simulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hasBrowser, type OpenedPage, TestBrowser } from "../../../support/browser.ts";
import {
  accessibilityProblems,
  cutOffOnPaper,
  pagesOf,
  sidewaysOverflow,
  tabStops,
  textOutsidePictures,
} from "../../../support/page-checks.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";
import { largeReport } from "../../../support/simulator/large-report.ts";

/** Room between the margins of A4 on its side: 297 mm less 2 times 12, at 96 pixels an inch. */
const PAPER_WIDTH = 1_031;
const FLEET = [
  ...["simulate", "--devices", "12", "--product", "mixed", "--days", "3", "--faults", "storm"],
  ...["--start", "2026-12-24", "--seed", "browser", "--workers", "1", "--json"],
];
const LANGUAGES = [
  { lang: "en", words: "en", page: "en" },
  { lang: "nb", words: "no", page: "nb" },
] as const;

// Reason: without a Chromium on the machine no page can be opened; what is left out is printed.
describe.skipIf(!hasBrowser("reports in a browser"))("a report in a browser", () => {
  const bench = new CommandBench();
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
    bench.remove();
  });

  describe.each(LANGUAGES)("of a run, in $lang", ({ lang, words, page: pageLanguage }) => {
    let document: RunDocument;
    let opened: OpenedPage;
    beforeAll(async () => {
      const path = join(bench.folder, `${lang}.html`);
      const { out } = await bench.run([...FLEET, "--lang", lang, "--report", path]);
      document = JSON.parse(out) as RunDocument;
      opened = await browser.open(path);
    });
    const tables = (id: string) =>
      opened.page.evaluate<readonly (readonly (readonly string[])[])[]>(
        `[...document.querySelectorAll("#${id} table")].map((table) => [...table.rows].map((row) =>
          [...row.cells].map((cell) => cell.innerText.trim())))`,
      );

    it("opens without a complaint and asks for nothing", async () => {
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect(await opened.page.getAttribute("html", "lang")).toBe(pageLanguage);
      expect(await opened.page.locator("h1").count()).toBe(1);
    });

    it("shows the figures of the run's document", async () => {
      const occurred = Object.entries(document.totals.outcomes).filter(([, count]) => count > 0);
      expect(occurred.length).toBeGreaterThan(1);
      const [doses = []] = await tables("doses");
      expect(doses[0]?.slice(1, -1)).toEqual(
        occurred.map(([outcome]) => OUTCOME_WORDS[words][outcome as Outcome]),
      );
      const counts = occurred.map(([, count]) => count);
      const closed = counts.reduce((sum, count) => sum + count, 0);
      expect(doses.at(-1)?.slice(1).map(numberOf)).toEqual([...counts, closed]);
      const raised = Object.entries(document.totals.alerts) as [AlertCode, number][];
      expect(raised.length).toBeGreaterThan(3);
      const [alerts = []] = await tables("alerts");
      expect(
        alerts.slice(1).map(([code, text, count = ""]) => [code, text, numberOf(count)]),
      ).toEqual(raised.map(([code, count]) => [code, ALERTS[code][words], count]));
      const [hazards = []] = await tables("hazards");
      expect(hazards.slice(1).map(([, count = ""]) => numberOf(count))).toEqual(
        Object.values(document.hazards ?? {}),
      );
      const [checks = []] = await tables("checks");
      expect(checks.slice(1).map(([, , made = ""]) => numberOf(made))).toEqual(
        Object.values(document.checks).map(({ made }) => made),
      );
      const [delivery = []] = await tables("delivery");
      const { sent, received, doubled, lost } = document.delivery;
      expect(delivery.slice(1, 5).map(([, count = ""]) => numberOf(count))).toEqual([
        ...[sent, received, doubled, lost],
      ]);
      const overview = await opened.page.locator("#overview dd").allInnerTexts();
      expect(numberOf(overview[1] ?? "")).toBe(document.totals.due);
    });

    it("tells in words what each picture shows", async () => {
      const pictures = await opened.page.getByRole("img").all();
      expect(pictures.length).toBeGreaterThanOrEqual(4);
      for (const picture of pictures) {
        expect(await picture.evaluate("(svg) => svg.querySelector('title').textContent")).not.toBe(
          "",
        );
        expect(await picture.ariaSnapshot()).toMatch(/img ".{20,}"/);
      }
      expect(await textOutsidePictures(opened.page)).toEqual([]);
    });

    it("has nothing that stands in the way of people with a handicap", async () => {
      expect(await accessibilityProblems(opened.page)).toEqual([]);
    });

    it("can be walked through by keyboard alone", async () => {
      const stops = await tabStops(opened.page);
      const links = await opened.page.evaluate<readonly string[]>(
        '[...document.querySelectorAll("a")].map((link) => link.getAttribute("href"))',
      );
      const scrolled = await opened.page.evaluate<readonly string[]>(
        '[...document.querySelectorAll(".scroll")].map((box) => box.getAttribute("aria-label"))',
      );
      expect(stops).toEqual([...links, ...scrolled]);
      await opened.page.focus('nav a[href="#checks"]');
      await opened.page.keyboard.press("Enter");
      const top = await opened.page.evaluate<number>(
        'document.querySelector("#checks").getBoundingClientRect().top',
      );
      expect(top).toBeGreaterThanOrEqual(-1);
      expect(top).toBeLessThan(900);
    });
  });

  it.each(LANGUAGES)("fits screens and paper however much it tells, in $lang", async (of) => {
    const path = join(bench.folder, `large-${of.lang}.html`);
    writeFileSync(path, htmlReport(largeReport({ language: of.words })));
    const { page, complaints } = await browser.open(path);
    expect(await textOutsidePictures(page)).toEqual([]);
    expect(await cutOffOnPaper(page, PAPER_WIDTH)).toEqual([]);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pagesOf(pdf)).toBeGreaterThan(3);
    expect(pdf.length).toBeLessThan(5_000_000);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await sidewaysOverflow(page)).toEqual([]);
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

/** Reads a whole number whose thousands stand apart. */
function numberOf(text: string): number {
  return Number(text.replaceAll(/[,\u00a0 ]/g, ""));
}
