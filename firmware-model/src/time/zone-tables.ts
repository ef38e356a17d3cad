import { instant } from "@dosekit/protocols";
import {
  ZONE_ROWS,
  ZONE_ROWS_FROM_MS,
  ZONE_ROWS_UNTIL_MS,
  ZONE_TABLE_VERSION,
} from "./zone-rows.generated.ts";
import type { ZoneTable } from "./zone-table.ts";

const MINUTE_MS = 60_000;
const BASE = 36;

/** Row of each name; filled at the first question, as most programs need two or three zones. */
let rowByName: ReadonlyMap<string, string> | undefined;
const tableByName = new Map<string, ZoneTable>();

/**
 * Looks up the committed offset table of a zone; the same name gives the same object.
 *
 * @param zone IANA name as written there, upper and lower case included: `Europe/Oslo`
 * @returns `undefined` when the name is unknown; nothing is guessed
 */
export function zoneTableOf(zone: string): ZoneTable | undefined {
  const known = tableByName.get(zone);
  if (known !== undefined) return known;
  const row = rows().get(zone);
  if (row === undefined) return undefined;
  const table = decodeRow(zone, row);
  tableByName.set(zone, table);
  return table;
}

/** Lists every zone that has a table, in alphabetical order. */
export function zoneNames(): readonly string[] {
  return [...rows().keys()].sort();
}

function rows(): ReadonlyMap<string, string> {
  rowByName ??= new Map(
    ZONE_ROWS.flatMap((row) => {
      const names = row.slice(0, row.indexOf("|")).split(" ");
      return names.map((name): [string, string] => [name, row]);
    }),
  );
  return rowByName;
}

function decodeRow(zone: string, row: string): ZoneTable {
  const [, initial = "", changes = ""] = row.split("|");
  const changeMs: number[] = [];
  const offsetMin: number[] = [];
  let atMs = ZONE_ROWS_FROM_MS;
  for (const change of changes === "" ? [] : changes.split(",")) {
    const [minutes = "", offset = ""] = change.split(":");
    atMs += Number.parseInt(minutes, BASE) * MINUTE_MS;
    changeMs.push(atMs);
    offsetMin.push(Number.parseInt(offset, BASE));
  }
  return {
    zone,
    version: ZONE_TABLE_VERSION,
    fromMs: instant(ZONE_ROWS_FROM_MS),
    untilMs: instant(ZONE_ROWS_UNTIL_MS),
    initialOffsetMin: Number.parseInt(initial, BASE),
    changeMs,
    offsetMin,
  };
}
