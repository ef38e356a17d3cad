import { MqttGatewayTransport } from "@dosekit/sdk";
import { MqttDeviceTransport, SystemRetryTimer, sessionSecondsOf } from "@dosekit/sdk/device";
import { LiveLink, streamOf } from "@dosekit/simulator";
import { SLEEPS_MS } from "./drawn-fleet.ts";
import type { DevicePlace, DeviceWay } from "./fleet-world.ts";
import type { Wire } from "./wire-run.ts";

/** How much of its usual wait for an acknowledgement a device waits in real time, in a small fleet. */
const RETRY_SHARE = 0.1;

/**
 * How many times longer than in a small fleet an end waits for an answer before it sends again. All
 * devices and the gateway share one process: with waits of a lone device 2,000 of them send the same
 * records again so often that nothing gets through.
 */
export function patienceOf(devices: number): number {
  return Math.max(1, devices / 100);
}

/** A broker between devices and gateway: each device has a connection of its own. */
export function mqttWire(url: string, tenant: string, devices: number): Wire {
  const transports: MqttDeviceTransport[] = [];
  const timers: SystemRetryTimer[] = [];
  return {
    name: "MQTT",
    wayOf: (place) => {
      const { deviceId } = place;
      const transport = new MqttDeviceTransport({
        ...{ url, tenant, deviceId, willDelaySeconds: 2 },
        sessionExpirySeconds: sessionSecondsOf({ contactEveryMs: SLEEPS_MS }),
        backOff: { firstMs: 20, longestMs: 400 },
      });
      transports.push(transport);
      return { ...wayOver(place, transport, timers, patienceOf(devices)), lets: "sleep" };
    },
    gatewayTransport: (linkTimers) => new MqttGatewayTransport({ url, tenant, timers: linkTimers }),
    close: async () => {
      for (const timer of timers) timer.cancel();
      await Promise.all(transports.map((transport) => transport.whenClosed()));
    },
  };
}

/** A real transport on which messages can also go astray, with waits in real time. */
export function wayOver(
  { deviceId, lane, queue }: DevicePlace,
  transport: ConstructorParameters<typeof LiveLink>[0]["transport"],
  timers: SystemRetryTimer[],
  patience: number,
): DeviceWay {
  const scheduler = {
    nowMs: () => queue.nowMs(),
    at: (atMs: number, atLane: number, run: () => void) => queue.at(atMs, atLane, run),
    catchUp: () => undefined,
  };
  const random = streamOf("wire", deviceId, "wire/noise");
  const link = new LiveLink({ scheduler, lane, random, transport, onLink: () => undefined });
  const timer = new SystemRetryTimer();
  timers.push(timer);
  const retryTimer = {
    arm: (delayMs: number, fire: () => void) => timer.arm(delayMs * RETRY_SHARE * patience, fire),
    cancel: () => timer.cancel(),
  };
  return { transport: link, link, retryTimer };
}
