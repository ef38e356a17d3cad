import type { OutsideJudge } from "../receivers/outside-ways.ts";
import { type KitVerdict, kitFinding } from "./kit-finding.ts";

/** What the kit found on real devices, by the product that each stands for. */
export type KitVerdicts = ReadonlyMap<string, readonly KitVerdict[]>;

/**
 * Decides the checks of products that stand as real devices by what the kit found there, and leaves
 * those of all others, and the way to the receivers behind the gateway, to who else decides them.
 */
export function outsideKit(verdicts: KitVerdicts, others: OutsideJudge): OutsideJudge {
  return async (check, product) => {
    const found = verdicts.get(product);
    const { judge } = check;
    const isWay = judge === "record-way" || judge === "receiver-way";
    if (found === undefined || judge === undefined || isWay) return others(check, product);
    return kitFinding(judge, found);
  };
}
