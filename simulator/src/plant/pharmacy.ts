import type { ZoneTable } from "@dosekit/firmware-model";
import type { DosePlan, JournalRecord } from "@dosekit/protocols";
import { plannedDosesOf } from "./planned-doses.ts";
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
  /** In the order in which they ended. */
  readonly #ended = new Set<string>();
  /** Device clock when the plan was taken over: doses from before were given by hand. */
  #sinceMs: number | undefined;

  constructor(setup: PharmacySetup) {
    this.#setup = setup;
  }

  /** Reads a record of the dispenser, as the portal shows it. */
  note({ kind, doseId, civilMs }: JournalRecord): void {
    if (kind === "plan.accepted") this.#sinceMs ??= civilMs;
    const isEnded = kind === "dose.closed" || kind === "dose.released";
    if (!isEnded || doseId === undefined) return;
    this.#ended.add(doseId);
    const [first = doseId] = this.#ended;
    if (this.#ended.size > ENDED_MAX) this.#ended.delete(first);
  }

  /** The doses of a new roll, at most so many. */
  nextDoses(count: number): readonly PackedDose[] {
    const { plan, table, nowMs } = this.#setup;
    const doses: PackedDose[] = [];
    const sinceMs = this.#sinceMs ?? nowMs();
    for (const dose of plannedDosesOf(plan, table).after(nowMs() - LOOK_BACK_MS)) {
      if (doses.length >= count) break;
      if (dose.dueMs >= sinceMs && !this.#ended.has(dose.doseId)) doses.push(dose);
    }
    return doses;
  }
}

/** How far back a dose may be due that has no outcome yet, as without a clock; ms. */
const LOOK_BACK_MS = 72 * 3_600_000;
