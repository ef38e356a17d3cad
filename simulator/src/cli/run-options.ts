import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { FleetOptions } from "../fleet/fleet-options.ts";
import { type Fleet, readFleet } from "../fleet/read-fleet.ts";
import { ReportFile } from "../report/report-file.ts";
import { EventFile } from "../results/event-file.ts";
import type { RecordOptions } from "../results/run-recorder.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";

/** Options of every command that runs a fleet. */
export interface RunOptions extends Omit<FleetOptions, "durationMs" | "live"> {
  readonly json?: boolean;
  readonly events?: string;
  /** File that a failure is written to, if there is one; named by the seed when absent. */
  readonly failure?: string;
  /** File that a report is written to. */
  readonly report?: string;
  readonly lang?: TableLanguage;
  /** Device time to run instead of the fleet's days, ms. */
  readonly duration?: number;
}

type Admit = (devices: number) => void;

/**
 * Reads the fleet that the options describe.
 *
 * @param live a fleet that runs against a broker, where outages last at least five real seconds
 * @param admit throws when there are more devices than can be run, before they are made
 */
export function fleetOf(
  options: RunOptions,
  io: CommandIo,
  { live = false, admit }: { readonly live?: boolean; readonly admit?: Admit } = {},
): Fleet {
  const { duration, report, ...others } = options;
  const { json: _json, events: _events, lang: _lang, failure: _failure, ...fleetOptions } = others;
  const fleet = readFleet(
    { ...fleetOptions, live, ...(duration === undefined ? {} : { durationMs: duration }) },
    io.cwd,
    () => randomBytes(4).toString("hex"),
    admit,
  );
  return report === undefined ? fleet : { ...fleet, run: { ...fleet.run, keepDays: true } };
}

/** Opens the event file that the options name, if they do. */
export function eventFileOf({ events }: RunOptions, io: CommandIo): EventFile | undefined {
  return events === undefined ? undefined : EventFile.open(resolve(io.cwd, events));
}

/** Opens the report that the options name, if they do. */
export function reportFileOf({ report }: RunOptions, io: CommandIo): ReportFile | undefined {
  return report === undefined ? undefined : ReportFile.open(resolve(io.cwd, report));
}

/** What the record of a fleet's run has to know of it beforehand. */
export function recordOptions({ run }: Fleet): RecordOptions {
  const { ladder, response, keepDays = false, startMs, devices } = run;
  const common = { ladder, keepDays, startMs, devices };
  return response === undefined ? common : { ...common, response };
}
