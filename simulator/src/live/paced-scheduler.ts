import { EventQueue } from "../clock/event-queue.ts";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";
import { HOST_DELAY_MAX_MS, type HostTimer } from "./host-timer.ts";

/** How long events may hold the host before it may look after its sockets again, ms. */
const SLICE_MS = 10;
/** Events closer together than this run together, so that the host is not woken for each, ms. */
const TICK_MS = 2;
/** A slice that begins later than this after its time counts as an overrun, host ms. */
const OVERRUN_MS = 100;

/** How well the host kept pace. */
export interface PaceReport {
  /** Greatest distance of an event from its time, in host ms. */
  readonly lagMaxMs: number;
  /** Slices that began more than 100 ms late. */
  readonly overruns: number;
  readonly slices: number;
}

/**
 * True time tied to the host's clock: start + host time elapsed × speed.
 *
 * At one speed the schedule is absolute: a late event delays none behind it, and the run never
 * drifts.
 * Every event runs at its own time by the world's clock, however late the host is; what comes from
 * outside is placed at the time that the host has reached. The distance between both is the lag,
 * which is measured and reported.
 */
export class PacedScheduler implements Scheduler {
  readonly #queue: EventQueue;
  readonly #host: HostTimer;
  #speed: number;
  /** Where the present pace began, in true time and in host time. */
  #startMs: number;
  #startHostMs = 0;
  #planned: { readonly trueMs: number; readonly speed: number } | undefined;
  #running = false;
  #insideEvent = false;
  /** The last slice ended before all was done that was due. */
  #isBehind = false;
  #wakesAtHostMs = Number.POSITIVE_INFINITY;
  #disarm: () => void = () => undefined;
  #lagMaxMs = 0;
  #overruns = 0;
  #slices = 0;
  #onFault: (fault: unknown) => void;

  /**
   * @param startMs true time at the start, ms since the Unix epoch
   * @param speed true time that passes in one unit of host time; 1 or more
   * @param onFault told when an event throws; the pace stops there
   */
  constructor(startMs: number, speed: number, host: HostTimer, onFault: (fault: unknown) => void) {
    this.#queue = new EventQueue(startMs);
    this.#host = host;
    this.#startMs = startMs;
    this.#speed = checkedSpeed(speed);
    this.#onFault = onFault;
  }

  /** Lets time pass from now on. */
  start(): void {
    if (this.#running) throw new RangeError("time passes already");
    this.#running = true;
    this.#startHostMs = this.#host.nowMs();
    this.#arm();
  }

  /**
   * Lets time pass at another speed from now on.
   *
   * @param speed true time that passes in one unit of host time; 1 or more
   */
  changeSpeed(speed: number): void {
    this.#startMs = this.pacedMs();
    this.#startHostMs = this.#host.nowMs();
    this.#speed = checkedSpeed(speed);
    this.#disarm();
    this.#wakesAtHostMs = Number.POSITIVE_INFINITY;
    if (this.#running) this.#arm();
  }

  /**
   * Lets time pass at another speed from an instant on, however late the host looks after it.
   *
   * @param trueMs when, true time; nothing behind it happens at the present speed
   */
  changeSpeedAt(trueMs: number, speed: number): void {
    this.#planned = { trueMs, speed: checkedSpeed(speed) };
  }

  /** Holds time for good; nothing that is armed will run. */
  stop(): void {
    this.#running = false;
    this.#disarm();
    this.#wakesAtHostMs = Number.POSITIVE_INFINITY;
  }

  /** See {@link Scheduler.nowMs}. */
  nowMs(): number {
    return this.#queue.nowMs();
  }

  /** See {@link Scheduler.at}. */
  at(trueMs: number, lane: number, run: () => void): ScheduledEvent {
    const event = this.#queue.at(trueMs, lane, run);
    if (this.#running && !this.#insideEvent) this.#arm();
    return event;
  }

  /** See {@link Scheduler.cancel}. */
  cancel(event: ScheduledEvent): void {
    this.#queue.cancel(event);
  }

  /**
   * Brings true time up to the host's, running what is due; called before anything that comes from
   * outside (a network message, say) is let in. Inside an event it does nothing; nor does it while
   * the host is behind, for then every message would have to wait for a slice of its own.
   */
  catchUp(): void {
    if (!this.#running || this.#insideEvent || this.#isBehind) return;
    this.#runSlice();
    if (this.#running) this.#arm();
  }

  /** True time that the host has reached, whole ms. */
  pacedMs(): number {
    if (!this.#running) return this.#startMs;
    const trueMs = this.#atPresentSpeed();
    const planned = this.#planned;
    if (planned === undefined || trueMs < planned.trueMs) return Math.floor(trueMs);
    this.#planned = undefined;
    this.#startHostMs += (planned.trueMs - this.#startMs) / this.#speed;
    this.#startMs = planned.trueMs;
    this.#speed = planned.speed;
    return Math.floor(this.#atPresentSpeed());
  }

  /** Says how well the host kept pace so far. */
  report(): PaceReport {
    return { lagMaxMs: this.#lagMaxMs, overruns: this.#overruns, slices: this.#slices };
  }

  #atPresentSpeed(): number {
    return this.#startMs + (this.#host.nowMs() - this.#startHostMs) * this.#speed;
  }

  #wake(): void {
    this.#wakesAtHostMs = Number.POSITIVE_INFINITY;
    if (!this.#running) return;
    this.#runSlice();
    if (this.#running) this.#arm();
  }

  /** Runs what is due, at most for one slice; events run in order even when the slice ends early. */
  #runSlice(): void {
    const targetMs = this.pacedMs();
    const sliceEndMs = this.#host.nowMs() + SLICE_MS;
    this.#noteLag(targetMs);
    this.#insideEvent = true;
    this.#isBehind = false;
    try {
      for (let next = this.#queue.nextMs(); ; next = this.#queue.nextMs()) {
        if (next === undefined || next > targetMs) {
          this.#queue.runUntil(Math.max(targetMs, this.#queue.nowMs()));
          break;
        }
        this.#queue.step();
        if (!this.#running) break;
        this.#isBehind = this.#host.nowMs() > sliceEndMs;
        if (this.#isBehind) break;
      }
    } catch (fault) {
      this.stop();
      this.#onFault(fault);
    } finally {
      this.#insideEvent = false;
    }
  }

  #noteLag(targetMs: number): void {
    const next = this.#queue.nextMs();
    if (next === undefined || next > targetMs) return;
    const lagMs = (targetMs - next) / this.#speed;
    this.#slices += 1;
    this.#lagMaxMs = Math.max(this.#lagMaxMs, lagMs);
    if (lagMs > OVERRUN_MS) this.#overruns += 1;
  }

  #arm(): void {
    const next = this.#queue.nextMs();
    if (next === undefined) return;
    const dueHostMs = this.#startHostMs + (next - this.#startMs) / this.#speed;
    if (this.#wakesAtHostMs <= dueHostMs) return;
    this.#disarm();
    const waitMs = dueHostMs - this.#host.nowMs();
    // Behind its time the host gets one turn for its sockets and goes on at once.
    const delayMs = waitMs <= 0 ? 0 : Math.min(Math.max(waitMs, TICK_MS), HOST_DELAY_MAX_MS);
    this.#wakesAtHostMs = dueHostMs;
    this.#disarm = this.#host.after(delayMs, () => this.#wake());
  }
}

function checkedSpeed(speed: number): number {
  if (speed >= 1 && Number.isFinite(speed)) return speed;
  throw new RangeError(`not a speed: ${speed}`);
}
