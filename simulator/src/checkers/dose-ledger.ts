import type { JournalRecord } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { ExpectedDose, ExpectedDoses } from "./expected-doses.ts";
import { PlanBook } from "./plan-book.ts";
import type { Seen } from "./readers.ts";
import { RecentDoses } from "./recent-doses.ts";
import { WatchedClock } from "./watched-clock.ts";
import { MINUTE_MS } from "./zone-reckoning.ts";

/** What a ledger has something to take from; anything else tells it of the time alone. */
export type LedgerEntry =
  | Seen<"effect">
  | Seen<"record">
  | Seen<"input">
  | Seen<"power">
  | Seen<"clock-jump">
  | Seen<"plan">;

/** A dose that the device knows and has not closed. */
export interface OpenDose {
  readonly window: ExpectedDose;
  /** Trusted running time at which its late limit passed; `undefined` while it has not. */
  readonly lateAtTrustedMs: number | undefined;
}

/** Days ahead of the device clock up to which windows are looked up: a window opens a day early. */
const DAYS_AHEAD = 2;
/** How long at the most nothing is looked at, ms: so a new day is noticed within it. */
const LOOK_AGAIN_MS = 15 * MINUTE_MS;
/** Longest jump of a clock whose windows are all opened, in days; what lies before is passed over. */
const JUMP_DAYS_MAX = 366;

/**
 * The doses that one device knows and still owes an outcome, on its own clock.
 *
 * A device knows a dose once its window opens under the plan that it follows then. A dose whose
 * window was open already when the plan came may be taken up or left. A new plan takes the doses
 * of the old one with it whose windows had not opened; those that had stay owed, until the later of
 * both late limits if the new plan has them. Bound: open doses, three days ahead, and {@link RecentDoses}.
 */
export class DoseLedger {
  readonly clock: WatchedClock;
  readonly book: PlanBook;
  readonly #open = new Map<string, OpenDose>();
  readonly #closed = new RecentDoses<true>();
  #upcoming: ExpectedDose[] = [];
  #expandedDay = Number.NEGATIVE_INFINITY;
  #hasEnded = false;
  #hasLate = false;
  /** Readings of the device clock between which nothing has to be looked at. */
  #quietFromMs = 0;
  #quietUntilMs = Number.NEGATIVE_INFINITY;
  /** Device clock when the present plan came; `undefined` until the clock is known. */
  #planFromMs: number | undefined;

  constructor({ plans, clockErrorMaxMs }: Pick<CheckContext, "plans" | "clockErrorMaxMs">) {
    this.clock = new WatchedClock(clockErrorMaxMs);
    this.book = new PlanBook(plans);
  }

  /** Takes in what it has something to take from. */
  take(seen: LedgerEntry): void {
    this.advance(seen.trueMs);
    this.#read(seen);
    if (seen.seen === "plan") this.#accept(seen);
    this.advance(seen.trueMs);
    if (seen.seen === "record") this.#close(seen.record, seen.trueMs);
  }

  /** Whether an effect tells nothing that the ledger doesn't go by already. */
  expectsEffect({ trueMs, civilMs, clockErrorMs }: Seen<"effect">): boolean {
    return this.clock.expects(trueMs, civilMs, clockErrorMs);
  }

  /** Whether a record does. */
  expectsRecord({ trueMs, record }: Seen<"record">): boolean {
    const { kind, clock, civilMs, mode } = record;
    if (kind === "dose.closed" || mode === "ended" || clock === "unset") return false;
    return this.clock.expects(trueMs, civilMs);
  }

