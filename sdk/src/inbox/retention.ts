import type { InboxRow } from "./inbox-row.ts";

/** How long the inbox keeps rows that every consumer is done with. */
export interface RetentionPolicy {
  /** Rows older than this may go, ms; default 7 days. */
  readonly keepMs: number;
  /** At most this many are kept, even if younger; default 100,000. */
  readonly keepRows: number;
}

/** What {@link removableThrough} judges. */
export interface RetentionQuestion {
  /** The oldest rows that are kept, in order; they need not be all. */
  readonly oldest: readonly InboxRow[];
  /** Last position that every consumer is done with. */
  readonly passedThrough: number;
  readonly nowMs: number;
  /** True when the inbox is full: then every row that is done with may go. */
  readonly full: boolean;
}

/**
 * Says up to which position rows may go; `undefined` when none may. Pure.
 *
 * A row that a consumer has not passed never goes, whatever its age and however full the inbox is.
 */
export function removableThrough(
  policy: RetentionPolicy,
  question: RetentionQuestion,
): number | undefined {
  const { oldest, passedThrough, nowMs, full } = question;
  let through: number | undefined;
  for (const { position, receivedMs } of oldest) {
    if (position > passedThrough) break;
    const crowded = passedThrough - position + 1 > policy.keepRows;
    if (!full && !crowded && nowMs - receivedMs < policy.keepMs) break;
    through = position;
  }
  return through;
}
