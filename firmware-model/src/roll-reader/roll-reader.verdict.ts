import type { PouchReading } from "@dosekit/protocols";
import type { RollContext } from "../roll/roll.events.ts";
import { keyOf } from "../roll/roll.print.ts";

/**
 * What a reading means for the dose that is due.
 *
 * - `wanted` the pouch of that dose
 * - `passed-over` a pouch for an earlier time, whose dose has its outcome, or a blank one
 * - `blank` the same, without print
 * - `again` not readable, to be read once more
 * - `unreadable` not readable, however often it is read
 * - `later` a pouch for a later time: the one that is due is not on the roll
 * - `wrong-roll` somebody else's pouch, a pouch that came before, or nothing but blanks
 * - `ended` there is no pouch
 */
export type Verdict =
  | "wanted"
  | "passed-over"
  | "blank"
  | "again"
  | "unreadable"
  | "later"
  | "wrong-roll"
  | "ended";

/**
 * Judges a reading by what it says alone. Nothing is ever taken for the pouch that is due but one
 * whose owner, date and clock time are those of the dose. Pure.
 */
export function verdictOf(context: RollContext, reading: PouchReading): Verdict {
  const { figures, blanks, stock } = context;
  const isLastTry = context.tries + 1 >= figures.readings;
  // A drive that slipped brings nothing either: the end is believed at once only if counted too.
  if (reading.found === "none") return stock > 0 && !isLastTry ? "again" : "ended";
  if (reading.found === "blank") return blanks < figures.blanksMax ? "blank" : "wrong-roll";
  if (reading.found === "print" && reading.owner === "other") return "wrong-roll";
  const key = keyOf(reading);
  if (key === "") return isLastTry ? "unreadable" : "again";
  return verdictOfPrint(context, key);
}

/** Printed times compare as text; a pouch that was cut off and still stands there is no second one. */
function verdictOfPrint({ wanted, lastCut, parked }: RollContext, key: string): Verdict {
  if (key > wanted) return "later";
  if (key === lastCut && !parked) return "wrong-roll";
  return key === wanted ? "wanted" : "passed-over";
}
