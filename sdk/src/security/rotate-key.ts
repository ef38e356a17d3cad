import { randomUUID } from "node:crypto";
import { type DeviceId, instant, type KeyChange } from "@dosekit/protocols";
import type { GatewayClient } from "../client/gateway-client.ts";
import { SdkError, sdkFault } from "../errors.ts";
import type { GatewaySeals } from "./gateway-seals.ts";

/** How a change of keys is carried out. */
export interface RotationOptions {
  readonly deviceId: DeviceId;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  /** How long the device may take for each step, ms. */
  readonly stepMs: number;
}

/** What a change of keys came to. */
export interface Rotation {
  readonly from: number;
  readonly to: number;
}

/**
 * Brings a device over to its staged key: activates it under the old key, seals under the new one
 * from then on, and has the old one revoked.
 *
 * A change that was broken off at any point is taken up again by the next call.
 *
 * @returns `undefined` when there was nothing to change
 * @throws SdkError when the device does not answer in time or refuses, or the keys can't be kept
 * @see OMDP-SEC-013 to OMDP-SEC-016
 */
export async function rotateKey(
  client: GatewayClient,
  seals: GatewaySeals,
  options: RotationOptions,
): Promise<Rotation | undefined> {
  const { deviceId } = options;
  const change = seals.beginChange(deviceId);
  if (change !== undefined) {
    await carryOut(client, options, { action: "activate", keyId: change.to });
    seals.activate(deviceId, change.to);
  }
  let last: Rotation | undefined = change;
  for (const keyId of seals.retired(deviceId)) {
    await carryOut(client, options, { action: "revoke", keyId });
    seals.forget(deviceId, keyId);
    last ??= { from: keyId, to: seals.activeKeyId(deviceId) };
  }
  return last;
}

async function carryOut(
  client: GatewayClient,
  { deviceId, nowMs, stepMs }: RotationOptions,
  what: Pick<KeyChange, "action" | "keyId">,
): Promise<void> {
  const notAfterMs = instant(nowMs() + stepMs);
  const reply = await client.changeKey(deviceId, { commandId: randomUUID(), notAfterMs, ...what });
  if (reply.result === "done") return;
  const detail = `${deviceId}: ${what.action} key ${what.keyId}, ${reply.refusal ?? "refused"}`;
  throw new SdkError(sdkFault("key-change-refused", detail));
}
