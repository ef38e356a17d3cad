import type { Markup } from "../../report/html.ts";
import { paragraph } from "../../report/section.ts";
import { dated, name, number, tableOf, text } from "../../report/table.ts";
import type { ApprovalAttempt } from "../approval-period.ts";
import type { AcceptanceContext } from "./page-context.ts";
import { FRONT_TEXTS as TEXTS } from "./texts/front-texts.ts";

/** How the approval period went: each time that it ran, and what it waits for. */
export function approvalPart(context: AcceptanceContext): readonly Markup[] {
  const { say, result, numbers } = context;
  const { attempts, isComplete, endsDay } = result.approval;
  if (attempts.length === 0) {
    return [paragraph(say(endsDay === undefined ? TEXTS.noAttempt : TEXTS.notBegun))];
  }
  const table = tableOf({
    caption: say(TEXTS.period),
    head: [TEXTS.attempt, TEXTS.firstDay, TEXTS.lastDay, TEXTS.days, TEXTS.ended].map(say),
    rows: attempts.map((attempt, at) => {
      const { startDay, endDay, brokenBy } = attempt;
      // The day on which a critical deviation is found is the last of the attempt that it ends.
      const lastDay = brokenBy === undefined ? endDay - 1 : endDay;
      const isLast = at === attempts.length - 1;
      return [
        name(numbers.whole(at + 1)),
        dated(numbers.date(startDay)),
        dated(numbers.date(lastDay)),
        number(numbers.whole(lastDay - startDay + 1)),
        text(endOf(context, attempt, isLast && isComplete)),
      ];
    }),
  });
  return [table, ...(endsDay === undefined ? [paragraph(say(TEXTS.waiting))] : [])];
}

function endOf(
  { say }: AcceptanceContext,
  { brokenBy }: ApprovalAttempt,
  isLivedThrough: boolean,
): string {
  if (brokenBy !== undefined) return `${say(TEXTS.brokenBy)} ${brokenBy}`;
  return say(isLivedThrough ? TEXTS.livedThrough : TEXTS.underWay);
}
