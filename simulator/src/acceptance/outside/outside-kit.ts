import type { OutsideJudge } from "../receivers/outside-ways.ts";
import { gatewayFinding, type KitVerdict, kitFinding } from "./kit-finding.ts";

/** What the kit found on real devices, by the product that each stands for. */
export type KitVerdicts = ReadonlyMap<string, readonly KitVerdict[]>;

/**
 * Decides the checks of products that stand as real devices by what the kit found there, and leaves
 * those of all others, and the way to the receivers behind the gateway, to who else decides them. What
 * rests on a gateway is decided by what was found on a real one, where there is one, and on the device.
 *
 * @param gateway what the kit found on a real gateway; absent where there is none
 */
export function outsideKit(
  verdicts: KitVerdicts,
  others: OutsideJudge,
  gateway?: readonly KitVerdict[],
): OutsideJudge {
  return async (check, product) => {
    const found = verdicts.get(product);
    const { judge } = check;
    const there = gateway && judge && gatewayFinding(judge, gateway);
    if (there !== undefined) {
      const here = judge && found && kitFinding(judge, found);
      return here?.outcome === "failed" ? here : there;
    }
    const isWay = judge === "record-way" || judge === "receiver-way";
    if (found === undefined || judge === undefined || isWay) return others(check, product);
    return kitFinding(judge, found);
  };
}
