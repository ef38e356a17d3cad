import {
  CHANNELS,
  CONNECT_RULES,
  CONTENT_TYPE,
  Command,
  DesiredConfig,
  EventAcknowledgement,
  openEnvelope,
  parseTopic,
} from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { R, type RequirementId } from "../../requirements/registry.generated.ts";
import type { Publication } from "../../scenario/observation.ts";
import { CONNECTS, message, publication } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { born, writes } from "./played-device.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "gateway" } as const;
const PUBLISHES = publication("a publication", () => true);

function connect(
  id: string,
  req: RequirementId,
  text: string,
  fulfils: (packet: IConnectPacket) => boolean,
): Scenario {
  return scenario(id, { ...ABOUT, reqs: [req] }, (s) => {
    s.prologue.listening();
    s.check.every(CONNECTS, text, (seen) => seen.type === "connect" && fulfils(seen.packet));
  });
}

/** Makes a gateway use each of its channels. */
function everyChannel(s: Stage): void {
  s.prologue.listening();
  born(s, 1);
  writes(s, 1);
  s.drive.dut("set-config", () => 3);
  s.drive.dut("send-command", () => "gateway-command");
  s.check.within(message(EventAcknowledgement, "it acknowledges"), "reactionMs");
  s.check.within(
    message(DesiredConfig, "it sends the configuration", ({ version }) => version === 3),
    "reactionMs",
  );
  s.check.within(message(Command, "it sends the command"), "reactionMs");
}

function every(s: Stage, text: string, fulfils: (seen: Publication) => boolean): void {
  s.check.every(PUBLISHES, text, (seen) => seen.type === "publication" && fulfils(seen));
}

/** How a gateway connects, and what each of its publications has to be like. */
export const GATEWAY_SPEAKING: readonly Scenario[] = [
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

  scenario("mqtt/topics", { ...ABOUT, reqs: [R.OMDP_MQT_001] }, (s) => {
    everyChannel(s);
    every(s, "on a topic of the binding that a host publishes on", ({ packet }) => {
      const address = parseTopic(packet.topic);
      return address.ok && CHANNELS[address.value.channel].way === "down";
    });
  }),

  scenario("mqtt/content-type", { ...ABOUT, reqs: [R.OMDP_MQT_003] }, (s) => {
    everyChannel(s);
    every(s, `content type ${CONTENT_TYPE}`, ({ packet }) => {
      return packet.properties?.contentType === CONTENT_TYPE;
    });
  }),

  scenario("mqtt/quality-and-retain", { ...ABOUT, reqs: [R.OMDP_MQT_004] }, (s) => {
    everyChannel(s);
    every(s, "quality and retain flag as the table has them", ({ packet, channel }) => {
      const rule = channel === undefined ? undefined : CHANNELS[channel];
      return rule !== undefined && packet.qos === rule.qos && packet.retain === rule.retain;
    });
  }),

  scenario("mqtt/messages-on-their-channels", { ...ABOUT, reqs: [R.OMDP_MQT_005] }, (s) => {
    everyChannel(s);
    every(s, "a message that its channel may carry", ({ decoded, channel }) => {
      const allowed = channel === undefined ? [] : CHANNELS[channel].messages;
      return allowed.some(({ id }) => id === decoded?.definition.id);
    });
  }),

  scenario(
    "messages/as-defined",
    {
      ...ABOUT,
      profile: "CORE",
      reqs: [R.OMDP_CBR_001, R.OMDP_CBR_006, R.OMDP_MSG_001, R.OMDP_MSG_002, R.OMDP_MSG_003],
    },
    (s) => {
      everyChannel(s);
      every(s, "CBOR in its one form", ({ payload }) => openEnvelope(payload).ok);
      every(s, "a message with its fields in their ranges", ({ decoded }) => decoded !== undefined);
    },
  ),
];

/** Tells whether a bound is stated, is not 0 (which MQTT forbids) and not above the greatest. */
function lies(stated: number | undefined, greatest: number): boolean {
  return stated !== undefined && stated >= 1 && stated <= greatest;
}
