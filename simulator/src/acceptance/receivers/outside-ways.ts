import { PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import type { CriterionCheck } from "../criterion.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import type { RunHooks } from "../result/run-hooks.ts";
import { receiverWay, recordWay } from "./way-judges.ts";
import type { WaySpoilers } from "./way-run.ts";

/** Decides a check outside of the program's own judges; nothing where it is not for it. */
export type OutsideJudge = (
  check: CriterionCheck,
  product: string,
) => Promise<CheckFinding | undefined>;

const WAYS = { "record-way": recordWay, "receiver-way": receiverWay } as const;

/**
 * Decides the checks that need receivers, with the SDK's own adapters and receivers on this machine.
 *
 * @param profiles products that are no part of the program
 */
export function outsideWays(
  { signal, seed }: Pick<RunHooks, "signal" | "seed">,
  { profiles = [], spoil }: { profiles?: readonly ProductProfile[]; spoil?: WaySpoilers } = {},
): OutsideJudge {
  return async ({ judge }, product) => {
    if (judge !== "record-way" && judge !== "receiver-way") return undefined;
    const profile = [...profiles, ...PROFILES].find((one) => one.product === product);
    if (profile === undefined) throw new RangeError(`no product is named ${product}`);
    const planted = spoil === undefined ? {} : { spoil };
    return WAYS[judge]({ profile, seed }, { signal, ...planted });
  };
}
