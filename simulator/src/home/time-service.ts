import { HOUR_MS, type HostInput, instant } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { Order } from "./run-spec.ts";

/** Where commands of an open loop come from, and whither they go. */
export interface TimeServiceSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** Sends the device something; lost where there is no contact. */
  readonly tell: (input: HostInput) => void;
  readonly hasContact: () => boolean;
}

/** How often the clock is set, ms. */
export const TIME_EVERY_MS = 6 * HOUR_MS;
/** Deadline of commands on the device's clock, which may be hours off. */
const DEADLINE_MS = 7 * 24 * HOUR_MS;

/**
 * Sets a device's clock four times a day and whenever it comes into contact, and brings what people
 * ask of it; nothing of that depends on what the device says. A time that is lost is not repeated.
 */
export class TimeService {
  readonly #setup: TimeServiceSetup;
  #commands = 0;
  /** Wishes that wait for contact. */
  #wishes: Order["wish"][] = [];

  constructor(setup: TimeServiceSetup) {
    this.#setup = setup;
  }

  /** Begins. */
  start(): void {
    this.#tellLater();
  }

  /** The device has contact. */
  onContact(): void {
    this.#tellTime();
    const wishes = this.#wishes;
    this.#wishes = [];
    for (const wish of wishes) this.#send(wish);
  }

  /** Somebody asks something of the device; it is sent when there is contact. */
  ask(wish: Order["wish"]): void {
    if (this.#setup.hasContact()) this.#send(wish);
    else this.#wishes.push(wish);
  }

  #tellLater(): void {
    const { scheduler, lane } = this.#setup;
    scheduler.at(scheduler.nowMs() + TIME_EVERY_MS, lane, () => {
      this.#tellTime();
      this.#tellLater();
    });
  }

  #tellTime(): void {
    const civilMs = instant(this.#setup.scheduler.nowMs());
    this.#send({ verb: "sync-time", actor: "gateway", civilMs });
  }

  #send(wish: Order["wish"]): void {
    const { scheduler, tell } = this.#setup;
    this.#commands += 1;
    const commandId = `c-${this.#commands}`;
    const notAfterMs = instant(scheduler.nowMs() + DEADLINE_MS);
    tell({ type: "command.received", command: { ...wish, commandId, notAfterMs } });
  }
}
