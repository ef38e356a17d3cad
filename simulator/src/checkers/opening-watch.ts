import type { JournalRecord, MotionStart } from "@dosekit/protocols";
import type { CheckContext } from "./check-context.ts";
import type { Observation } from "./observation.ts";

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

/**
 * Tells one device's movements that make medicine accessible, and which dose each is for: that of
 * the last `dose.offering` record that was asked to be written and did not fail.
 */
export class OpeningWatch {
  readonly #opens: CheckContext["opens"];
  #product = "";
  #durable: AnnouncedDose | undefined;
  #asked: AnnouncedDose | undefined;
  /** Epoch of the last record that was written or asked for. */
  #epoch: number | undefined;

  constructor(context: CheckContext) {
    this.#opens = context.opens;
  }

  /** Takes in every observation of the device; gives the opening that it is, if it is one. */
  observe(seen: Observation): Opening | undefined {
    if (seen.seen === "device") this.#product = seen.product;
    else if (seen.seen === "record") this.#written(seen.record);
    else if (seen.seen === "power" && !seen.on) this.#asked = undefined;
    else if (seen.seen === "input" && seen.input.type === "journal.failed") this.#asked = undefined;
    else if (seen.seen === "effect") return this.#effect(seen);
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
    const { effect, trueMs, civilMs, clockErrorMs } = seen;
    if (effect.type === "journal.commit") {
      this.#epoch = effect.records.at(-1)?.epoch ?? this.#epoch;
      const offering = effect.records.findLast(({ kind }) => kind === "dose.offering");
      if (offering !== undefined) this.#asked = announcedBy(offering);
    }
    if (effect.type !== "motion.start" || !this.#opens(effect, this.#product)) return undefined;
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
