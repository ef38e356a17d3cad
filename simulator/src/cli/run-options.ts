import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { FleetOptions } from "../fleet/fleet-options.ts";
import { type Fleet, readFleet } from "../fleet/read-fleet.ts";
import { EventFile } from "../results/event-file.ts";
import type { RecordOptions } from "../results/run-recorder.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";

/** Options of every command that runs a fleet. */
export interface RunOptions extends Omit<FleetOptions, "durationMs" | "live"> {
  readonly json?: boolean;
  readonly events?: string;
  readonly lang?: TableLanguage;
  /** Device time to run instead of the fleet's days, ms. */
  readonly duration?: number;
}

/**
 * Reads the fleet that the options describe.
 *
 * @param admit given for a fleet that runs against a broker, where outages last at least five real
 *   seconds; throws when there are more devices than there may be connections
 */
export function fleetOf(
  options: RunOptions,
  io: CommandIo,
  admit?: (devices: number) => void,
): Fleet {
  const live = admit !== undefined;
  const { duration, json: _json, events: _events, lang: _lang, ...fleetOptions } = options;
  return readFleet(
    { ...fleetOptions, live, ...(duration === undefined ? {} : { durationMs: duration }) },
    io.cwd,
    () => randomBytes(4).toString("hex"),
    admit,
  );
}

/** Opens the event file that the options name, if they do. */
export function eventFileOf({ events }: RunOptions, io: CommandIo): EventFile | undefined {
  return events === undefined ? undefined : EventFile.open(resolve(io.cwd, events));
}

/** What the record of a fleet's run has to know of it beforehand. */
export function recordOptions({ run }: Fleet): RecordOptions {
  return {
    ladder: run.ladder,
    ...(run.response === undefined ? {} : { response: run.response }),
  };
}
