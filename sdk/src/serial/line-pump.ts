import { NO_EFFECTS } from "@dosekit/protocols";
import type { BackOff } from "../device/back-off.ts";
import type { SdkFault } from "../errors.ts";
import type { BytePort, LinkTime } from "./byte-port.ts";

/** A link as a pump sees it: bytes and time in, effects out. */
export interface PumpedLink<Effect> {
  readonly deadlineMs: number | undefined;
  start(nowMs: number): readonly Effect[];
  receive(bytes: Uint8Array, nowMs: number): readonly Effect[];
  tick(nowMs: number): readonly Effect[];
  lineLost(nowMs: number): readonly Effect[];
}

/** What a pump works with. */
export interface LinePumpSetup<Effect, Link> {
  readonly port: BytePort;
  readonly link: Link;
  readonly time: LinkTime;
  readonly backOff: BackOff;
  /** Told of each effect that is nothing to write, in order. */
  readonly onEffect: (effect: Effect) => void;
  /** Told when the port opens or closes; of several equal faults in a row only the first. */
  readonly onPort: (isOpen: boolean, fault?: SdkFault) => void;
}

type Writing = { readonly type: "write"; readonly bytes: Uint8Array };

/**
 * Keeps a link going on a port: hands bytes and time to the link and carries out what it asks for;
 * a port that fails or closes is opened again, ever more rarely.
 *
 * Invariants: effects are carried out in order, none from within another; while the link has a
 * deadline a timer is armed that fires no later.
 */
export class LinePump<Effect extends { readonly type: string }, Link extends PumpedLink<Effect>> {
  readonly #setup: LinePumpSetup<Effect, Link>;
  readonly #waiting: Effect[] = [];
  #isDraining = false;
  #isOver = true;
  #stopTimer: (() => void) | undefined;
  #timerAtMs = Number.POSITIVE_INFINITY;
  #stopRetry: (() => void) | undefined;
  #lastFault: string | undefined;

  constructor(setup: LinePumpSetup<Effect, Link>) {
    this.#setup = setup;
  }

  /** Opens the port, and again whenever it closes. */
  open(): void {
    this.#isOver = false;
    this.#openPort();
  }

  /** Lets the link do something and carries out what it asks for. */
  run(act: (link: Link, nowMs: number) => readonly Effect[]): void {
    const { link, time, port, onEffect } = this.#setup;
    const effects = act(link, time.monotonicMs());
    if (effects === NO_EFFECTS) return;
    this.#waiting.push(...effects);
    if (this.#isDraining) return;
    this.#isDraining = true;
    try {
      for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
        if (isWriting(next)) port.write(next.bytes);
        else onEffect(next);
      }
    } finally {
      this.#isDraining = false;
    }
    this.#armTimer();
  }

  /** Closes the port; nothing is told any more. */
  close(): void {
    this.#isOver = true;
    this.#waiting.length = 0;
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    this.#timerAtMs = Number.POSITIVE_INFINITY;
    this.#stopRetry?.();
    this.#stopRetry = undefined;
    this.#setup.port.close();
  }

  #openPort(): void {
    const { port, backOff, onPort } = this.#setup;
    port.open({
      onOpen: () => {
        if (this.#isOver) return;
        onPort(true);
        this.run((link, nowMs) => link.start(nowMs));
      },
      onBytes: (bytes) => {
        if (this.#isOver) return;
        // A server that accepts and hangs up again is not there yet, so opening proves nothing.
        backOff.reset();
        this.#lastFault = undefined;
        this.run((link, nowMs) => link.receive(bytes, nowMs));
      },
      onClosed: (fault) => {
        if (!this.#isOver) this.#portClosed(fault);
      },
    });
  }

  #portClosed(fault: SdkFault): void {
    const { backOff, onPort, time } = this.#setup;
    this.run((link, nowMs) => link.lineLost(nowMs));
    if (this.#isOver) return;
    const isNews = fault.message !== this.#lastFault;
    this.#lastFault = fault.message;
    onPort(false, isNews ? fault : undefined);
    this.#stopRetry = time.after(backOff.nextMs(), () => this.#openPort());
  }

  /** A timer that would fire earlier than needed is left: it looks again then. */
  #armTimer(): void {
    const { link, time } = this.#setup;
    const { deadlineMs } = link;
    if (this.#isOver || deadlineMs === undefined || deadlineMs >= this.#timerAtMs) return;
    this.#stopTimer?.();
    this.#timerAtMs = deadlineMs;
    const delayMs = Math.max(0, deadlineMs - time.monotonicMs());
    this.#stopTimer = time.after(delayMs, () => {
      this.#stopTimer = undefined;
      this.#timerAtMs = Number.POSITIVE_INFINITY;
      this.run((lateLink, nowMs) => lateLink.tick(nowMs));
    });
  }
}

function isWriting(effect: { readonly type: string }): effect is Writing {
  return effect.type === "write";
}
