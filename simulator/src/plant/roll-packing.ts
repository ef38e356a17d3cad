import type { LocalDate } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { PouchPrint, RollPouch } from "./roll-pouch.ts";

/** A dose that a pharmacy is to pack. */
export interface PackedDose {
  readonly doseId: string;
  readonly date: LocalDate;
  readonly minuteOfDay: number;
  /** When it may be taken, true time, ms. */
  readonly earlyMs: number;
  readonly lateMs: number;
}

/** How often pouches, rolls and the mechanism are not as they should be; each a probability. */
export interface RollFaultChances {
  /** That a pouch can't be read. */
  readonly unreadable: number;
  /** That a pouch is torn. */
  readonly torn: number;
  /** That a pouch is missing from the roll, or there twice. */
  readonly missing: number;
  readonly duplicated: number;
  /** That a roll is somebody else's. */
  readonly swappedRoll: number;
  /** That the empty pouch at the front of a roll was not removed. */
  readonly leaderLeft: number;
  /** That there is an empty pouch at its end. */
  readonly trailerLeft: number;
  /** That a movement jams, and that the cutter does not cut. */
  readonly jam: number;
  readonly cutFailure: number;
}

/**
 * The chances when nothing else is asked for. All are inferred: no figure of any device was found,
 * and only those of reading, jam and cutter are more than a guess of their order.
 */
export const ROLL_FAULT_CHANCES: RollFaultChances = {
  unreadable: 1e-3,
  torn: 1e-4,
  missing: 1e-4,
  duplicated: 1e-4,
  swappedRoll: 1e-4,
  leaderLeft: 1e-2,
  trailerLeft: 1e-2,
  jam: 3e-4,
  cutFailure: 1e-4,
};

/** What a roll is packed with. */
export interface RollOrder {
  readonly doses: readonly PackedDose[];
  readonly patientKey: string;
  readonly chances: RollFaultChances;
  readonly random: RandomStream;
}

/** The person whose roll comes when rolls are swapped. */
const SOMEBODY_ELSE = "somebody-else";

/** Packs a roll in the order of its doses, with whatever goes wrong on the way to the device. */
export function packRoll({ doses, patientKey, chances, random }: RollOrder): readonly RollPouch[] {
  const owner = random.chance(chances.swappedRoll) ? SOMEBODY_ELSE : patientKey;
  const pouches: RollPouch[] = [];
  const addBlank = () => pouches.push({ condition: "whole", doses: 0, place: pouches.length });
  if (random.chance(chances.leaderLeft)) addBlank();
  for (const dose of doses) {
    const condition = conditionOf(chances, random);
    if (random.chance(chances.missing)) continue;
    const print = { date: dose.date, minuteOfDay: dose.minuteOfDay, patientKey: owner };
    const times = random.chance(chances.duplicated) ? 2 : 1;
    for (let each = 0; each < times; each += 1) {
      pouches.push(pouchOf(dose, { print, condition, place: pouches.length }));
    }
  }
  if (random.chance(chances.trailerLeft)) addBlank();
  return pouches;
}

/** Its window is that of its dose, as the very same object. */
function pouchOf(
  dose: PackedDose,
  { print, condition, place }: Pick<RollPouch, "condition" | "place"> & { print: PouchPrint },
): RollPouch {
  return { print, condition, doses: 1, doseId: dose.doseId, window: dose, place };
}

function conditionOf(chances: RollFaultChances, random: RandomStream): RollPouch["condition"] {
  if (random.chance(chances.unreadable)) return "smudged";
  return random.chance(chances.torn) ? "torn" : "whole";
}
