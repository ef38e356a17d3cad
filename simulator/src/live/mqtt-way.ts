import { MqttGatewayTransport, RealGatewayTimers } from "@dosekit/sdk";
import { MqttDeviceTransport, sessionSecondsOf } from "@dosekit/sdk/device";
import type { Broker } from "../broker/broker.ts";
import { BACK_OFF_LONGEST_MS, type LiveWay, WILL_DELAY_SECONDS } from "./live-way.ts";
import type { Connection } from "./severable-transport.ts";

/** Joins devices and gateway over a broker, which is stopped at the end if it is our own. */
export function mqttWay(broker: Broker): LiveWay {
  const { url } = broker;
  // A name of its own keeps runs apart that share an outside broker.
  const tenant = `run-${process.pid}-${Date.now().toString(36)}`;
  return {
    sleeps: true,
    connect: () => mqttConnection(url, tenant),
    device: (deviceId, random, contactEveryMs) =>
      new MqttDeviceTransport({
        ...{ url, tenant, deviceId, willDelaySeconds: WILL_DELAY_SECONDS },
        ...(contactEveryMs === undefined
          ? {}
          : { sessionExpirySeconds: sessionSecondsOf({ contactEveryMs }) }),
        backOff: { longestMs: BACK_OFF_LONGEST_MS, random: () => random.uniform() },
      }),
    notes: () => [`Broker: ${broker.embedded ? "embedded" : url}.`],
    close: () => broker.stop(),
  };
}

/** Makes a gateway's connection to a broker. */
export function mqttConnection(url: string, tenant: string): Connection {
  // Its own timers: its farewell goes on when the waits of the gateway's client are over.
  return new MqttGatewayTransport({ url, tenant, timers: new RealGatewayTimers() });
}
