import type { DoseId, Instant, LocalDate } from "@dosekit/protocols";

/** When one dose may be released: `[earlyMs, lateMs)` on the device clock, due in between. */
export interface DoseWindow {
  readonly doseId: DoseId;
  /** Plan entry that it comes from. */
  readonly entryId: string;
  /** Local date that it is planned for. */
  readonly localDate: LocalDate;
  readonly earlyMs: Instant;
  readonly dueMs: Instant;
  /** At this instant the window is closed (rule S2). */
  readonly lateMs: Instant;
  readonly timeCritical: boolean;
}
