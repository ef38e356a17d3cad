import { hooksWithin, type RunHooks } from "../result/run-hooks.ts";
import type { StaffingResult } from "../result/staffing-result.ts";
import type { ServiceFile } from "../service-schema.ts";
import { recordStream } from "./alert-stream.ts";
import { CentreAlone } from "./centre-alone.ts";
import { type ShiftsFound, searchShifts } from "./shift-search.ts";

/** Seeds of a file that names no number of them. */
const SEEDS = 10;
/** Alerts, in per cent, that may be late where a file names no other share; inferred. */
const TOLERANCE_PERCENT = 5;
/** The most operators of one shift that are tried: this many times those planned, at least so many. */
const TIMES_PLANNED = 4;
const MOST_AT_LEAST = 32;

/**
 * Finds how many operators a service needs in each shift for its limits to hold: for each of several
 * seeds the stream of alerts is recorded once, and the response centre answers it with other numbers
 * of people, by its own code ({@link CentreAlone} says what that leaves out). Never fewer than two are
 * on duty (IS-2552).
 */
export async function searchStaffing(
  service: ServiceFile,
  hooks: RunHooks,
): Promise<StaffingResult> {
  const { seeds: count = SEEDS, tolerancePercent = TOLERANCE_PERCENT } = service.staffing ?? {};
  const planned = service.response.shifts.map(({ operators }) => operators);
  const most = Math.max(MOST_AT_LEAST, TIMES_PLANNED * Math.max(...planned));
  const found: ShiftsFound[] = [];
  const seeds: string[] = [];
  let partial = false;
  for (let at = 0; at < count; at += 1) {
    const span = { from: at / count, to: (at + 1) / count };
    const own = hooksWithin(hooks, `staffing-${at + 1}`, span);
    const stream = await recordStream(service, own.seed, own);
    partial ||= stream.partial || hooks.signal.aborted;
    if (partial) break;
    found.push(searchShifts(new CentreAlone(stream), tolerancePercent, most));
    seeds.push(own.seed);
  }
  return { ...summed(service, found), seeds, tolerancePercent, partial };
}

function summed(
  { response }: ServiceFile,
  found: readonly ShiftsFound[],
): Pick<StaffingResult, "shifts" | "unreachable"> {
  const shifts = response.shifts.map(({ name, operators: planned }, at) => {
    const needed = found.map((one) => one.needed[at] ?? 0);
    const sorted = [...needed].sort((a, b) => a - b);
    // Of an even number of seeds the greater of the two in the middle: nobody is half a person.
    const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
    return { name, planned, needed, median, least: sorted[0] ?? 0, most: sorted.at(-1) ?? 0 };
  });
  const unreachable = response.shifts
    .filter((_, at) => found.some(({ isReached }) => isReached[at] === false))
    .map(({ name }) => name);
  return { shifts, unreachable };
}

/** The same service with the numbers that were found, for a full run that confirms them. */
export function withStaffing(service: ServiceFile, { shifts }: StaffingResult): ServiceFile {
  const operators = service.response.shifts.map((shift, at) => ({
    ...shift,
    operators: shifts[at]?.median ?? shift.operators,
  }));
  return { ...service, response: { ...service.response, shifts: operators } };
}
