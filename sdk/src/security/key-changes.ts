import type { DeviceId } from "@dosekit/protocols";
import type { GatewayClient } from "../client/gateway-client.ts";
import type { GatewayLog } from "../client/gateway-log.ts";
import { SdkError } from "../errors.ts";
import type { GatewaySeals } from "./gateway-seals.ts";
import { rotateKey } from "./rotate-key.ts";

/** How long a device may take for each step of a change, ms. */
export const KEY_CHANGE_STEP_MS = 60_000;

/**
 * Brings devices over to the keys that lie ready for them, one change for each device at a time;
 * one that fails is begun again when the device is there the next time.
 */
export class KeyChanges {
  readonly #client: GatewayClient;
  readonly #seals: GatewaySeals;
  readonly #log: GatewayLog;
  readonly #underWay = new Set<DeviceId>();

  constructor(client: GatewayClient, seals: GatewaySeals, log: GatewayLog) {
    this.#client = client;
    this.#seals = seals;
    this.#log = log;
  }

  /** Begins a change, unless one is under way. */
  begin(deviceId: DeviceId): void {
    if (this.#underWay.has(deviceId)) return;
    this.#underWay.add(deviceId);
    void this.#change(deviceId);
  }

  async #change(deviceId: DeviceId): Promise<void> {
    try {
      const options = { deviceId, nowMs: Date.now, stepMs: KEY_CHANGE_STEP_MS };
      const done = await rotateKey(this.#client, this.#seals, options);
      if (done === undefined) return;
      const detail = `from ${done.from} to ${done.to}`;
      this.#log({ level: "info", event: "key.changed", deviceId, detail });
    } catch (cause) {
      const code = cause instanceof SdkError ? cause.code : "internal";
      const detail = cause instanceof SdkError ? `${cause.message} ${cause.remedy}` : "";
      this.#log({ level: "error", event: "key.unchanged", deviceId, code, detail });
    } finally {
      this.#underWay.delete(deviceId);
    }
  }
}
