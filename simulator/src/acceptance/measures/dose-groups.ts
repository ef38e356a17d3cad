import { type JournalRecord, OUTCOME, type Outcome } from "@dosekit/protocols";
import { PerDevice } from "../../checkers/per-device.ts";

/** Outcomes by number, so that a dose is kept as one number. */
const OUTCOMES = Object.keys(OUTCOME.words) as readonly Outcome[];
const OPEN = OUTCOMES.length;
const STATES = OPEN + 1;

/** How far the records of a device tell of a dose. */
export type DoseState = "unheard" | "open" | "ended";

/** A dose fell due, or changed from one outcome to another. */
export interface DoseChange {
  readonly deviceId: string;
  /** Local day on which it was due, from the first day of the run. */
  readonly day: number;
  readonly isFirst: boolean;
  /** What it adds to the missed doses: 1, 0, or -1 where a correction takes it back. */
  readonly missed: -1 | 0 | 1;
}

/**
 * Follows each dose from the first record about it to its outcome and the corrections of that, as
 * the run's own totals do.
 */
export class DoseOutcomes {
  readonly #dayOf: (trueMs: number) => number;
  readonly #doses = new PerDevice<Map<string, number>>(() => new Map());

  /** @param dayOf local day of an instant, from the first day of the run */
  constructor(dayOf: (trueMs: number) => number) {
    this.#dayOf = dayOf;
  }

  /** A record became durable; gives what it changes. */
  recorded(
    deviceId: string,
    { kind, doseId, dueMs, outcome }: JournalRecord,
    trueMs: number,
  ): DoseChange | undefined {
    if (doseId === undefined) return undefined;
    const isEnd = kind === "dose.closed" || kind === "dose.corrected";
    const own = this.#doses.of(deviceId);
    const before = own.get(doseId);
    const isEnded = isEnd && outcome !== undefined;
    if (before !== undefined && !isEnded) return undefined;
    const day = before === undefined ? this.#dueDay(dueMs, trueMs) : Math.floor(before / STATES);
    const state = isEnded ? OUTCOMES.indexOf(outcome) : OPEN;
    own.set(doseId, day * STATES + state);
    const wasMissed = before !== undefined && OUTCOMES[before % STATES] === "missed";
    const isMissed = isEnded && outcome === "missed";
    const missed = (Number(isMissed) - Number(wasMissed)) as -1 | 0 | 1;
    return { deviceId, day, isFirst: before === undefined, missed };
  }

  /** How far the records tell of a dose: not at all, that it began, or to its outcome. */
  stateOf(deviceId: string, doseId: string): DoseState {
    const state = this.#doses.of(deviceId).get(doseId);
    if (state === undefined) return "unheard";
    return state % STATES === OPEN ? "open" : "ended";
  }

  /** By the record's own time where the device's clock was far off; longer than journeys. */
  #dueDay(dueMs: number | undefined, trueMs: number): number {
    const isOff = dueMs === undefined || Math.abs(dueMs - trueMs) > CLOCK_OFF_MS;
    return Math.max(0, this.#dayOf(isOff ? trueMs : dueMs));
  }
}

/** How far a dose may be due from its record before that is the fault of a clock. */
const CLOCK_OFF_MS = 62 * 86_400_000;
