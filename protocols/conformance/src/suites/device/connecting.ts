import { DeviceState, decodeAs, parseTopic } from "@dosekit/protocols";
import type { IConnectPacket } from "mqtt-packet";
import { hasWildcard } from "../../broker/topic-filter.ts";
import { R } from "../../requirements/registry.generated.ts";
import type { Observation } from "../../scenario/observation.ts";
import { CONNECTS, SUBSCRIBES } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { connectingScenarios, everyConnect } from "../mqtt-connecting.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "device" } as const;
/** Range of the delay of a last will, s. @see OMDP-MQT-009 */
const WILL_DELAY = { min: 30, max: 120 } as const;

/** How a device connects to its broker. */
export const DEVICE_CONNECTING: readonly Scenario[] = [
  scenario("mqtt/client-id", { ...ABOUT, reqs: [R.OMDP_MQT_002] }, (s) => {
    s.prologue.connected();
    s.check.holds("the client id is the device id of its topics", (trace) => {
      const [connect] = trace.connects();
      const ids = new Set(trace.publications().flatMap(({ deviceId }) => deviceId ?? []));
      const seen = `client id ${connect?.packet.clientId}, device ids ${[...ids].join()}`;
      if (connect === undefined || ids.size === 0) return { verdict: "unverified", seen };
      const isSame = ids.size === 1 && ids.has(connect.packet.clientId);
      return { verdict: isSame ? "pass" : "fail", seen };
    });
  }),

  ...connectingScenarios("device", (s) => {
    s.prologue.started();
    s.check.within(CONNECTS, "connectMs");
  }),

  scenario("mqtt/last-will", { ...ABOUT, reqs: [R.OMDP_MQT_009] }, (s) => {
    s.prologue.connected();
    everyConnect(s, "a last will on its state channel, delayed by 30 to 120 s", hasDueWill);
    s.check.every(CONNECTS, "the will says lost and names the boot", (seen, trace) => {
      const birth = trace.birth();
      const will = willOf(seen);
      return will?.status === "lost" && will.bootId === birth?.bootId;
    });
  }),

  scenario("mqtt/will-of-a-new-boot", { ...ABOUT, reqs: [R.OMDP_MQT_009] }, (s) => {
    s.prologue.connected();
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(CONNECTS, "connectMs");
    s.check.holds("each boot has a will of its own", (trace) => {
      const boots = trace
        .connects()
        .map((_connect, at) => willOf(connectAt(trace.observations, at)));
      const ids = boots.map((will) => will?.bootId);
      const seen = `boots ${ids.join()}`;
      if (ids.length < 2) return { verdict: "unverified", seen };
      return { verdict: new Set(ids).size === ids.length ? "pass" : "fail", seen };
    });
  }),

  scenario("mqtt/full-names", { ...ABOUT, reqs: [R.OMDP_MQT_013] }, (s) => {
    s.prologue.connected();
    s.check.every(SUBSCRIBES, "its own channels, without a wildcard", (seen, trace) => {
      if (seen.type !== "subscribe") return false;
      const clientId = trace.connects()[0]?.packet.clientId;
      return seen.packet.subscriptions.every(({ topic }) => {
        const address = parseTopic(topic);
        return !hasWildcard(topic) && address.ok && address.value.deviceId === clientId;
      });
    });
    s.check.holds("all that a host may send is subscribed", (trace) => {
      const filters = new Set(
        trace.observations.flatMap((seen) =>
          seen.type === "subscribe" ? seen.packet.subscriptions.map(({ topic }) => topic) : [],
        ),
      );
      const missing = ["cmd", "cfg/desired", "ack"].filter(
        (channel) => ![...filters].some((filter) => filter.endsWith(`/${channel}`)),
      );
      const seen = missing.length === 0 ? [...filters].join() : `missing ${missing.join()}`;
      return { verdict: missing.length === 0 ? "pass" : "fail", seen };
    });
  }),
];

function hasDueWill({ clientId, will }: IConnectPacket): boolean {
  if (will === undefined) return false;
  const address = parseTopic(will.topic);
  const delaySeconds = will.properties?.willDelayInterval ?? 0;
  return (
    address.ok &&
    address.value.channel === "state" &&
    address.value.deviceId === clientId &&
    will.qos === 1 &&
    will.retain === true &&
    delaySeconds >= WILL_DELAY.min &&
    delaySeconds <= WILL_DELAY.max
  );
}

function willOf(seen: Observation | undefined): DeviceState | undefined {
  const payload = seen?.type === "connect" ? seen.packet.will?.payload : undefined;
  if (payload === undefined) return undefined;
  const bytes = typeof payload === "string" ? Buffer.from(payload) : payload;
  const read = decodeAs(DeviceState, Uint8Array.from(bytes));
  return read.ok ? read.value : undefined;
}

function connectAt(observations: readonly Observation[], at: number): Observation | undefined {
  return observations.filter(({ type }) => type === "connect")[at];
}
