import type { LocalDate } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { RollPouch } from "./roll-pouch.ts";

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
  const blank = (chance: number): readonly Omit<RollPouch, "place">[] =>
    random.chance(chance) ? [{ condition: "whole", doses: 0 }] : [];
  const leader = blank(chances.leaderLeft);
  const packed = doses.flatMap((dose) => {
    const pouch = pouchOf(dose, owner, conditionOf(chances, random));
    if (random.chance(chances.missing)) return [];
    return random.chance(chances.duplicated) ? [pouch, pouch] : [pouch];
  });
  return [...leader, ...packed, ...blank(chances.trailerLeft)].map((pouch, place) => ({
    ...pouch,
    place,
  }));
}

function pouchOf(
  { doseId, date, minuteOfDay, earlyMs, lateMs }: PackedDose,
  patientKey: string,
  condition: RollPouch["condition"],
): Omit<RollPouch, "place"> {
  return {
    print: { date, minuteOfDay, patientKey },
    condition,
    doses: 1,
    doseId,
    window: { earlyMs, lateMs },
  };
}

function conditionOf(chances: RollFaultChances, random: RandomStream): RollPouch["condition"] {
  if (random.chance(chances.unreadable)) return "smudged";
  return random.chance(chances.torn) ? "torn" : "whole";
}
