import type { CriterionRecord } from "../result/criterion-record.ts";
import type { FoundDeviation } from "../result/deviation-record.ts";

/**
 * Makes a deviation of each criterion that does not hold on a product.
 *
 * @param openedDay the day before the approval period, as criteria are tried before it begins
 */
export function foundInCriteria(
  records: readonly CriterionRecord[],
  openedDay: number,
): readonly FoundDeviation[] {
  const found = new Map<string, FoundDeviation>();
  for (const { id, product, failureClass, text, outcome, checks } of records) {
    const failed = checks.filter((one) => one.outcome === "failed");
    const [first] = failed;
    const name = `${id}-${product}`;
    // A product that serves two stories is asked twice what is asked of every product.
    if (outcome !== "failed" || first === undefined || found.has(name)) continue;
    found.set(name, {
      ...{ id: name, class: failureClass, openedDay, criterion: id, source: "criterion" },
      title: text,
      what: {
        nb: failed.map(({ saw }) => saw.nb).join(" "),
        en: failed.map(({ saw }) => saw.en).join(" "),
      },
      ...{ products: [product], count: failed.length, timeline: first.timeline },
      ...(first.repeat === undefined ? {} : { repeat: first.repeat }),
    });
  }
  return [...found.values()];
}
