import type { JournalCommit, JournalRecord, MotionStart } from "@dosekit/protocols";
import type { PerDevice } from "./per-device.ts";
import type { Reader, Seen } from "./readers.ts";

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

/** How an {@link OpeningWatch} is kept; its readers are the same for all who share it. */
export interface OpeningReaders {
  readonly device: Reader<Seen<"device">>;
  readonly record: Reader<Seen<"record">>;
  readonly power: Reader<Seen<"power">>;
  readonly journalFailed: Reader<Seen<"input">>;
  readonly journalCommit: Reader<Seen<"effect">>;
}

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
  /** The last movement, and what it was: several checkers share one watch. */
  #lastMotion: Seen<"effect"> | undefined;
  #lastOpening: Opening | undefined;

  constructor(opens: Opens) {
    this.#opens = opens;
  }

  /** The device joined. */
  joined(product: string): void {
    this.#product = product;
  }

  /** What was asked to be written is lost: it failed, or power went away. */
  dropAsked(): void {
    this.#asked = undefined;
  }

  /** The device asked for records to be written. */
  asked({ records }: JournalCommit): void {
    this.#epoch = records.at(-1)?.epoch ?? this.#epoch;
    const offering = records.findLast(isOffering);
    if (offering !== undefined) this.#asked = announcedBy(offering);
  }

  /** A record became durable. */
  written(record: JournalRecord): void {
    this.#epoch = record.epoch;
    if (!isOffering(record)) return;
    this.#durable = announcedBy(record);
    this.#asked = undefined;
  }

  /**
   * Gives the opening that a movement is, if it is one; again for each who shares the watch.
   *
   * @param seen the movement as it was seen to start
   */
  moved(seen: Seen<"effect">): Opening | undefined {
    if (seen === this.#lastMotion) return this.#lastOpening;
    this.#lastMotion = seen;
    this.#lastOpening = this.#openingBy(seen);
    return this.#lastOpening;
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

  #openingBy({ effect, trueMs, civilMs, clockErrorMs }: Seen<"effect">): Opening | undefined {
    if (effect.type !== "motion.start" || !this.#opens(effect, this.#product)) return undefined;
    return { motion: effect, dose: this.announced(), trueMs, civilMs, clockErrorMs };
  }
}

/** Reads what openings are told by; whoever judges them looks at movements itself. */
export function openingReaders(openings: PerDevice<OpeningWatch>): OpeningReaders {
  return {
    device: ({ product }, deviceId) => openings.of(deviceId).joined(product),
    record: ({ record }, deviceId) => openings.of(deviceId).written(record),
    power: ({ on }, deviceId) => {
      if (!on) openings.of(deviceId).dropAsked();
    },
    journalFailed: (_, deviceId) => openings.of(deviceId).dropAsked(),
    journalCommit: ({ effect }, deviceId) => {
      if (effect.type === "journal.commit") openings.of(deviceId).asked(effect);
    },
  };
}

/**
 * Says whether a record tells of a travel or assisted release: an outcome of its own that somebody
 * asked for, or anything that somebody other than the user and the device did.
 */
export function isAskedFor({ actor, outcome }: JournalRecord): boolean {
  if (actor === undefined || actor === "device") return false;
  return actor !== "user" || outcome === "released-ahead";
}

function isOffering({ kind }: JournalRecord): boolean {
  return kind === "dose.offering";
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
