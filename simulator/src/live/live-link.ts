import type {
  DeviceTransport,
  DeviceTransportListener,
  DownChannel,
  UpChannel,
} from "@dosekit/protocols";
import type { MqttDeviceTransport } from "@dosekit/sdk/device";
import type { FaultyLink } from "../home/device-faults.ts";
import { OUT_OF_TURN_MS } from "../links/link-timing.ts";
import { type NoiseLevel, QUIET } from "../links/noisy-way.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { PacedScheduler } from "./paced-scheduler.ts";

/** A device's own way to the broker, whose network can be cut. */
export type LinkTransport = DeviceTransport & Pick<MqttDeviceTransport, "cutLink" | "healLink">;

/** What a live link is made of. */
export interface LiveLinkSetup {
  readonly scheduler: Pick<PacedScheduler, "nowMs" | "at" | "catchUp">;
  readonly lane: number;
  readonly random: RandomStream;
  readonly transport: LinkTransport;
  /** Told whenever contact came or went. */
  readonly onLink: (up: boolean) => void;
}

/**
 * A device's real way to its broker, on which messages can also go astray as faults have it.
 *
 * Everything that comes from the network is let in at the true time that the host has reached.
 * Cuts, back-off and keepalive are the transport's own and pass in real seconds.
 */
export class LiveLink implements DeviceTransport, FaultyLink {
  readonly #setup: LiveLinkSetup;
  readonly link?: "mqtt" | "serial";
  #noise = QUIET;
  #session = 0;

  constructor(setup: LiveLinkSetup) {
    this.#setup = setup;
    const { link } = setup.transport;
    if (link !== undefined) this.link = link;
  }

  /** See `DeviceTransport.open`. */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    const { scheduler, transport, onLink } = this.#setup;
    this.#session += 1;
    transport.open(
      {
        onLink: (up) => {
          scheduler.catchUp();
          onLink(up);
          listener.onLink(up);
        },
        onMessage: (channel: DownChannel, payload) => {
          scheduler.catchUp();
          this.#carry(() => listener.onMessage(channel, payload));
        },
      },
      lastWill,
    );
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    const { transport } = this.#setup;
    if (this.#noise === QUIET) transport.send(channel, payload);
    else {
      const own = payload.slice();
      this.#carry(() => transport.send(channel, own));
    }
  }

  /** See `DeviceTransport.close`. */
  close(): void {
    this.#session += 1;
    this.#setup.transport.close();
    this.#setup.onLink(false);
  }

  /** See `DeviceTransport.abort`. */
  abort(): void {
    this.#session += 1;
    this.#setup.transport.abort();
    this.#setup.onLink(false);
  }

  /** See {@link FaultyLink.setCut}. */
  setCut(isCut: boolean): void {
    if (isCut) this.#setup.transport.cutLink();
    else this.#setup.transport.healLink();
  }

  /** See {@link FaultyLink.setNoise}. */
  setNoise(noise: NoiseLevel | undefined): void {
    this.#noise = noise ?? QUIET;
  }

  /** Lets a message through once, not at all, twice, or out of turn. */
  #carry(arrive: () => void): void {
    const { lossPermille, duplicatePermille, reorderPermille } = this.#noise;
    if (this.#strikes(lossPermille)) return;
    if (this.#strikes(reorderPermille)) this.#later(arrive);
    else arrive();
    if (this.#strikes(duplicatePermille)) this.#later(arrive);
  }

  #later(arrive: () => void): void {
    const { scheduler, lane, random } = this.#setup;
    const session = this.#session;
    scheduler.at(scheduler.nowMs() + random.integer(1, OUT_OF_TURN_MS), lane, () => {
      if (session === this.#session) arrive();
    });
  }

  #strikes(permille: number): boolean {
    return permille > 0 && this.#setup.random.chance(permille / 1_000);
  }
}
