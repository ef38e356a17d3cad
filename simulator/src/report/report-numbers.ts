import { localDateOf, MINUTE_MS } from "@dosekit/protocols";
import type { TableLanguage } from "../results/run-texts.ts";

/** Writes numbers, times and dates as they are written in one language. */
export class ReportNumbers {
  readonly #isNorwegian: boolean;

  constructor(language: TableLanguage) {
    this.#isNorwegian = language === "no";
  }

  /** A whole number, its thousands apart. */
  whole(value: number): string {
    const digits = String(Math.abs(Math.round(value)));
    const apart = digits.replaceAll(/\B(?=(\d{3})+$)/g, this.#isNorwegian ? "\u00a0" : ",");
    return value < 0 ? `\u2212${apart}` : apart;
  }

  /** A number with so many digits behind the point, or the comma of Norwegian. */
  decimal(value: number, digits = 1): string {
    const [whole = "0", rest] = Math.abs(value).toFixed(digits).split(".");
    const sign = value < 0 ? "\u2212" : "";
    const mark = this.#isNorwegian ? "," : ".";
    return `${sign}${this.whole(Number(whole))}${rest === undefined ? "" : `${mark}${rest}`}`;
  }

  /** A share of one as percent. */
  percent(share: number): string {
    return `${this.decimal(share * 100, 2)}${this.#isNorwegian ? "\u00a0" : ""}%`;
  }

  /** A time in ms as minutes; a dash for none. */
  minutes(ms: number | undefined): string {
    return ms === undefined ? "–" : this.decimal(ms / MINUTE_MS);
  }

  /** A local day, counted from 1970-01-01. */
  date(dayNumber: number): string {
    const date = localDateOf(dayNumber);
    if (!this.#isNorwegian) return date;
    return `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`;
  }

  /** A local day without its year, for where there is little room. */
  shortDate(dayNumber: number): string {
    const date = localDateOf(dayNumber);
    return this.#isNorwegian ? `${date.slice(8)}.${date.slice(5, 7)}.` : date.slice(5);
  }
}
