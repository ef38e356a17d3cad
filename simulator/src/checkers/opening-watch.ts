import type { JournalRecord, MotionStart } from "@dosekit/protocols";
import type { Observation } from "./observation.ts";

/** Says whether a movement of a product makes medicine accessible. */
export type Opens = (motion: MotionStart, product: string) => boolean;

/** The dose that the device announced last, before moving anything. */
export interface AnnouncedDose {
  readonly doseId: string;
  readonly epoch: number;
  readonly seq: number;
  /** Asked for by an authorised actor: a travel or assisted release. */
  readonly ahead: boolean;
  /** A reading proves that the dose is still inside. */
  readonly proved: boolean;
}

/** A movement that makes medicine accessible, and the dose that it was announced for. */
export interface Opening {
  readonly motion: MotionStart;
  readonly dose: AnnouncedDose | undefined;
  readonly trueMs: number;
  readonly civilMs: number | undefined;
  readonly clockErrorMs: number;
}

/** What an {@link OpeningWatch} has something to take from. */
export const OPENING_KINDS = [
  "device",
  "record",
  "power",
  "input",
  "journal.commit",
  "motion.start",
] as const;

/**
 * Tells one device's movements that make medicine accessible, and which dose each is for: that of
 * the last `dose.offering` record that was asked to be written and did not fail.
 */
export class OpeningWatch {
  readonly #opens: Opens;
  #product = "";
  #durable: AnnouncedDose | undefined;
  #asked: AnnouncedDose | undefined;
  /** Epoch of the last record that was written or asked for. */
  #epoch: number | undefined;
  /** The last observation, and what it was: several checkers share one watch. */
  #lastSeen: Observation | undefined;
  #lastOpening: Opening | undefined;

  constructor(opens: Opens) {
    this.#opens = opens;
  }

  /**
   * Takes in every observation of the device, again for each who shares it; gives the opening that
   * it is, if it is one.
   */
  observe(seen: Observation): Opening | undefined {
    if (seen !== this.#lastSeen) {
      this.#lastSeen = seen;
      this.#lastOpening = this.#take(seen);
    }
    return this.#lastOpening;
  }

  #take(seen: Observation): Opening | undefined {
    switch (seen.seen) {
      case "effect":
        return this.#effect(seen);
      case "record":
        this.#written(seen.record);
        break;
      case "device":
        this.#product = seen.product;
        break;
      case "power":
        if (!seen.on) this.#asked = undefined;
        break;
      case "input":
        if (seen.input.type === "journal.failed") this.#asked = undefined;
        break;
      default:
        break;
    }
    return undefined;
  }

  /** The dose that was announced last, durable or not. */
  announced(): AnnouncedDose | undefined {
    return this.#asked ?? this.#durable;
  }

  /** Whether the record that announced it is durable. */
  isDurable(): boolean {
    return this.#asked === undefined && this.#durable !== undefined;
  }

  /** Epoch of the last record that was written or asked for. */
  epoch(): number | undefined {
    return this.#epoch;
  }

  #effect(seen: Extract<Observation, { seen: "effect" }>): Opening | undefined {
    const { effect } = seen;
    if (effect.type === "journal.commit") {
      this.#epoch = effect.records.at(-1)?.epoch ?? this.#epoch;
      const offering = effect.records.findLast(({ kind }) => kind === "dose.offering");
      if (offering !== undefined) this.#asked = announcedBy(offering);
    }
    if (effect.type !== "motion.start" || !this.#opens(effect, this.#product)) return undefined;
    const { trueMs, civilMs, clockErrorMs } = seen;
    return { motion: effect, dose: this.announced(), trueMs, civilMs, clockErrorMs };
  }

  #written(record: JournalRecord): void {
    this.#epoch = record.epoch;
    if (record.kind !== "dose.offering") return;
    this.#durable = announcedBy(record);
    this.#asked = undefined;
  }
}

/**
 * Says whether a record tells of a travel or assisted release: an outcome of its own that somebody
 * asked for, or anything that somebody other than the user and the device did.
 */
export function isAskedFor({ actor, outcome }: JournalRecord): boolean {
  if (actor === undefined || actor === "device") return false;
  return actor !== "user" || outcome === "released-ahead";
}

function announcedBy(record: JournalRecord): AnnouncedDose | undefined {
  if (record.doseId === undefined) return undefined;
  return {
    doseId: record.doseId,
    epoch: record.epoch,
    seq: record.seq,
    ahead: isAskedFor(record),
    proved: record.evidence === "returned",
  };
}
