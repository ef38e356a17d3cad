import { CONNECT_RULES, EVENTS, type JournalRecord } from "@dosekit/protocols";
import type { RetryTimer } from "./ports.ts";

/** How a device on batteries comes into contact. @see sessionSecondsOf */
export interface SleepOptions {
  /** Time between two contacts that nothing else called for, ms; 1 s to 24 days. */
  readonly contactEveryMs: number;
  /** How long nothing has to come or go before it sleeps again, ms; 10 s by default. */
  readonly quietMs?: number;
  /** How long one contact lasts at the most, ms; 10 minutes by default. */
  readonly contactMsMax?: number;
  /**
   * Time until the next contact when the host lacked records at the end of one, ms; 15 minutes by
   * default, and never more than `contactEveryMs`.
   */
  readonly unheardEveryMs?: number;
  /**
   * How long it stays in contact for an answer after an alert was raised or somebody was to be told
   * of it, ms; 20 minutes by default, which outlast a rung of the default ladder.
   */
  readonly answerMs?: number;
  /** Waits for the next contact, in the board's own seconds. */
  readonly timer: RetryTimer;
  /** Waits for quiet, in the seconds of the link; `timer` by default. */
  readonly quietTimer?: RetryTimer;
}

/**
 * How long a broker has to keep the session of a device that sleeps, in s: a missed contact loses
 * nothing that was sent to it.
 *
 * @see OMDP-MQT-017
 */
export function sessionSecondsOf({ contactEveryMs }: Pick<SleepOptions, "contactEveryMs">): number {
  const sleepsSeconds = Math.ceil((contactEveryMs * 5) / 2_000);
  return Math.max(CONNECT_RULES.sessionExpirySeconds, sleepsSeconds);
}

/** What a sleep cycle does to its device. */
export interface SleepEffects {
  /** Whether the host has every record. */
  isDrained(): boolean;
  /** Says goodbye until the next contact, which is so many ms away, and ends this one. */
  rest(untilNextMs: number): void;
  /** Begins a contact. */
  wake(): void;
  /** A clock that never steps, ms. */
  uptimeMs(): number;
}

const QUIET_MS = 10_000;
const CONTACT_MS_MAX = 600_000;
const UNHEARD_EVERY_MS = 900_000;
const ANSWER_MS = 1_200_000;
const CONTACT_EVERY_MS_MAX = 24 * 86_400_000;

/**
 * When a device that sleeps is in contact during one boot: after its start, once every so often,
 * and at once for every alert. It sleeps again when the host has everything and nothing more comes.
 * A host that took nothing for a whole contact is tried again soon: what waits may be an alert. After
 * an alert it stays for a while: an acknowledgement that came too late would let the ladder climb.
 *
 * Invariant: one timer is armed at a time, until `end`.
 *
 * @see OMDP-MQT-015, OMDP-MQT-016
 */
export class SleepCycle {
  readonly #options: SleepOptions;
  readonly #effects: SleepEffects;
  #state: "calling" | "awake" | "asleep" | "over" = "calling";
  #sinceMs = 0;
  /** Until when it is to stay in contact, whether or not there is anything to say. */
  #stayUntilMs = 0;

  /** @throws RangeError when a time is out of range (a caller's bug) */
  constructor(options: SleepOptions, effects: SleepEffects) {
    const { contactEveryMs } = options;
    if (!(contactEveryMs >= 1_000 && contactEveryMs <= CONTACT_EVERY_MS_MAX)) {
      const allowed = `1000 to ${CONTACT_EVERY_MS_MAX}`;
      throw new RangeError(`contactEveryMs: found ${contactEveryMs}, allowed ${allowed}`);
    }
    this.#options = options;
    this.#effects = effects;
  }

  /** Whether the device is out of contact on purpose. */
  get isAsleep(): boolean {
    return this.#state === "asleep";
  }

  /** Contact came or went. */
  onLink(up: boolean): void {
    if (this.#state === "asleep" || this.#state === "over") return;
    this.#state = up ? "awake" : "calling";
    this.#sinceMs = this.#effects.uptimeMs();
    this.#cancel();
    if (up) this.#waitForQuiet();
  }

  /** Somebody asks the device to come into contact, and to stay so for that long from now, ms. */
  onAsked(stayMs: number): void {
    this.#stay(stayMs);
    if (this.#state === "asleep") this.#wake();
    else this.onHeard();
  }

  /** Something came from the host. */
  onHeard(): void {
    if (this.#state === "awake") this.#waitForQuiet();
  }

  /** A record became durable: an alert wakes the device. */
  onRecord({ kind }: JournalRecord): void {
    const wantsAnswer = kind === "alert.raised" || kind === "alert.notified";
    if (wantsAnswer) this.#stay(this.#options.answerMs ?? ANSWER_MS);
    if (this.#state === "awake") this.#waitForQuiet();
    else if (this.#state === "asleep" && EVENTS[kind].class === "alert") this.#wake();
  }

  /** The boot is over. */
  end(): void {
    this.#state = "over";
    this.#cancel();
  }

  get #quietTimer(): RetryTimer {
    return this.#options.quietTimer ?? this.#options.timer;
  }

  #stay(forMs: number): void {
    this.#stayUntilMs = Math.max(this.#stayUntilMs, this.#effects.uptimeMs() + forMs);
  }

  #cancel(): void {
    this.#options.timer.cancel();
    this.#quietTimer.cancel();
  }

  #waitForQuiet(): void {
    this.#cancel();
    this.#quietTimer.arm(this.#options.quietMs ?? QUIET_MS, () => this.#onQuiet());
  }

  #onQuiet(): void {
    if (this.#state !== "awake") return;
    const uptimeMs = this.#effects.uptimeMs();
    const isLong = uptimeMs - this.#sinceMs >= (this.#options.contactMsMax ?? CONTACT_MS_MAX);
    const isDrained = this.#effects.isDrained();
    const stayMs = this.#stayUntilMs - uptimeMs;
    if (!isDrained && (!isLong || stayMs > 0)) this.#waitForQuiet();
    else if (stayMs > 0) this.#options.timer.arm(stayMs, () => this.#onQuiet());
    else this.#rest(isDrained);
  }

  #rest(isDrained: boolean): void {
    const { contactEveryMs, unheardEveryMs = UNHEARD_EVERY_MS, timer } = this.#options;
    const untilNextMs = isDrained ? contactEveryMs : Math.min(contactEveryMs, unheardEveryMs);
    this.#state = "asleep";
    this.#effects.rest(untilNextMs);
    timer.arm(untilNextMs, () => this.#wake());
  }

  #wake(): void {
    if (this.#state !== "asleep") return;
    this.#options.timer.cancel();
    this.#state = "calling";
    this.#effects.wake();
  }
}
