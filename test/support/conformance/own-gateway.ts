import type { DutAdapter } from "@dosekit/conformance";
import { type SimGatewayPatch, simGateway } from "@dosekit/simulator";
import { type RelayPatch, relayPatchOf } from "./own-relay.ts";

export type { SimGatewayPatch as GatewayPatch } from "@dosekit/simulator";

/** Our own gateway over MQTT, as a gateway under test. */
export function ownGateway(patch?: SimGatewayPatch, relayPatch: RelayPatch = {}): DutAdapter {
  return simGateway(patch, relayPatchOf(relayPatch));
}
