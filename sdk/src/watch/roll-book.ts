import type { DeviceId } from "@dosekit/protocols";
import type { DeviceSnapshot } from "../client/device-session.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import { newRoll, type RollStanding, withPlan } from "./roll-standing.ts";

/** The rolls of all devices that know a dose by its print alone, with the plans behind them. */
export class RollBook {
  readonly #products: ReadonlySet<string>;
  readonly #client: Pick<GatewayClient, "desiredConfig">;
  readonly #rolls = new Map<DeviceId, RollStanding>();
  /** Version of the configuration that was looked at last; most looks find nothing new. */
  readonly #versions = new Map<DeviceId, number>();

  constructor(products: readonly string[], client: Pick<GatewayClient, "desiredConfig">) {
    this.#products = new Set(products);
    this.#client = client;
  }

  /** Finds the roll of a device. */
  find(deviceId: DeviceId): RollStanding | undefined {
    return this.#rolls.get(deviceId);
  }

  /** Takes over what was kept. */
  restore(deviceId: DeviceId, roll: RollStanding): void {
    this.#rolls.set(deviceId, roll);
  }

  /** Remembers how a roll stands, durably when changes are given. */
  keep(deviceId: DeviceId, roll: RollStanding, changes: Map<string, unknown> | undefined): void {
    this.#rolls.set(deviceId, roll);
    changes?.set(`roll/${deviceId}`, roll);
  }

  /**
   * Gives the roll of a device, with the plan that the device says it follows.
   *
   * @param changes takes what is to be kept
   */
  follow(
    deviceId: DeviceId,
    device: DeviceSnapshot | undefined,
    nowMs: number,
    changes: Map<string, unknown>,
  ): RollStanding | undefined {
    const known = this.#rolls.get(deviceId);
    const version = device?.reported?.version;
    const product = device?.state?.product ?? "";
    const isNews = version !== undefined && version !== this.#versions.get(deviceId);
    if (!isNews || !this.#products.has(product)) return known;
    this.#versions.set(deviceId, version);
    const desired = this.#client.desiredConfig(deviceId);
    if (desired?.plan === undefined || desired.version !== version) return known;
    const { plan } = desired;
    const next = known === undefined ? newRoll(plan, nowMs) : withPlan(known, plan, nowMs);
    if (next !== known) this.keep(deviceId, next, changes);
    return next;
  }
}
