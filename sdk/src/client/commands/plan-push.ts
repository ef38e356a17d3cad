import {
  DesiredConfig,
  type DeviceId,
  type DosePlan,
  encodeMessage,
  type Instant,
} from "@dosekit/protocols";
import { type SdkFault, sdkFault } from "../../errors.ts";
import type { ConfigDesk } from "../config-desk.ts";
import type { DeviceSession } from "../device-session.ts";
import type { GatewayTimers } from "../gateway-timers.ts";
import { messageProblem } from "./command-draft.ts";
import type { ArgumentProblem } from "./command-result.ts";

/** A dose plan for a device, with what else of its configuration changes; the rest stays. */
export interface PlanPush
  extends Pick<DesiredConfig, "lowStockDoses" | "escalation" | "reminding"> {
  /** Its revision has to be above that of the plan that the device follows. */
  readonly plan: DosePlan;
  /** Earliest instant at which it may be followed, ms since the Unix epoch; absent means now. */
  readonly notBeforeMs?: number;
  /** How long the caller waits for the device's word, ms; 60,000 by default, 0 waits for none. */
  readonly withinMs?: number;
  /** Ends the wait; see {@link PlanResult}. */
  readonly signal?: AbortSignal;
}

/**
 * What became of a plan.
 *
 * A plan is a state that the device is to reach, not a wish with a deadline: from the moment it is
 * kept the gateway sends it until the device follows or refuses it, over restarts of both. So
 * `waits`, `expired` and `cancelled` are ends of the caller's wait alone, and only another plan takes
 * its place.
 */
export type PlanResult =
  | { readonly kind: "done"; readonly version: number; readonly revision: number }
  | { readonly kind: "refused"; readonly version: number; readonly detail: string | undefined }
  /** The device has it and follows it once its earliest instant has come. */
  | { readonly kind: "waits"; readonly version: number }
  | { readonly kind: "expired" | "cancelled"; readonly version: number }
  | { readonly kind: "invalid"; readonly problem: ArgumentProblem }
  | { readonly kind: "failed"; readonly fault: SdkFault };

/** What plans are pushed with. */
export interface PlanPushing {
  readonly timers: GatewayTimers;
  readonly configs: ConfigDesk;
  readonly find: (deviceId: DeviceId) => DeviceSession | undefined;
  /** See `GatewayClient.pushConfig`. */
  readonly push: (deviceId: DeviceId, config: DesiredConfig) => SdkFault | undefined;
}

const WITHIN_MS = 60_000;
const WITHIN_MS_MAX = 2 ** 31;

/** Gives devices their plans and waits for their word. */
export class PlanPusher {
  readonly #parts: PlanPushing;
  readonly #waiting = new Set<() => void>();
  #waits = 0;

  constructor(parts: PlanPushing) {
    this.#parts = parts;
  }

  /** Keeps a plan for a device and waits for its word; the same plan again changes nothing. */
  async push(deviceId: DeviceId, push: PlanPush): Promise<PlanResult> {
    const { configs, find } = this.#parts;
    const kept = configs.versionOf(deviceId);
    const { withinMs = WITHIN_MS } = push;
    if (!Number.isSafeInteger(withinMs) || withinMs < 0 || withinMs > WITHIN_MS_MAX) {
      const allowed = `a whole number from 0 to ${WITHIN_MS_MAX}`;
      return { kind: "invalid", problem: { field: "withinMs", found: String(withinMs), allowed } };
    }
    const followed = find(deviceId)?.followedVersion ?? 0;
    const config = configOf(push, Math.max(kept, followed) + 1);
    const problem = messageProblem(() => encodeMessage(DesiredConfig, config));
    if (problem !== undefined) return { kind: "invalid", problem };
    if (configs.isKept(deviceId, config)) return this.#wait(deviceId, kept, push);
    const fault = this.#parts.push(deviceId, config);
    if (fault !== undefined) return { kind: "failed", fault };
    return this.#wait(deviceId, config.version, push);
  }

  /** Ends every wait; the plans stay kept. */
  cancelAll(): void {
    for (const cancel of [...this.#waiting]) cancel();
  }

  #wait(deviceId: DeviceId, version: number, push: PlanPush): Promise<PlanResult> {
    const { configs, find, timers } = this.#parts;
    const { signal, withinMs = WITHIN_MS } = push;
    this.#waits += 1;
    const timer = `plan:${this.#waits}`;
    return new Promise((resolve) => {
      const end = (result: PlanResult) => {
        stopWatching();
        this.#waiting.delete(cancel);
        timers.cancel(timer);
        signal?.removeEventListener("abort", cancel);
        resolve(result);
      };
      const cancel = () => end({ kind: "cancelled", version });
      const look = () => {
        const word = wordOf(find(deviceId), version, push.plan.revision);
        if (word !== undefined) end(word);
        else if (configs.versionOf(deviceId) !== version) end(replaced(version));
      };
      this.#waiting.add(cancel);
      const stopWatching = configs.watch(deviceId, look);
      timers.arm(timer, withinMs, () => end({ kind: "expired", version }));
      signal?.addEventListener("abort", cancel, { once: true });
      if (signal?.aborted === true) cancel();
      else look();
    });
  }
}

function replaced(version: number): PlanResult {
  const detail = `version ${version} has another one in its place`;
  return { kind: "failed", fault: sdkFault("config-version", detail) };
}

function wordOf(
  session: DeviceSession | undefined,
  version: number,
  revision: number,
): PlanResult | undefined {
  const { followedVersion = 0, reported } = session ?? {};
  if (followedVersion >= version) return { kind: "done", version, revision };
  if (reported?.refusedVersion === version) {
    return { kind: "refused", version, detail: reported.detail };
  }
  return reported?.waitingVersion === version ? { kind: "waits", version } : undefined;
}

function configOf(push: PlanPush, version: number): DesiredConfig {
  const { plan, notBeforeMs, lowStockDoses, escalation, reminding } = push;
  return {
    version,
    plan,
    ...(notBeforeMs === undefined ? {} : { notBeforeMs: notBeforeMs as Instant }),
    ...(lowStockDoses === undefined ? {} : { lowStockDoses }),
    ...(escalation === undefined ? {} : { escalation }),
    ...(reminding === undefined ? {} : { reminding }),
  };
}
