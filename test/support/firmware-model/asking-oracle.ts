import type { JournalRecord, ServiceMode } from "@dosekit/protocols";
import { isAskedFor } from "./journal-oracle.ts";
import type { MechanismBench } from "./mechanism-bench.ts";

/** Who may ask for a dose outside its window, said once more and not taken from the device. */
const MAY_ASK: ReadonlySet<string> = new Set(["staff", "operator"]);
const DISPENSING: ReadonlySet<ServiceMode> = new Set([
  "configured",
  "training",
  "daily-use",
  "evaluation-due",
]);

/**
 * Judges what commands did to a device, with nothing of the device.
 *
 * @returns one sentence for each case in which a rule did not hold
 */
export function complaintsAboutCommands(bench: MechanismBench): readonly string[] {
  const { records } = bench;
  return [
    ...handledOnce(records),
    ...answeredAlike(bench),
    ...askedByRight(records),
    ...travelTold(bench),
    ...offeredInService(records),
  ];
}

/** Each command is handled once in one life of the device. */
function handledOnce(records: readonly JournalRecord[]): readonly string[] {
  const handled = new Set<string>();
  return records.flatMap(({ kind, commandId = "", seq }) => {
    if (kind !== "command.handled") return [];
    if (handled.has(commandId)) return [`${commandId} is handled again at ${seq}`];
    handled.add(commandId);
    return [];
  });
}

/** The same command gets the same answer; one that was too much at the time may come again. */
function answeredAlike({ replies }: MechanismBench): readonly string[] {
  const first = new Map<string, string>();
  return replies.flatMap((reply) => {
    if (reply.seq === undefined) return [];
    const key = `${reply.commandId} of epoch ${reply.epoch}`;
    const said = JSON.stringify(reply);
    const before = first.get(key) ?? said;
    first.set(key, before);
    return before === said ? [] : [`${key} was answered ${before}, then ${said}`];
  });
}

/** What left its window was asked for by somebody with the right to it, and says who. */
function askedByRight(records: readonly JournalRecord[]): readonly string[] {
  return records.flatMap((record) => {
    const { kind, actor = "nobody", outcome, doseId, seq } = record;
    const isAhead = outcome === "released-ahead" && kind === "dose.closed";
    const isAsked = kind.startsWith("dose.") && isAskedFor(record);
    if (!isAhead && !isAsked) return [];
    return MAY_ASK.has(actor) ? [] : [`${doseId} has ${kind} by ${actor} at ${seq}`];
  });
}

/** Doses of journeys are told by one event each journey, and all of them are counted. */
function travelTold({ records, state }: MechanismBench): readonly string[] {
  const left = records.filter(
    (record) =>
      record.kind === "dose.released" && isAskedFor(record) && record.dispense === undefined,
  ).length;
  const told = records
    .filter(({ kind }) => kind === "travel.dispensed")
    .reduce((sum, { count = 0 }) => sum + count, 0);
  const session = state?.session;
  const underWay = session?.kind === "travel" ? session.left : 0;
  return left === told + underWay ? [] : [`${left} doses left for journeys, ${told} are told`];
}

/** Nothing is offered by itself before a plan, during a stop and after the end. */
function offeredInService(records: readonly JournalRecord[]): readonly string[] {
  let mode: ServiceMode = "provisioned";
  return records.flatMap((record) => {
    mode = record.mode ?? mode;
    if (record.kind !== "dose.offering" || isAskedFor(record) || DISPENSING.has(mode)) return [];
    return [`${record.doseId} is offered at ${record.seq} in mode ${mode}`];
  });
}
