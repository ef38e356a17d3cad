import type { CheckId } from "../checkers/checker.ts";
import type { RunSums } from "../results/run-sums.ts";

/**
 * Something that was wrong in a run: a rule that did not hold, a record lost or doubled, or a
 * device whose program had to stop.
 */
export interface Finding {
  readonly rule: CheckId | "lost" | "doubled" | "stopped";
  /** Absent where only the whole fleet's count tells. */
  readonly deviceId?: string;
  /** True time at which it showed, ms since the Unix epoch; absent for a count. */
  readonly trueMs?: number;
  /** What was seen and what is asked, one sentence. */
  readonly message: string;
}

/** Lists what was wrong: the first cases of each rule, then what was lost or doubled, and stops. */
export function findingsOf({ violations, delivery, stops }: RunSums): readonly Finding[] {
  const { lost, doubled } = delivery;
  return [
    ...violations.map(({ check, deviceId, trueMs, message }) => ({
      ...{ rule: check, deviceId, trueMs, message },
    })),
    ...(lost > 0
      ? [{ rule: "lost", message: `records that never arrived: ${lost}` } as const]
      : []),
    ...(doubled > 0
      ? [{ rule: "doubled", message: `records committed more than once: ${doubled}` } as const]
      : []),
    ...(stops > 0
      ? [{ rule: "stopped", message: `programs of devices that had to stop: ${stops}` } as const]
      : []),
  ];
}

/**
 * Says whether two findings are of the same kind: the same rule, and the same sentence but for its
 * names, numbers and times.
 */
export function isSameKind(a: Finding, b: Finding): boolean {
  return a.rule === b.rule && kindOfMessage(a) === kindOfMessage(b);
}

function kindOfMessage({ message }: Finding): string {
  return message.replaceAll(/\S*\d\S*/g, "#");
}
