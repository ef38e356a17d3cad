import {
  type DeviceTransport,
  type DeviceTransportListener,
  decodeAs,
  EventAcknowledgement,
} from "@dosekit/protocols";
import { MqttDeviceTransport, type RetryTimer, SystemRetryTimer } from "@dosekit/sdk/device";
import { LiveLink } from "../live/live-link.ts";
import type { PacedScheduler } from "../live/paced-scheduler.ts";
import { streamOf } from "../random/random-stream.ts";

/** How far the host has told the device to have its records. */
export interface Acknowledged {
  readonly epoch: number;
  readonly throughSeq: number;
}

/** The way from a device at a console to its host. */
export interface ConsoleLine {
  readonly transport: DeviceTransport;
  /** The uplink's timer, in real time. */
  readonly retryTimer: RetryTimer;
  /** Address, as people read it. */
  readonly where: string;
  setCut(isCut: boolean): void;
  /** What the host acknowledged last. */
  acknowledged(): Acknowledged | undefined;
  /** Waits until the device has said goodbye. */
  whenClosed(): Promise<void>;
}

/** What a line over MQTT is made of. */
export interface MqttLineSetup {
  readonly scheduler: PacedScheduler;
  readonly url: string;
  readonly tenant: string;
  readonly deviceId: string;
  readonly seed: string;
  readonly onLink: (up: boolean) => void;
}

/** Longest wait between two attempts to connect: somebody is looking on, real ms. */
const BACK_OFF_LONGEST_MS = 5_000;

/** Makes a device's way to its host over a broker. */
export function mqttLine(setup: MqttLineSetup): ConsoleLine {
  const { scheduler, url, tenant, deviceId, seed, onLink } = setup;
  const backOff = { longestMs: BACK_OFF_LONGEST_MS };
  const mqtt = new MqttDeviceTransport({ url, tenant, deviceId, backOff });
  const random = streamOf(seed, deviceId, "live-link");
  const link = new LiveLink({ scheduler, lane: 0, random, transport: mqtt, onLink });
  const timer = new SystemRetryTimer();
  let acknowledged: Acknowledged | undefined;
  const heard = (payload: Uint8Array): void => {
    const decoded = decodeAs(EventAcknowledgement, payload);
    if (decoded.ok) acknowledged = decoded.value;
  };
  return {
    transport: listenedTo(link, heard),
    retryTimer: {
      arm: (delayMs, fire) =>
        timer.arm(delayMs, () => {
          scheduler.catchUp();
          fire();
        }),
      cancel: () => timer.cancel(),
    },
    where: `${url} · tenant ${tenant}`,
    setCut: (isCut) => link.setCut(isCut),
    acknowledged: () => acknowledged,
    whenClosed: () => {
      timer.cancel();
      return mqtt.whenClosed();
    },
  };
}

/** Reads along what the host acknowledges. */
function listenedTo(
  inner: DeviceTransport,
  onAcknowledgement: (payload: Uint8Array) => void,
): DeviceTransport {
  return {
    open: (listener: DeviceTransportListener, lastWill) =>
      inner.open(
        {
          onLink: (up) => listener.onLink(up),
          onMessage: (channel, payload) => {
            if (channel === "ack") onAcknowledgement(payload);
            listener.onMessage(channel, payload);
          },
        },
        lastWill,
      ),
    send: (channel, payload) => inner.send(channel, payload),
    close: () => inner.close(),
    abort: () => inner.abort(),
  };
}
