/** Sections of the tray, each holding one dose. */
export const TRAY_SLOTS = 28;

/** Time that the tray takes for half a section, ms; inferred. */
export const HALF_SECTION_MS = 300;

/** How far from a mark its switch still reads it, in half sections; inferred. */
const MARK_TOLERANCE = 0.1;

/** How much of the last half section must be done until the shutter is free; inferred. */
const SHUTTER_FREE_FROM = 0.8;

const HALF_SECTIONS = 2 * TRAY_SLOTS;

/** What a turn does with the shutter over the opening, at its end. */
export type ShutterAim = "free" | "locked";

/** A turn that the drive is to make. */
export interface TurnOrder {
  /** How far to turn, in half sections, 0 or more. */
  readonly byHalf: number;
  readonly aim: ShutterAim;
  /** Where it sticks, in half sections from its beginning; absent when nothing is in the way. */
  readonly sticksAtHalf?: number;
}

interface Turn extends TurnOrder {
  readonly fromHalf: number;
  readonly startMs: number;
  readonly wasFree: boolean;
}

/**
 * The turning part of a tray: where it truly stands, at any instant, and whether the shutter over
 * the opening is free.
 *
 * Places are counted in half sections, from 0: at `2k` compartment `k` comes next and the shutter
 * is locked, at `2k + 1` compartment `k` stands at the opening. The tray turns one way.
 */
export class TrayDrive {
  #atHalf = 0;
  #isFree = false;
  #turn: Turn | undefined;

  /** Puts the tray in by hand so that a compartment comes next, shutter locked. */
  seat(slot: number): void {
    this.#turn = undefined;
    this.#atHalf = 2 * slot;
    this.#isFree = false;
  }

  /** Half sections from here forward to where compartment `slot` stands at the opening. */
  aheadToOpening(slot: number, trueMs: number): number {
    return wrap(2 * slot + 1 - this.placeAt(trueMs));
  }

  /** Half sections from here forward to where the compartment at the opening has left it. */
  aheadToLocked(trueMs: number): number {
    const place = this.placeAt(trueMs);
    const next = Math.ceil(place);
    return wrap((next % 2 === 0 ? next : next + 1) - place);
  }

  /**
   * Begins to turn.
   *
   * @returns how long it turns, ms
   */
  turn(order: TurnOrder, trueMs: number): number {
    this.#settle(trueMs);
    const goesHalf = Math.min(order.byHalf, order.sticksAtHalf ?? order.byHalf);
    this.#turn = { ...order, fromHalf: this.#atHalf, startMs: trueMs, wasFree: this.#isFree };
    return Math.ceil(goesHalf * HALF_SECTION_MS);
  }

  /** Stops wherever it is. */
  halt(trueMs: number): void {
    this.#settle(trueMs);
  }

  /** Place at an instant, in half sections from 0 to under 56. */
  placeAt(trueMs: number): number {
    if (this.#turn === undefined) return this.#atHalf;
    return wrap(this.#turn.fromHalf + doneHalf(this.#turn, trueMs));
  }

  /** Whether the shutter is free at an instant. */
  isFreeAt(trueMs: number): boolean {
    const turn = this.#turn;
    if (turn === undefined) return this.#isFree;
    const done = doneHalf(turn, trueMs);
    if (turn.aim === "free" && turn.byHalf - done <= 1 - SHUTTER_FREE_FROM) return true;
    return turn.wasFree && done <= 1 - SHUTTER_FREE_FROM;
  }

  /** Compartment that stands nearest to the opening at an instant. */
  nearestSlot(trueMs: number): number {
    return Math.floor(wrap(this.placeAt(trueMs)) / 2) % TRAY_SLOTS;
  }

  /**
   * What the index switch tells: the compartment at the opening, `locked` between two of them, or
   * `unknown` off the marks.
   */
  readIndex(trueMs: number): number | "locked" | "unknown" {
    const place = this.placeAt(trueMs);
    const mark = Math.round(place);
    if (Math.abs(place - mark) > MARK_TOLERANCE) return "unknown";
    if (mark % 2 === 0) return "locked";
    return this.isFreeAt(trueMs) ? (mark - 1) / 2 : "locked";
  }

  #settle(trueMs: number): void {
    const isFree = this.isFreeAt(trueMs);
    this.#atHalf = this.placeAt(trueMs);
    this.#isFree = isFree;
    this.#turn = undefined;
  }
}

/** Half sections that a turn has done at an instant. */
function doneHalf(turn: Turn, trueMs: number): number {
  const endHalf = Math.min(turn.byHalf, turn.sticksAtHalf ?? turn.byHalf);
  return Math.min(endHalf, Math.max(0, trueMs - turn.startMs) / HALF_SECTION_MS);
}

/** A place on the ring, 0 to under 56; rounding noise next to a mark does not become a full turn. */
function wrap(half: number): number {
  const place = ((half % HALF_SECTIONS) + HALF_SECTIONS) % HALF_SECTIONS;
  return HALF_SECTIONS - place < 1e-6 ? 0 : place;
}
