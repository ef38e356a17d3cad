import type { CaseRecord, CheckRecord, NamedDut } from "../run/run-record.ts";
import { type Verdict, worstOf } from "../scenario/verdict.ts";
import type { Waiver } from "./waiver.ts";
import { coversCase, coversCheck, isExpired, isInScope } from "./waiver-fit.ts";

/** What a waiver can cover; an error of the kit is nobody's to wave through. */
const WAIVABLE: ReadonlySet<Verdict> = new Set(["fail", "unverified", "notrun", "nonstrict"]);

/** What waivers are held against. */
export interface WaiverContext {
  readonly waivers: readonly Waiver[];
  readonly dut: NamedDut;
  /** Day of the run, such as `2026-11-22`. */
  readonly day: string;
}

/**
 * Marks what waivers cover. A waiver that is out of date, or for another device, covers nothing.
 * Pure; asking twice changes nothing.
 */
export function applyWaivers(one: CaseRecord, context: WaiverContext): CaseRecord {
  const { waivers, dut, day } = context;
  const plain = withoutWaiver(one);
  const fitting = waivers.flatMap((waiver, at) => {
    const holds = isInScope(waiver, dut) && !isExpired(waiver, day) && coversCase(waiver, one);
    return holds ? [{ waiver, at }] : [];
  });
  for (const { waiver, at } of fitting) {
    const waived = waivedBy(plain, waiver);
    if (waived !== undefined) return { ...waived, waiver: at, reason: `waived: ${waiver.reason}` };
  }
  const [first] = fitting;
  return first === undefined ? plain : { ...plain, waiver: first.at };
}

function withoutWaiver({ waiver: _waiver, ...one }: CaseRecord): CaseRecord {
  const checks = one.checks.map((check) => ({ ...check, verdict: check.judged }));
  return { ...one, checks, verdict: one.judged };
}

/** `undefined` when the waiver has nothing to cover in it. */
function waivedBy(one: CaseRecord, waiver: Waiver): CaseRecord | undefined {
  // Without a check that says so, it is the case as a whole that failed or was not run.
  if (!one.checks.some(({ judged }) => WAIVABLE.has(judged))) {
    const isWhole = WAIVABLE.has(one.judged) && coversCheck(waiver, one.requirements);
    return isWhole ? { ...one, verdict: "waived" } : undefined;
  }
  const checks = one.checks.map((check): CheckRecord => {
    const isWaived = WAIVABLE.has(check.judged) && coversCheck(waiver, check.requirements);
    return isWaived ? { ...check, verdict: "waived" } : check;
  });
  if (!checks.some(({ verdict }) => verdict === "waived")) return undefined;
  return { ...one, checks, verdict: worstOf(checks.map(({ verdict }) => verdict)) };
}
