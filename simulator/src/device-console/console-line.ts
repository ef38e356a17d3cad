import {
  type DeviceTransport,
  type DeviceTransportListener,
  decodeAs,
  EventAcknowledgement,
} from "@dosekit/protocols";
import type { SdkFault } from "@dosekit/sdk";
import {
  MqttDeviceTransport,
  type RetryTimer,
  SerialDeviceTransport,
  SystemRetryTimer,
  sessionSecondsOf,
} from "@dosekit/sdk/device";
import { LiveLink } from "../live/live-link.ts";
import type { LiveTransport } from "../live/live-way.ts";
import type { PacedScheduler } from "../live/paced-scheduler.ts";
import { pluggable } from "../live/pluggable-transport.ts";
import { streamOf } from "../random/random-stream.ts";
import { PluggablePort } from "../serial-ports/pluggable-port.ts";
import type { ConsoleHost } from "./console-host.ts";

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
  /** The wait for quiet before the device sleeps, in real time. */
  readonly quietTimer: RetryTimer;
  /** Address, as people read it. */
  readonly where: string;
  setCut(isCut: boolean): void;
  /** What the host acknowledged last. */
  acknowledged(): Acknowledged | undefined;
  /** Waits until the device has said goodbye. */
  whenClosed(): Promise<void>;
}

/** What a line to a host is made of, whatever its kind. */
export interface ConsoleLineSetup {
  readonly scheduler: PacedScheduler;
  readonly deviceId: string;
  readonly seed: string;
  /** Time between two contacts of a device that sleeps, ms. */
  readonly contactEveryMs?: number | undefined;
  readonly onLink: (up: boolean) => void;
  /** A broker can't be reached, or turns something down; it is tried again by itself. */
  readonly onTrouble: (detail: string) => void;
  /** A serial port or link fails; it is tried again by itself. */
  readonly onFault: (fault: SdkFault) => void;
}

/** Longest wait between two attempts to connect: somebody is looking on, real ms. */
const BACK_OFF = { longestMs: 5_000 };

/** Makes a device's way to its host. */
export function lineTo(host: ConsoleHost, setup: ConsoleLineSetup): ConsoleLine {
  const { deviceId, onFault } = setup;
  if (host.kind === "broker") {
    const { tenant, broker, tls } = host;
    const { url } = broker;
    const { contactEveryMs } = setup;
    const mqtt = new MqttDeviceTransport({
      ...{ url, tenant, deviceId, backOff: BACK_OFF },
      ...(url.startsWith("mqtts:") && tls !== undefined ? { tls } : {}),
      ...(contactEveryMs === undefined
        ? {}
        : { sessionExpirySeconds: sessionSecondsOf({ contactEveryMs }) }),
      onTrouble: (_, detail) => setup.onTrouble(detail),
    });
    return lineOver(mqtt, `${url} · tenant ${tenant}`, setup);
  }
  const { where, address } = host;
  const plug = new PluggablePort(host.port);
  const serial = new SerialDeviceTransport({
    ...{ port: plug, deviceId, backOff: BACK_OFF, onFault },
    ...(address === undefined ? {} : { address }),
  });
  const place = address === undefined ? where : `${where} · address ${address}`;
  return lineOver(pluggable(serial, plug), place, setup);
}

function lineOver(
  transport: LiveTransport,
  where: string,
  { scheduler, deviceId, seed, onLink }: ConsoleLineSetup,
): ConsoleLine {
  const random = streamOf(seed, deviceId, "live-link");
  const link = new LiveLink({ scheduler, lane: 0, random, transport, onLink });
  const [timer, quietTimer] = [new SystemRetryTimer(), new SystemRetryTimer()];
  const caughtUp = (inner: RetryTimer): RetryTimer => ({
    arm: (delayMs, fire) =>
      inner.arm(delayMs, () => {
        scheduler.catchUp();
        fire();
      }),
    cancel: () => inner.cancel(),
  });
  let acknowledged: Acknowledged | undefined;
  const heard = (payload: Uint8Array): void => {
    const decoded = decodeAs(EventAcknowledgement, payload);
    if (decoded.ok) acknowledged = decoded.value;
  };
  return {
    transport: listenedTo(link, heard),
    retryTimer: caughtUp(timer),
    quietTimer: caughtUp(quietTimer),
    where,
    setCut: (isCut) => link.setCut(isCut),
    acknowledged: () => acknowledged,
    whenClosed: () => {
      timer.cancel();
      quietTimer.cancel();
      return transport.whenClosed();
    },
  };
}

/** Reads along what the host acknowledges. */
function listenedTo(
  inner: DeviceTransport,
  onAcknowledgement: (payload: Uint8Array) => void,
): DeviceTransport {
  const { link } = inner;
  return {
    ...(link === undefined ? {} : { link }),
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
