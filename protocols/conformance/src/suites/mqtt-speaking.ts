import { CHANNELS, CONTENT_TYPE, openEnvelope, parseTopic } from "@dosekit/protocols";
import { R } from "../requirements/registry.generated.ts";
import type { DutRole } from "../scenario/dut-adapter.ts";
import type { Publication } from "../scenario/observation.ts";
import { publication } from "../scenario/pattern.ts";
import { type Scenario, scenario } from "../scenario/scenario.ts";
import type { Stage } from "../scenario/stage.ts";

/** Any publication of the one under test. */
export const PUBLISHES = publication("a publication", () => true);

/** Every publication has to be so. */
export function everyPublication(
  s: Stage,
  text: string,
  fulfils: (seen: Publication) => boolean,
): void {
  s.check.every(PUBLISHES, text, (seen) => seen.type === "publication" && fulfils(seen));
}

/** Every publication is CBOR in the one form that it has. */
export function inOneForm(s: Stage): void {
  everyPublication(s, "CBOR in its one form", ({ payload }) => openEnvelope(payload).ok);
}

/** Every publication is a message that keeps its definition. */
export function asDefined(s: Stage): void {
  everyPublication(s, "a message with its fields in their ranges", ({ decoded }) => {
    return decoded !== undefined;
  });
}

/** Who speaks, and how it comes to use each of its channels. */
export interface Speaker {
  readonly role: DutRole;
  /** Ways that its own channels go. */
  readonly way: "up" | "down";
  /** What its topics have to be, in words. */
  readonly topics: string;
  readonly everyChannel: (s: Stage) => void;
}

/** What MQTT asks of every publication, whoever speaks. */
export function speakingScenarios(speaker: Speaker): readonly Scenario[] {
  const { role, way, topics, everyChannel } = speaker;
  const about = { profile: "MQTT", kind: "positive", role } as const;
  return [
    scenario("mqtt/topics", { ...about, reqs: [R.OMDP_MQT_001] }, (s) => {
      everyChannel(s);
      everyPublication(s, topics, ({ packet }) => {
        const address = parseTopic(packet.topic);
        return address.ok && CHANNELS[address.value.channel].way === way;
      });
    }),

    scenario("mqtt/content-type", { ...about, reqs: [R.OMDP_MQT_003] }, (s) => {
      everyChannel(s);
      everyPublication(s, `content type ${CONTENT_TYPE}`, ({ packet }) => {
        return packet.properties?.contentType === CONTENT_TYPE;
      });
    }),

    scenario("mqtt/quality-and-retain", { ...about, reqs: [R.OMDP_MQT_004] }, (s) => {
      everyChannel(s);
      everyPublication(s, "quality and retain flag as the table has them", (seen) => {
        const rule = seen.channel === undefined ? undefined : CHANNELS[seen.channel];
        const { qos, retain } = seen.packet;
        return rule !== undefined && qos === rule.qos && retain === rule.retain;
      });
    }),

    scenario("mqtt/messages-on-their-channels", { ...about, reqs: [R.OMDP_MQT_005] }, (s) => {
      everyChannel(s);
      everyPublication(s, "a message that its channel may carry", ({ decoded, channel }) => {
        const allowed = channel === undefined ? [] : CHANNELS[channel].messages;
        return allowed.some(({ id }) => id === decoded?.definition.id);
      });
    }),
  ];
}
