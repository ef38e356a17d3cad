import type {
  DeviceTransport,
  DeviceTransportListener,
  DownChannel,
  UpChannel,
} from "@dosekit/protocols";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import type { LinkDirection, ReleaseOrder } from "../faults/fault.ts";
import { type RandomStream, randomPlacesOf, streamOf } from "../random/random-stream.ts";
import type { CutCause, FaultyLink } from "./faulty-link.ts";
import { drawConnectMs, NOTICE_MS, WILL_DELAY_MS } from "./link-timing.ts";
import { type NoiseLevel, NoisyWay, QUIET, type SlowLevel } from "./noisy-way.ts";

/** What a line needs of the network that it ends in. */
export interface LineSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly seed: string;
  readonly deviceId: string;
  /** A message of the device reached the network. */
  readonly onUp: (channel: UpChannel, payload: Uint8Array) => void;
  /** The device has contact: what is kept for it can be sent. */
  readonly onContact: () => void;
  /** A cut struck the first message of a contact, so that nobody knows of the device. */
  readonly onFirstLost?: () => void;
}

/** Channels to the device that are about its records alone. */
const ABOUT_RECORDS: ReadonlySet<DownChannel> = new Set(["ack"]);

/**
 * One device's link to the network, as its transport sees it and as faults act on it.
 *
 * A cut stops messages at once, those under way included; both ends notice only later, as a missed
 * keepalive shows it, so a cut shorter than that is nothing but lost messages. A broker that is gone
 * is noticed at once, and tells nobody of it. New contact takes both directions; the first message of
 * the device is part of it, so that noise does not strike it.
 */
export class VirtualLine implements DeviceTransport, FaultyLink {
  readonly #setup: LineSetup;
  readonly #connects: RandomStream;
  readonly #up: NoisyWay;
  readonly #down: NoisyWay;
  #listener: DeviceTransportListener | undefined;
  #will: Uint8Array | undefined;
  readonly #cuts = new Set<CutCause>();
  #hasContact = false;
  /** Nothing was sent yet since there is contact. */
  #isFirst = false;
  #contactChange: ScheduledEvent | undefined;
  #willEvent: ScheduledEvent | undefined;
  /** Rises with every boot: what was under way to an earlier one is nobody's. */
  #session = 0;

  constructor(setup: LineSetup) {
    this.#setup = setup;
    const { scheduler, lane, seed, deviceId } = setup;
    const newWay = (name: string) =>
      new NoisyWay({
        random: randomPlacesOf(seed, deviceId, `link/${name}`),
        ...{ scheduler, lane },
        recordsRandom: randomPlacesOf(seed, deviceId, `link/${name}/records`),
      });
    this.#connects = streamOf(seed, deviceId, "link");
    this.#up = newWay("up");
    this.#down = newWay("down");
  }

  /** See `DeviceTransport.open`. */
  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    this.#end();
    this.#listener = listener;
    this.#will = lastWill;
    if (!this.#isCut()) this.#connectLater();
  }

  /** See `DeviceTransport.send`. */
  send(channel: UpChannel, payload: Uint8Array): void {
    if (!this.#hasContact || this.#isCut()) return;
    const sent = payload.slice();
    const isFirst = this.#isFirst;
    this.#isFirst = false;
    this.#up.carry(
      () => {
        if (!this.#isCut()) this.#setup.onUp(channel, sent.slice());
        else if (isFirst) this.#setup.onFirstLost?.();
      },
      { isRecord: channel === "evt", isSure: isFirst },
    );
  }

  /** See `DeviceTransport.close`. */
  close(): void {
    this.#end();
  }

  /** See `DeviceTransport.abort`. */
  abort(): void {
    const hadContact = this.#hasContact;
    const will = this.#will;
    this.#end();
    if (hadContact) this.#publishLater(will, NOTICE_MS + WILL_DELAY_MS);
  }

  /** Says whether the device has contact, as far as it noticed. */
  hasContact(): boolean {
    return this.#hasContact;
  }

  /** Sends a message to the device, if it has contact. */
  deliver(channel: DownChannel, payload: Uint8Array): void {
    if (!this.#hasContact || this.#isCut()) return;
    const sent = payload.slice();
    const session = this.#session;
    this.#down.carry(
      () => {
        if (this.#isCut() || session !== this.#session) return;
        this.#listener?.onMessage(channel, sent.slice());
      },
      { isRecord: ABOUT_RECORDS.has(channel) },
    );
  }

  /** What a message of the device takes longer than usual at the least, ms. */
  slowMs(): number {
    return this.#up.slowMs();
  }

  /** Says whether a message of the device would come through now, but for noise. */
  carriesUp(): boolean {
    return this.#hasContact && !this.#isCut() && this.#up.isFree();
  }

  /** See {@link FaultyLink.setCut}. */
  setCut(isCut: boolean, cause: CutCause = "link"): void {
    const wasCut = this.#isCut();
    if (isCut) this.#cuts.add(cause);
    else this.#cuts.delete(cause);
    if (isCut && cause === "broker") this.#loseBroker();
    if (wasCut === this.#isCut()) return;
    this.#cancelChange();
    if (this.#listener === undefined) return;
    if (isCut && this.#hasContact) this.#change(NOTICE_MS, () => this.#noticeLoss());
    if (!isCut && !this.#hasContact) this.#connectLater();
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
    this.#tryAgain();
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
    this.#tryAgain();
  }

  #isCut(): boolean {
    return this.#cuts.size > 0;
  }

  #loseBroker(): void {
    if (!this.#hasContact) return;
    this.#cancelChange();
    this.#hasContact = false;
    this.#listener?.onLink(false);
  }

  /** What kept the device from contact may be over. */
  #tryAgain(): void {
    const isTrying = this.#hasContact || this.#contactChange !== undefined;
    if (!isTrying && this.#listener !== undefined && !this.#isCut()) this.#connectLater();
  }

  #connectLater(): void {
    this.#change(drawConnectMs(this.#connects), () => {
      if (!this.#up.isFree() || !this.#down.isFree()) return;
      this.#hasContact = true;
      this.#isFirst = true;
      if (this.#willEvent !== undefined) this.#setup.scheduler.cancel(this.#willEvent);
      this.#willEvent = undefined;
      this.#listener?.onLink(true);
      this.#setup.onContact();
    });
  }

  #noticeLoss(): void {
    this.#hasContact = false;
    this.#publishLater(this.#will, WILL_DELAY_MS);
    this.#listener?.onLink(false);
  }

  #publishLater(will: Uint8Array | undefined, afterMs: number): void {
    if (will === undefined || will.length === 0) return;
    const dueMs = this.#setup.scheduler.nowMs() + afterMs;
    this.#willEvent = this.#setup.scheduler.at(dueMs, this.#setup.lane, () => {
      this.#willEvent = undefined;
      this.#setup.onUp("state", will.slice());
    });
  }

  #change(afterMs: number, run: () => void): void {
    this.#cancelChange();
    const dueMs = this.#setup.scheduler.nowMs() + afterMs;
    this.#contactChange = this.#setup.scheduler.at(dueMs, this.#setup.lane, () => {
      this.#contactChange = undefined;
      run();
    });
  }

  #cancelChange(): void {
    if (this.#contactChange !== undefined) this.#setup.scheduler.cancel(this.#contactChange);
    this.#contactChange = undefined;
  }

  #end(): void {
    this.#session += 1;
    this.#cancelChange();
    this.#listener = undefined;
    this.#will = undefined;
    this.#hasContact = false;
  }
}
