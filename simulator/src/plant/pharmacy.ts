import { nextWindow, type ZoneTable } from "@dosekit/firmware-model";
import type { DosePlan, JournalRecord } from "@dosekit/protocols";
import type { PackedDose } from "./roll-packing.ts";

/** What a pharmacy knows of one person. */
export interface PharmacySetup {
  readonly plan: DosePlan;
  readonly table: ZoneTable;
  /** True time, ms since the Unix epoch. */
  readonly nowMs: () => number;
}

/** Doses whose end is remembered; a roll never begins further back. */
const ENDED_MAX = 32;

/**
 * Whoever packs a roll for one dispenser and looks at the portal before: the doses of the plan that
 * have no outcome there and were not let go. A dose whose time has passed is among them as long as
 * the dispenser does not know that it is over, for the dispenser counts pouches against doses.
 */
export class Pharmacy {
  readonly #setup: PharmacySetup;
  readonly #ended: string[] = [];
  /** Device clock when the plan was taken over: doses from before were given by hand. */
  #sinceMs: number | undefined;

  constructor(setup: PharmacySetup) {
    this.#setup = setup;
  }

  /** Reads a record of the dispenser, as the portal shows it. */
  note({ kind, doseId, civilMs }: JournalRecord): void {
    if (kind === "plan.accepted") this.#sinceMs ??= civilMs;
    const isEnded = kind === "dose.closed" || kind === "dose.released";
    if (!isEnded || doseId === undefined || this.#ended.includes(doseId)) return;
    this.#ended.push(doseId);
    if (this.#ended.length > ENDED_MAX) this.#ended.shift();
  }

  /** The doses of a new roll, at most so many. */
  nextDoses(count: number): readonly PackedDose[] {
    const { plan, table, nowMs } = this.#setup;
    const doses: PackedDose[] = [];
    const sinceMs = this.#sinceMs ?? nowMs();
    let window = nextWindow(plan, table, nowMs() - LOOK_BACK_MS);
    while (window !== undefined && doses.length < count) {
      const { doseId, dueMs, lateMs, earlyMs, localDate, entryId } = window;
      const isOpen = dueMs >= sinceMs && !this.#ended.includes(doseId);
      const entry = plan.entries.find(({ id }) => id === entryId);
      if (isOpen && entry !== undefined) {
        doses.push({ doseId, date: localDate, minuteOfDay: entry.minuteOfDay, earlyMs, lateMs });
      }
      window = nextWindow(plan, table, dueMs);
    }
    return doses;
  }
}

/** How far back a dose may be due that has no outcome yet, as without a clock; ms. */
const LOOK_BACK_MS = 72 * 3_600_000;