  #read(seen: LedgerEntry): void {
    if (seen.seen === "effect") this.clock.effect(seen);
    else if (seen.seen === "record") this.clock.record(seen);
    else if (seen.seen === "input") this.clock.journalFailed(seen);
    else if (seen.seen === "power") this.clock.power(seen);
    else if (seen.seen === "clock-jump") this.clock.jumped(seen);
  }

  #close({ mode, kind, doseId, dueMs }: JournalRecord, trueMs: number): void {
    if (mode === "ended") this.#end();
    if (kind !== "dose.closed" || doseId === undefined) return;
    if (this.#open.delete(doseId)) this.#lookForLate();
    this.#closed.note(doseId, true, trueMs, dueMs);
  }

  /** Doses that the device owes an outcome. */
  open(): IterableIterator<OpenDose> {
    return this.#open.values();
  }

  /** Whether any late limit has passed. */
  hasLate(): boolean {
    return this.#hasLate;
  }

  /** Brings the ledger up to a true time. */
  advance(trueMs: number): void {
    if (this.clock.showsWithin(trueMs, this.#quietFromMs, this.#quietUntilMs)) return;
    const civilMs = this.clock.civilMs(trueMs);
    if (civilMs === undefined) return;
    this.#expand(civilMs);
    while (this.#upcoming[0] !== undefined && this.#upcoming[0].earlyMs <= civilMs) {
      const window = this.#upcoming.shift();
      if (window === undefined || this.#closed.get(window.doseId) === true) continue;
      this.#open.set(window.doseId, { window, lateAtTrustedMs: undefined });
    }
    for (const dose of this.#open.values()) this.#passLate(dose.window, dose, civilMs, trueMs);
    this.#lookForLate();
    this.#restUntil(civilMs);
  }

  #lookForLate(): void {
    this.#hasLate = false;
    for (const { lateAtTrustedMs } of this.#open.values()) {
      if (lateAtTrustedMs !== undefined) this.#hasLate = true;
    }
  }

  /** Finds up to when nothing happens of itself while the clock goes forwards. */
  #restUntil(civilMs: number): void {
    let untilMs = civilMs + LOOK_AGAIN_MS;
    const next = this.#upcoming[0];
    if (next !== undefined && next.earlyMs < untilMs) untilMs = next.earlyMs;
    for (const { window, lateAtTrustedMs } of this.#open.values()) {
      if (lateAtTrustedMs === undefined && window.lateMs < untilMs) untilMs = window.lateMs;
    }
    this.#quietFromMs = civilMs;
    this.#quietUntilMs = untilMs;
  }

  #stir(): void {
    this.#quietUntilMs = Number.NEGATIVE_INFINITY;
  }

  #passLate(window: ExpectedDose, dose: OpenDose, civilMs: number, trueMs: number): void {
    const pastMs = civilMs - window.lateMs;
    if (pastMs < 0 && dose.lateAtTrustedMs !== undefined) {
      this.#open.set(window.doseId, { window, lateAtTrustedMs: undefined });
    } else if (pastMs >= 0 && dose.lateAtTrustedMs === undefined) {
      const { clock } = this;
      const runningMs = Math.min(pastMs, clock.steadyMs(trueMs), clock.trustedRunMs(trueMs));
      const lateAtTrustedMs = this.clock.trustedMs(trueMs) - runningMs;
      this.#open.set(window.doseId, { window, lateAtTrustedMs });
    }
  }

  /** After the end of service no further dose is known; those that were still end. */
  #end(): void {
    this.#hasEnded = true;
    this.#upcoming = [];
    this.#stir();
  }

  #accept(seen: Seen<"plan">): void {
    this.#stir();
    const { plan } = seen;
    this.book.observe(seen);
    this.#hasEnded = false;
    this.#planFromMs = this.clock.civilMs(seen.trueMs);
    this.#upcoming = [];
    this.#expandedDay = Number.NEGATIVE_INFINITY;
    const current = this.book.current();
    if (plan.entries.length === 0 || current === undefined) return;
    for (const { window } of [...this.#open.values()]) {
      const moved = current.windowOf(window.doseId);
      if (moved === undefined) continue;
      const lateMs = Math.max(window.lateMs, moved.lateMs);
      this.#open.set(window.doseId, { window: { ...moved, lateMs }, lateAtTrustedMs: undefined });
    }
    this.#lookForLate();
  }

  #expand(civilMs: number): void {
    const plan = this.book.current();
    if (plan === undefined || this.#hasEnded) return;
    this.#planFromMs ??= civilMs;
    const today = plan.dayOf(civilMs);
    if (this.#expandedDay >= today + DAYS_AHEAD) return;
    const planDay = plan.dayOf(this.#planFromMs);
    const from = Math.max(this.#expandedDay + 1, planDay - DAYS_AHEAD, today - JUMP_DAYS_MAX);
    for (let day = from; day <= today + DAYS_AHEAD; day += 1) this.#addDay(plan, day);
    this.#expandedDay = today + DAYS_AHEAD;
    this.#upcoming.sort((a, b) => a.earlyMs - b.earlyMs);
  }

  #addDay(plan: ExpectedDoses, day: number): void {
    const planFromMs = this.#planFromMs ?? 0;
    for (const dose of plan.on(day)) {
      if (dose.earlyMs > planFromMs && !this.#open.has(dose.doseId)) this.#upcoming.push(dose);
    }
  }
}
