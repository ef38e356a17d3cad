import { CONNECT_RULES } from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { R, type RequirementId } from "../requirements/registry.generated.ts";
import type { DutRole } from "../scenario/dut-adapter.ts";
import { CONNECTS } from "../scenario/pattern.ts";
import { type Scenario, scenario } from "../scenario/scenario.ts";
import type { Stage } from "../scenario/stage.ts";

type Fulfils = (packet: IConnectPacket) => boolean;

/** Every CONNECT has to be so. */
export function everyConnect(s: Stage, text: string, fulfils: Fulfils): void {
  s.check.every(CONNECTS, text, (seen) => seen.type === "connect" && fulfils(seen.packet));
}

/**
 * What MQTT asks of a CONNECT, whoever connects.
 *
 * @param connects leads up to the first CONNECT
 */
export function connectingScenarios(
  role: DutRole,
  connects: (s: Stage) => void,
): readonly Scenario[] {
  const connect = (id: string, req: RequirementId, text: string, fulfils: Fulfils) =>
    scenario(id, { profile: "MQTT", kind: "positive", role, reqs: [req] }, (s) => {
      connects(s);
      everyConnect(s, text, fulfils);
    });
  return [
    connect(
      "mqtt/session-outlives-an-outage",
      R.OMDP_MQT_006,
      "MQTT 5, no clean start, a session of a day",
      ({ protocolVersion, clean, properties }) =>
        protocolVersion === 5 &&
        clean === false &&
        (properties?.sessionExpiryInterval ?? 0) >= CONNECT_RULES.sessionExpirySeconds,
    ),

    connect(
      "mqtt/keep-alive",
      R.OMDP_MQT_007,
      "a keep alive of 1 to 60 s",
      ({ keepalive = 0 }) => keepalive >= 1 && keepalive <= CONNECT_RULES.keepaliveSeconds,
    ),

    connect(
      "mqtt/bounds-are-stated",
      R.OMDP_MQT_008,
      "a receive maximum of at most 20, packets of at most 65,536 bytes",
      ({ properties }) =>
        lies(properties?.receiveMaximum, CONNECT_RULES.receiveMaximum) &&
        lies(properties?.maximumPacketSize, CONNECT_RULES.maximumPacketSizeBytes),
    ),
  ];
}

/** Tells whether a bound is stated, is not 0 (which MQTT forbids) and not above the greatest. */
function lies(stated: number | undefined, greatest: number): boolean {
  return stated !== undefined && stated >= 1 && stated <= greatest;
}
