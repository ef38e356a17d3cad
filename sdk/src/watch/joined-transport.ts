import type {
  DeviceId,
  DownChannel,
  GatewayTransportListener,
  UpChannel,
} from "@dosekit/protocols";
import type { GatewayArmour } from "../client/armour-port.ts";
import type { PausableTransport } from "../client/gateway-setup.ts";
import type { OwnJournal } from "./own-journal.ts";

/** What passes by on the way to the client. */
export interface PassingListener {
  /** Contact with the broker or the lines came or went. */
  onLink(up: boolean): void;
  /** A message of a device came. */
  onHeard(deviceId: DeviceId, channel: UpChannel, payload: Uint8Array, retained: boolean): void;
  /** Somebody sent under the gateway's own id; that is dropped. */
  onForged(): void;
}

/** What is joined into one transport. */
export interface JoinedTransportOptions {
  readonly inner: PausableTransport;
  readonly ownId: DeviceId;
  readonly journal: OwnJournal;
  readonly passing: PassingListener;
}

/** Joins the devices' transport and the gateway's own journal, which speaks as a device does. */
export class JoinedTransport implements PausableTransport {
  readonly #options: JoinedTransportOptions;

  constructor(options: JoinedTransportOptions) {
    this.#options = options;
  }

  /** See {@link PausableTransport}. */
  open(listener: GatewayTransportListener): void {
    const { inner, ownId, journal, passing } = this.#options;
    inner.open({
      onLink: (up) => {
        passing.onLink(up);
        listener.onLink(up);
      },
      onMessage: (deviceId, channel, payload, retained) => {
        if (deviceId === ownId) {
          passing.onForged();
          return;
        }
        passing.onHeard(deviceId, channel, payload, retained);
        listener.onMessage(deviceId, channel, payload, retained);
      },
    });
    journal.attach(listener);
  }

  /** See {@link PausableTransport}. */
  send(deviceId: DeviceId, channel: DownChannel, payload: Uint8Array): void {
    const { inner, ownId, journal } = this.#options;
    if (deviceId === ownId) journal.onDown(channel, payload);
    else inner.send(deviceId, channel, payload);
  }

  /** See {@link PausableTransport}. */
  pause(): void {
    this.#options.inner.pause();
  }

  /** See {@link PausableTransport}. */
  resume(): void {
    this.#options.inner.resume();
  }

  /** Closes the devices' transport; the journal is closed by its owner. */
  close(): void {
    this.#options.inner.close();
  }
}

/** Leaves what goes to the gateway's own id, inside this process, unsealed. */
export function sparing(armour: GatewayArmour, ownId: DeviceId): GatewayArmour {
  return {
    faultOf: (deviceId) => (deviceId === ownId ? undefined : armour.faultOf(deviceId)),
    seal: (deviceId, channel, payload) =>
      deviceId === ownId ? payload : armour.seal(deviceId, channel, payload),
    doubtOf: (deviceId) => (deviceId === ownId ? undefined : armour.doubtOf?.(deviceId)),
    onState: (deviceId, state) => {
      if (deviceId !== ownId) armour.onState(deviceId, state);
    },
  };
}
