import { DeviceEvent, DeviceState, decodeAs, Reply } from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { CONNECTS, message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";

const ABOUT = {
  profile: "MQTT",
  kind: "positive",
  role: "gateway",
  needs: ["relaying"],
} as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const ID = "through-the-gateway";

/** Client id of the gateway, which is its own id. */
function gatewayId(trace: Trace): string | undefined {
  return trace.connects()[0]?.packet.clientId;
}

/** The device behind the gateway says that it is there. */
const childOnline = message(DeviceState, "the device says online", (state, trace, seen) => {
  return state.status === "online" && seen.deviceId !== gatewayId(trace);
});

/** The gateway says that it is there. */
const ownOnline = message(DeviceState, "the gateway says online", (state, trace, seen) => {
  return state.status === "online" && seen.deviceId === gatewayId(trace);
});

const childState: Pattern = message(DeviceState, "a state of the device", (_state, trace, seen) => {
  return seen.deviceId !== gatewayId(trace);
});

/** The gateway and the device behind it are there. */
function bothThere(s: Stage): void {
  s.prologue.connected();
  s.drive.until("the device says online", isChildThere, "connectMs");
}

function isChildThere(trace: Trace): boolean {
  return trace.observations.some((seen) => childOnline.matches(seen, trace));
}

/** The gateway listens to all channels on which a host speaks to the device. */
const listensForChild: Judge = (trace, { over }) => {
  const own = trace.observations.find((seen) => childOnline.matches(seen, trace));
  const child = own !== undefined && "deviceId" in own ? own.deviceId : undefined;
  const filters = trace.observations.flatMap((seen) =>
    seen.type === "subscribe" ? seen.packet.subscriptions.map(({ topic }) => topic) : [],
  );
  const missing = ["cmd", "cfg/desired", "ack"].filter(
    (channel) => !filters.some((filter) => filter.endsWith(`/${child}/${channel}`)),
  );
  const seen = `${filters.join()}; missing ${missing.join() || "none"}`;
  if (child !== undefined && missing.length === 0) return { verdict: "pass", seen };
  return over ? { verdict: "fail", seen, restsOnSilence: true } : undefined;
};

/** The newest record of the device has come more than once. */
const comesAgain: Judge = (trace, { over }) => {
  const last = Math.max(0, ...trace.records().map(({ seq }) => seq));
  const copies = trace.said(DeviceEvent).filter(({ message: { seq } }) => seq === last);
  const seen = `${copies.length} copies of record ${last}`;
  if (last > 0 && copies.length > 1) return { verdict: "pass", seen };
  return over ? { verdict: "fail", seen, restsOnSilence: true } : undefined;
};

function willOf({ will }: IConnectPacket): { topic: string; state: DeviceState } | undefined {
  if (will === undefined) return undefined;
  const bytes = typeof will.payload === "string" ? Buffer.from(will.payload) : will.payload;
  const read = decodeAs(DeviceState, Uint8Array.from(bytes));
  return read.ok ? { topic: will.topic, state: read.value } : undefined;
}

function hasOwnWill(packet: IConnectPacket): boolean {
  const will = willOf(packet);
  const isOwn = will?.topic.endsWith(`/${packet.clientId}/state`) === true;
  return isOwn && will?.state.status === "lost";
}

/** How a gateway speaks to a broker for devices that can't. */
export const GATEWAY_RELAYING: readonly Scenario[] = [
  scenario("relay/on-the-channels-of-the-device", { ...ABOUT, reqs: [R.OMDP_MQT_018] }, (s) => {
    bothThere(s);
    s.check.within(childOnline, "connectMs", { scope: "all" });
    s.check.holds("it listens for the device", listensForChild, {
      within: "reactionMs",
      scope: "all",
    });
    s.check.every(childState, "it names the gateway as via", (seen, trace) => {
      if (!("decoded" in seen) || seen.decoded === undefined) return false;
      const { via } = seen.decoded.message as unknown as DeviceState;
      return via !== undefined && via === gatewayId(trace);
    });
    s.drive.host.command("the host gives the device a command that is over", (_trace, kit) => ({
      ...{ commandId: ID, verb: "self-test", actor: "staff" },
      notAfterMs: kit.earlierMs(),
    }));
    s.check.within(
      message(Reply, "the device answers on its own channel", ({ commandId }, trace, seen) => {
        return commandId === ID && seen.deviceId !== gatewayId(trace) && seen.channel === "rsp";
      }),
      "reactionMs",
    );
  }),

  scenario("relay/acknowledges-nothing-itself", { ...AGAINST, reqs: [R.OMDP_MQT_018] }, (s) => {
    bothThere(s);
    s.drive.host.acknowledgeUntilAtRest();
    s.drive.dut("event");
    s.check.within(message(DeviceEvent, "a record of the device"), "reactionMs");
    s.check.holds("it comes again, since no host has it", comesAgain, { within: "resendMs" });
  }),

  scenario("relay/says-that-it-is-there", { ...ABOUT, reqs: [R.OMDP_MQT_019] }, (s) => {
    bothThere(s);
    s.check.within(ownOnline, "connectMs", { scope: "all" });
    s.check.every(CONNECTS, "a last will of its own, lost", (seen) => {
      return seen.type === "connect" && hasOwnWill(seen.packet);
    });
  }),

  scenario("relay/there-again-after-an-outage", { ...AGAINST, reqs: [R.OMDP_MQT_019] }, (s) => {
    bothThere(s);
    s.drive.broker.cuts();
    s.check.within(ownOnline, "connectMs");
    s.check.every(CONNECTS, "a last will of its own, lost", (seen) => {
      return seen.type === "connect" && hasOwnWill(seen.packet);
    });
  }),
];
