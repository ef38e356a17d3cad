import type { JournalRecord } from "@dosekit/protocols";
import type { DeviceSpec } from "../../home/run-spec.ts";
import { type AlertFact, alertsOf } from "../incidents/alert-facts.ts";
import {
  type DoseFact,
  dosesOf,
  wasNotToBeHad,
  wasOfTheMechanism,
} from "../incidents/dose-facts.ts";
import type { WatchedRun } from "../incidents/watched-run.ts";
import type { PathwayCalendar } from "./pathway-calendar.ts";

/** A record of the device with the true time at which it was written. */
export interface DatedRecord {
  readonly atMs: number;
  readonly record: JournalRecord;
}

/** One user's way as it was lived: everything that its steps are judged by. */
export interface LivedWay {
  readonly run: WatchedRun;
  readonly device: DeviceSpec;
  readonly when: PathwayCalendar;
  readonly records: readonly DatedRecord[];
  readonly doses: readonly DoseFact[];
  readonly alerts: readonly AlertFact[];
}

/** Gathers what was seen of a way. */
export function livedWay(run: WatchedRun, device: DeviceSpec, when: PathwayCalendar): LivedWay {
  const { log } = run;
  const { deviceId } = device;
  const records = log
    .of(deviceId)
    .flatMap((seen) =>
      seen.seen === "record" ? [{ atMs: seen.trueMs, record: seen.record }] : [],
    );
  return {
    ...{ run, device, when, records },
    doses: dosesOf(log, deviceId),
    alerts: alertsOf(log, deviceId),
  };
}

/** Lists the doses that were due within a stretch. */
export function dueIn({ doses }: LivedWay, fromMs: number, untilMs: number): readonly DoseFact[] {
  return doses.filter(({ dueMs }) => dueMs >= fromMs && dueMs < untilMs);
}

/** Lists the doses that could not be had, for another reason than one that staff mend and are told of. */
export function lostIn(way: LivedWay, fromMs: number, untilMs: number): readonly DoseFact[] {
  return dueIn(way, fromMs, untilMs).filter(
    (dose) => wasNotToBeHad(dose) && !wasOfTheMechanism(dose),
  );
}

/** Finds when the device first went to a mode from an instant on. */
export function modeSince({ records }: LivedWay, mode: string, fromMs: number): number | undefined {
  return records.find(({ atMs, record }) => record.mode === mode && atMs >= fromMs)?.atMs;
}

/** Counts alerts about doses that nobody took, raised within a stretch. */
export function missedAlertsIn({ alerts }: LivedWay, fromMs: number, untilMs: number): number {
  return alerts.filter(
    ({ code, raisedMs }) => code === "1.1" && raisedMs >= fromMs && raisedMs < untilMs,
  ).length;
}
