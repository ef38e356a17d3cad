import { nextWindow, type ZoneTable } from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import type { PackedDose } from "./roll-packing.ts";

/** A dose of a plan as a pharmacy packs it, and when it is due. */
export interface PlannedDose extends PackedDose {
  readonly dueMs: number;
}

/** Doses that one plan keeps: three years of six a day. */
const DOSES_MAX = 6_600;

/**
 * The doses of one plan in the order in which they are due, each reckoned once: whoever fills many
 * dispensers by the same plan, and each of them again and again, asks for the same doses.
 */
export class PlannedDoses {
  readonly #plan: DosePlan;
  readonly #table: ZoneTable;
  /** The doses that are due after {@link #afterMs}, as far as anybody asked. */
  #doses: PlannedDose[] = [];
  #afterMs = Number.POSITIVE_INFINITY;

  constructor(plan: DosePlan, table: ZoneTable) {
    this.#plan = plan;
    this.#table = table;
  }

  /** Gives the doses that are due after an instant, ms, one after the other. */
  *after(afterMs: number): Generator<PlannedDose, void, void> {
    if (afterMs < this.#afterMs || this.#doses.length > DOSES_MAX) {
      this.#afterMs = afterMs;
      this.#doses = [];
    }
    const doses = this.#doses;
    for (let at = placeAfter(doses, afterMs); ; at += 1) {
      const dose = doses[at] ?? this.#next(doses);
      if (dose === undefined) return;
      yield dose;
    }
  }

  #next(doses: PlannedDose[]): PlannedDose | undefined {
    const window = nextWindow(this.#plan, this.#table, doses.at(-1)?.dueMs ?? this.#afterMs);
    if (window === undefined) return undefined;
    const { doseId, dueMs, lateMs, earlyMs, localDate: date, entryId } = window;
    const entry = this.#plan.entries.find(({ id }) => id === entryId);
    if (entry === undefined) return undefined;
    const dose = { doseId, date, minuteOfDay: entry.minuteOfDay, earlyMs, dueMs, lateMs };
    doses.push(dose);
    return dose;
  }
}

const kept = new WeakMap<DosePlan, { readonly table: ZoneTable; readonly doses: PlannedDoses }>();

/**
 * Gives the doses of a plan, the same each time.
 *
 * @param plan never changed afterwards
 */
export function plannedDosesOf(plan: DosePlan, table: ZoneTable): PlannedDoses {
  const known = kept.get(plan);
  if (known?.table === table) return known.doses;
  const doses = new PlannedDoses(plan, table);
  kept.set(plan, { table, doses });
  return doses;
}

/** Place of the first dose that is due after an instant. */
function placeAfter(doses: readonly PlannedDose[], afterMs: number): number {
  let [low, high] = [0, doses.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((doses[middle]?.dueMs ?? afterMs) <= afterMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
