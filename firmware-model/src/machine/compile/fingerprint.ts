import { crc32c } from "@dosekit/protocols";
import type { ChartTable } from "./chart-table.ts";

/**
 * Sums up a table in a few characters, so that code can tell whether it was made from it. It
 * guards against forgetting, not against intent. Pure.
 */
export function fingerprintOf(table: ChartTable): string {
  const text = JSON.stringify(table);
  const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff);
  return `${text.length.toString(36)}-${crc32c(bytes).toString(16).padStart(8, "0")}`;
}
