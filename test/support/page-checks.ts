import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** Source of axe; it is evaluated in the page, so that no policy of the page stands against it. */
const AXE_SOURCE = readFileSync(
  createRequire(import.meta.url).resolve("axe-core/axe.min.js"),
  "utf8",
);

/** Rules of WCAG 2.2 to level AA, and what axe holds to be good practice. */
const AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface AxeProblem {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What stands between somebody and the page, as axe finds it: contrast, structure, names. */
export async function accessibilityProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE_SOURCE);
  const problems = await page.evaluate<readonly AxeProblem[]>(
    `axe.run(document, { runOnly: ${JSON.stringify(AXE_TAGS)} }).then((found) => found.violations)`,
  );
  return problems.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = "" }) => `${id}: ${help}: ${html} ${failureSummary}`),
  );
}

/** What is wider than the window, so that the page itself has to be scrolled sideways. */
export async function sidewaysOverflow(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const wide = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return ["page " + document.documentElement.scrollWidth + " > " + width].concat(
      wide.slice(0, 9).map((element) => element.outerHTML.slice(0, 120)),
    );
  })()`);
}

/**
 * What does not fit on the paper of a printed page, whose scrolled parts nobody can scroll.
 *
 * @param paperWidthPx room between the margins, CSS pixels (96 of them are an inch)
 */
export async function cutOffOnPaper(page: Page, paperWidthPx: number): Promise<readonly string[]> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: paperWidthPx, height: 900 });
  await page.emulateMedia({ media: "print" });
  const cut = await page.evaluate<readonly string[]>(`(() => {
    const paper = document.documentElement.clientWidth;
    const isCut = (element) => {
      const box = element.getBoundingClientRect();
      if (box.width === 0) return false;
      const hides = getComputedStyle(element).overflowX !== "visible";
      return box.right > paper + 1 || (hides && element.scrollWidth > element.clientWidth + 1);
    };
    return [...document.body.querySelectorAll("*")]
      .filter(isCut)
      .slice(0, 9)
      .map((element) => Math.round(element.getBoundingClientRect().right) + " > " + paper + ": "
        + element.outerHTML.slice(0, 120));
  })()`);
  await page.emulateMedia({ media: null });
  if (before !== null) await page.setViewportSize(before);
  return cut;
}

/** Everything that the Tab key comes to, in order, until it begins anew. */
export async function tabStops(page: Page, most = 500): Promise<readonly string[]> {
  const stops: string[] = [];
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate<string | null>(`(() => {
      const element = document.activeElement;
      if (element === null || element === document.body || element.dataset.reached) return null;
      element.dataset.reached = "yes";
      return element.getAttribute("href") ?? element.getAttribute("aria-label") ?? element.tagName;
    })()`);
    if (stop === null) break;
    stops.push(stop);
  }
  return stops;
}

/** Words of charts that reach out of their picture, where they are cut off. */
export async function textOutsidePictures(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(`[...document.querySelectorAll("svg text")]
    .filter((text) => {
      const [inner, outer] = [text, text.ownerSVGElement].map((of) => of.getBoundingClientRect());
      return inner.left < outer.left - 1 || inner.right > outer.right + 1
        || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1;
    })
    .map((text) => text.textContent)`);
}

/** How many pages a PDF has. */
export function pagesOf(pdf: Uint8Array): number {
  return [
    ...Buffer.from(pdf)
      .toString("latin1")
      .matchAll(/\/Type\s*\/Page\b/g),
  ].length;
}
