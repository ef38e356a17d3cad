import type { Fleet } from "../fleet/read-fleet.ts";
import { responseDocument } from "../response/response-document.ts";
import { DEFAULT_RESPONSE } from "../response/response-plan.ts";
import { repeatCommand } from "../results/repeat-command.ts";
import type { RunDocument } from "../results/run-document.ts";
import { faultsReport, phasesReport, swarmNote } from "../results/run-faults-report.ts";
import type { RunRecord } from "../results/run-recorder.ts";
import { runTable } from "../results/run-table.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { exitCodeOf } from "../results/run-verdict.ts";
import type { CommandIo } from "./command-io.ts";
import type { RunOptions } from "./run-options.ts";

/** What a run came to and how it went. */
export interface RunOutcome {
  readonly command: RunDocument["command"];
  readonly elapsedMs: number;
  readonly partial: boolean;
  readonly traceHash?: string;
  /** Lines about how the run went. */
  readonly notes: readonly string[];
}

/**
 * Prints a run: one JSON document with `--json`, tables for people otherwise.
 *
 * @returns the command's exit code
 */
export function reportRun(
  fleet: Fleet,
  record: RunRecord,
  outcome: RunOutcome,
  { options, io }: { readonly options: RunOptions; readonly io: CommandIo },
): number {
  const document = documentOf(fleet, record, outcome);
  if (options.json === true) io.out(`${JSON.stringify(document)}\n`);
  else io.out(tableOf(document, record, { fleet, outcome, options }));
  return exitCodeOf(document);
}

function documentOf(fleet: Fleet, record: RunRecord, outcome: RunOutcome): RunDocument {
  const { command, elapsedMs, partial, traceHash } = outcome;
  const { totals, delivery, checks, response, hazards, faults, eventsSha256 } = record;
  return {
    v: 1,
    command,
    seed: fleet.run.seed,
    elapsedMs: Math.round(elapsedMs),
    partial,
    ...(traceHash === undefined ? {} : { traceHash }),
    ...(fleet.run.loop === undefined ? {} : { loop: fleet.run.loop }),
    tzTable: fleet.tzTable,
    devices: fleet.run.devices.length,
    days: fleet.days,
    totals,
    delivery,
    checks,
    response: responseDocument(response, (fleet.run.response ?? DEFAULT_RESPONSE).centre),
    ...(Object.keys(hazards).length > 0 ? { hazards } : {}),
    faults: faultsReport(fleet.run, faults),
    phases: phasesReport(fleet.run, faults, checks.L1),
    ...(eventsSha256 === undefined ? {} : { eventsSha256 }),
  };
}

function tableOf(
  document: RunDocument,
  record: RunRecord,
  { fleet, outcome, options }: { fleet: Fleet; outcome: RunOutcome; options: RunOptions },
): string {
  const stops = record.stops === 0 ? [] : [`Devices' programs that had to stop: ${record.stops}.`];
  const file =
    options.events === undefined
      ? []
      : [`Events: ${options.events} (SHA-256 ${document.eventsSha256 ?? ""})`];
  const faults = faultsReport(fleet.run, record.faults);
  const hash = document.traceHash === undefined ? [] : [`Trace hash: ${document.traceHash}`];
  const language: TableLanguage = options.lang ?? "en";
  return runTable(document, {
    language,
    droppedTelemetry: record.droppedTelemetry,
    violations: record.violations,
    notes: [...outcome.notes, ...swarmNote(faults), ...stops, ...hash, ...file],
    repeatCommand: repeatCommand({
      seed: fleet.run.seed,
      ...(fleet.path === undefined ? {} : { path: fleet.path }),
      options: [...repeatedOptions(options), ...loopOption(fleet)],
    }),
  });
}

function loopOption({ run }: Fleet): readonly (readonly [string, string])[] {
  return run.loop === undefined ? [] : [["--loop", run.loop]];
}

/** Options that decide what the devices live through, as they were given. */
function repeatedOptions(options: RunOptions): readonly (readonly [string, string])[] {
  const given: readonly (readonly [string, string | number | undefined])[] = [
    ["--devices", options.devices],
    ["--product", options.product],
    ...(options.profile ?? []).map((file) => ["--profile", file] as const),
    ...(options.people ?? []).map((file) => ["--people", file] as const),
    ["--days", options.days],
    ["--start", options.start],
    ["--zone", options.zone],
    ...(options.plan ?? []).map((file) => ["--plan", file] as const),
    ["--faults", options.faults],
    ["--response", options.response],
    ["--speed", options.speed],
    ["--duration", options.duration === undefined ? undefined : `${options.duration / 1_000}s`],
  ];
  return given.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
}
