import type {
  DeviceTransport,
  DeviceTransportListener,
  DownChannel,
  UpChannel,
} from "@dosekit/protocols";
import type { MqttDeviceTransport } from "@dosekit/sdk/device";
import type { LinkDirection, ReleaseOrder } from "../faults/fault.ts";
import type { CutCause, FaultyLink } from "../links/faulty-link.ts";
import { type NoiseLevel, NoisyWay, QUIET, type SlowLevel } from "../links/noisy-way.ts";
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
  readonly #cuts = new Set<CutCause>();
  readonly #up: NoisyWay;
  readonly #down: NoisyWay;
  #session = 0;

  constructor(setup: LiveLinkSetup) {
    this.#setup = setup;
    const { scheduler, lane, random } = setup;
    const way = { scheduler, lane, random: { at: () => random }, latencyMs: () => 0 };
    this.#up = new NoisyWay(way);
    this.#down = new NoisyWay(way);
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
          this.#carry(this.#down, () => listener.onMessage(channel, payload));
        },
      },
      lastWill,
    );
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    const { transport } = this.#setup;
    const own = payload.slice();
    this.#carry(this.#up, () => transport.send(channel, own));
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
  setCut(isCut: boolean, cause: CutCause = "link"): void {
    const wasCut = this.#cuts.size > 0;
    if (isCut) this.#cuts.add(cause);
    else this.#cuts.delete(cause);
    if (wasCut === this.#cuts.size > 0) return;
    if (isCut) this.#setup.transport.cutLink();
    else this.#setup.transport.healLink();
  }

  /** See {@link FaultyLink.setNoise}. */
  setNoise(noise: NoiseLevel | undefined): void {
    this.#up.setNoise(noise ?? QUIET);
    this.#down.setNoise(noise ?? QUIET);
  }

  /** See {@link FaultyLink.setSlow}. */
  setSlow(slow: SlowLevel | undefined): void {
    this.#up.setSlow(slow);
    this.#down.setSlow(slow);
  }

  /** See {@link FaultyLink.setDead}. */
  setDead(way: LinkDirection, isDead: boolean): void {
    (way === "up" ? this.#up : this.#down).setDead(isDead);
  }

  /** See {@link FaultyLink.clog}. */
  clog(): void {
    this.#up.clog();
    this.#down.clog();
  }

  /** See {@link FaultyLink.unclog}. */
  unclog(order: ReleaseOrder): void {
    this.#up.unclog(order);
    this.#down.unclog(order);
  }

  /** What is under way to an earlier boot, or from one, is nobody's. */
  #carry(way: NoisyWay, arrive: () => void): void {
    const session = this.#session;
    way.carry(() => {
      if (session === this.#session) arrive();
    });
  }
}
