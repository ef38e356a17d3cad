import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type AcceptanceLanguage,
  type AcceptanceResult,
  acceptanceReport,
  compare,
  comparisonPage,
  printPdf,
} from "@dosekit/simulator";
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
import { acceptanceSample } from "../../../support/simulator/acceptance-sample.ts";
import { comparedRuns, runOfProduct } from "../../../support/simulator/comparison-sample.ts";

/** Room between the margins of A4 on its side: 297 mm less 2 times 12, at 96 pixels an inch. */
const PAPER_WIDTH = 1_031;
/** Runs of the product with the longest name. */
const WIDE = [1, 2, 3].map((seed) => runOfProduct("tone", "pilly-sms-without-stand", seed));
const TELEPHONE = { width: 360, height: 740 };

// Reason: without a Chromium on the machine no page can be opened; what is left out is printed.
describe.skipIf(!hasBrowser("acceptance reports in a browser"))("in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "dosekit-acceptance-"));
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await TestBrowser.start();
  });
  afterAll(async () => {
    await browser.stop();
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, page: string) => {
    const path = join(folder, name);
    writeFileSync(path, page);
    return path;
  };
  const report = (language: AcceptanceLanguage, partial = false) =>
    write(
      `report-${language}-${partial}.html`,
      acceptanceReport(acceptanceSample({ partial }), language),
    );
  const comparison = (language: AcceptanceLanguage) =>
    write(
      `comparison-${language}.html`,
      comparisonPage(compare([...comparedRuns(), ...WIDE]), language),
    );

  describe.each([
    ["an acceptance report in bokmål", () => report("nb"), "nb"],
    ["a partial acceptance report in English", () => report("en", true), "en"],
    ["a comparison in English", () => comparison("en"), "en"],
  ] as const)("%s", (_name, pathOf, language) => {
    let opened: OpenedPage;
    beforeAll(async () => {
      opened = await browser.open(pathOf());
    });
    afterAll(async () => {
      await opened.page.context().close();
    });

    it("opens without a complaint, asks for nothing and has one heading", async () => {
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect(await opened.page.getAttribute("html", "lang")).toBe(language);
      expect(await opened.page.locator("h1").count()).toBe(1);
    });

    it("can be walked through by keyboard alone", async () => {
      const stops = await tabStops(opened.page);
      const all = await opened.page.evaluate<readonly string[]>(
        `[...document.querySelectorAll("a, .scroll")].map((one) =>
          one.getAttribute("href") ?? one.getAttribute("aria-label"))`,
      );
      expect(stops).toEqual(all);
    });

    it("has nothing that stands in the way of people with a handicap", async () => {
      expect(await accessibilityProblems(opened.page)).toEqual([]);
      expect(await textOutsidePictures(opened.page)).toEqual([]);
    });

    it("fits paper and a telephone", async () => {
      expect(await cutOffOnPaper(opened.page, PAPER_WIDTH)).toEqual([]);
      expect(await squeezedOnPaper(opened.page)).toEqual([]);
      await opened.page.setViewportSize(TELEPHONE);
      expect(await sidewaysOverflow(opened.page)).toEqual([]);
    });
  });

  it.each(["nb", "en"] as const)(
    "puts verdict and signatures of much on the first sheet of paper, in %s",
    async (language) => {
      const path = write(`much-${language}.html`, acceptanceReport(muchOnTheFront(), language));
      const { page } = await browser.open(path, { width: PAPER_WIDTH, height: 900 });
      await page.emulateMedia({ media: "print" });
      const bottom = await page.evaluate<number>(
        `document.querySelector(".signatures").getBoundingClientRect().bottom`,
      );
      // A4 on its side is 210 mm high, less 2 times 12.
      expect(bottom).toBeLessThan((186 / 25.4) * 96);
      await page.context().close();
    },
  );

  it("is printed into a PDF file by the browser that is installed", async () => {
    const pdf = join(folder, "report.pdf");
    const printed = await printPdf(report("nb"), pdf);
    expect(printed).toMatchObject({ printed: true });
    const bytes = readFileSync(pdf);
    expect(pagesOf(bytes)).toBeGreaterThan(8);
    expect(bytes.length).toBeLessThan(5_000_000);
  });
});

/** Four products, five attempts, and much that is not decided. */
function muchOnTheFront(): AcceptanceResult {
  const sample = acceptanceSample();
  const products = ["evondos-e300", "evondos-mini", "medido", "pilly-sms-without-stand"];
  const criteria = products.flatMap((product) =>
    sample.criteria.map((one) => ({ ...one, product })),
  );
  const attempts = [0, 1, 2, 3, 4].map((at) => ({
    ...{ startDay: 20_878 + at * 9, endDay: 20_878 + at * 9 + 8 },
    ...(at < 4 ? { brokenBy: `INC-ROLLS-SWAPPED-${at}` } : {}),
  }));
  const undecided = sample.criteria.map(({ id }) => id);
  return acceptanceSample({
    criteria,
    approval: { attempts, isComplete: false, endsDay: 21_000 },
    finding: { ...sample.finding, verdict: "undecided", undecided },
  });
}

/** Heads of columns that have so little room on paper that their words stand letter by letter. */
async function squeezedOnPaper(page: OpenedPage["page"]): Promise<readonly string[]> {
  await page.setViewportSize({ width: PAPER_WIDTH, height: 900 });
  await page.emulateMedia({ media: "print" });
  const squeezed = await page.evaluate<readonly string[]>(
    `[...document.querySelectorAll("thead")]
      .filter((head) => head.getBoundingClientRect().height > 60)
      .map((head) => head.innerText)`,
  );
  await page.emulateMedia({ media: null });
  return squeezed;
}
