import type { Instant } from "@dosekit/protocols";

/**
 * All offset changes of one time zone over the span of the table, as data: committed, versioned,
 * and handed to the device, so that no result depends on the host's own time zone database.
 */
export interface ZoneTable {
  /** IANA name: `Europe/Oslo`. */
  readonly zone: string;
  /** Version of the time zone database it was built from: `2025c`. */
  readonly version: string;
  /** The table speaks for `[fromMs, untilMs)`; outside it every question is refused. */
  readonly fromMs: Instant;
  readonly untilMs: Instant;
  /** Offset from UTC before the first change, in minutes east. */
  readonly initialOffsetMin: number;
  /** Instants at which the offset changes, ascending. */
  readonly changeMs: readonly number[];
  /** Offset from each of these instants on, in minutes east; as many as changes. */
  readonly offsetMin: readonly number[];
}
