import {
  EventAcknowledgement as Acknowledgement,
  CONTENT_TYPE,
  DeviceState,
  type EventAcknowledgement,
  encodeMessage,
  topicOf,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { born, EPOCH, writes } from "./played-device.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "gateway" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
/** The gateway through which the played device speaks, and another one. */
const [VIA, ANOTHER] = ["stair-3", "stair-4"];
const VIA_BOOT = 12;

function gatewaySays(s: Stage, deviceId: string, status: DeviceState["status"]): void {
  s.drive.does(`the gateway ${deviceId} is ${status}`, ({ broker, target }) => {
    broker.publish({
      topic: topicOf({ tenant: target.tenant, deviceId, channel: "state" }),
      payload: encodeMessage(DeviceState, { status, bootId: VIA_BOOT }),
      ...{ qos: 1, retain: true, properties: { contentType: CONTENT_TYPE } },
    });
  });
}

/** A device that speaks through a gateway is known to the host. */
function knownThrough(s: Stage): void {
  s.prologue.listening();
  gatewaySays(s, VIA, "online");
  born(s, 0, { via: VIA });
  writes(s, 1);
  const isOurs = ({ epoch, throughSeq }: EventAcknowledgement) => {
    return epoch === EPOCH && throughSeq === 1;
  };
  s.check.within(message(Acknowledgement, "it acknowledges record 1", isOurs), "reactionMs");
}

function takesFor(wanted: string): Judge {
  return (trace) => {
    const found = trace.answer("status");
    return { verdict: found === wanted ? "pass" : "fail", seen: `it takes it for ${found}` };
  };
}

function asksStatus(s: Stage): void {
  s.drive.pause("quietMs");
  s.drive.dut("status");
}

/** What a host takes a device for that speaks through a gateway. */
export const GATEWAY_HEARING_THROUGH: readonly Scenario[] = [
  ...(["lost", "offline"] as const).map((status) =>
    scenario(
      `via/unknown-while-its-gateway-is-${status}`,
      { ...ABOUT, reqs: [R.OMDP_MQT_020] },
      (s) => {
        knownThrough(s);
        gatewaySays(s, VIA, status);
        asksStatus(s);
        s.check.holds("it knows nothing of the device", takesFor("unknown"));
        gatewaySays(s, VIA, "online");
        asksStatus(s);
        s.check.holds("it takes the device for online again", takesFor("online"));
      },
    ),
  ),

  scenario("via/another-gateway-is-lost", { ...AGAINST, reqs: [R.OMDP_MQT_020] }, (s) => {
    knownThrough(s);
    gatewaySays(s, ANOTHER, "online");
    gatewaySays(s, ANOTHER, "lost");
    asksStatus(s);
    s.check.holds("it takes the device for online", takesFor("online"));
  }),
];
