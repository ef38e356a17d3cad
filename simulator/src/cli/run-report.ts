import type { Fleet } from "../fleet/read-fleet.ts";
import { htmlReport } from "../report/html-report.ts";
import { ReportAccount } from "../report/report-account.ts";
import type { ReportFile } from "../report/report-file.ts";
import type { ReportInput } from "../report/report-input.ts";
import { DEFAULT_RESPONSE } from "../response/response-plan.ts";
import { fleetDocument } from "../results/fleet-document.ts";
import { repeatCommand } from "../results/repeat-command.ts";
import type { RunDocument } from "../results/run-document.ts";
import { faultsReport, swarmNote } from "../results/run-faults-report.ts";
import { RUN_NOTES } from "../results/run-notes.ts";
import type { RunRecord } from "../results/run-recorder.ts";
import { type RunTableExtras, runTable } from "../results/run-table.ts";
import { exitCodeOf } from "../results/run-verdict.ts";
import type { CommandIo } from "./command-io.ts";
import { failureLines, keptFailure } from "./kept-failure.ts";
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

/** Where a run is told. */
export interface RunTelling {
  readonly options: RunOptions;
  readonly io: CommandIo;
  /** Gets the report, when one was asked for. */
  readonly file?: ReportFile | undefined;
}

/**
 * Prints a run: one JSON document with `--json`, tables for people otherwise; and writes its report.
 *
 * @returns the command's exit code
 */
export function reportRun(
  fleet: Fleet,
  record: RunRecord,
  outcome: RunOutcome,
  { options, io, file }: RunTelling,
): number {
  const ran = fleetDocument(fleet, record, outcome);
  const failure = keptFailure(
    ran,
    { fleet, record, command: commandOf(fleet, options) },
    {
      ...(options.failure === undefined ? {} : { path: options.failure }),
      cwd: io.cwd,
    },
  );
  const document = failure === undefined ? ran : { ...ran, failure };
  const shown = shownOf(fleet, record, { outcome, options });
  file?.write(htmlReport(reportInput(document, fleet, { ...shown, record })));
  if (options.json === true) io.out(`${JSON.stringify(document)}\n`);
  else
    io.out(
      runTable(document, { ...shown, notes: [...shown.notes, ...filesOf(document, options)] }),
    );
  return exitCodeOf(document);
}

function reportInput(
  document: RunDocument,
  { run }: Fleet,
  { record, ...shown }: RunTableExtras & { readonly record: RunRecord },
): ReportInput {
  const { startMs, devices, response = DEFAULT_RESPONSE } = run;
  const sums = record.report ?? new ReportAccount({ startMs, devices, zone: response.zone }).pack();
  return { document, sums, devices, zone: response.zone, ...shown };
}

/** What table and report tell besides the document. */
function shownOf(
  fleet: Fleet,
  { stops, droppedTelemetry, violations, faults }: RunRecord,
  { outcome, options }: { outcome: RunOutcome; options: RunOptions },
): RunTableExtras {
  const { lang: language = "en" } = options;
  const stopped = stops === 0 ? [] : [RUN_NOTES[language].stops(stops)];
  return {
    language,
    droppedTelemetry,
    violations,
    notes: [...outcome.notes, ...swarmNote(faultsReport(fleet.run, faults), language), ...stopped],
    repeatCommand: commandOf(fleet, options),
  };
}

function commandOf(fleet: Fleet, options: RunOptions): string {
  return repeatCommand({
    seed: fleet.run.seed,
    ...(fleet.path === undefined ? {} : { path: fleet.path }),
    options: [...repeatedOptions(options), ...loopOptions(fleet)],
  });
}

function filesOf(
  { traceHash, eventsSha256, failure }: RunDocument,
  { events, report, lang = "en" }: RunOptions,
): readonly string[] {
  const notes = RUN_NOTES[lang];
  return [
    ...(failure === undefined ? [] : failureLines(failure, lang)),
    ...(traceHash === undefined ? [] : [`${notes.traceHash}: ${traceHash}`]),
    ...(events === undefined ? [] : [`${notes.events}: ${events} (SHA-256 ${eventsSha256 ?? ""})`]),
    ...(report === undefined ? [] : [`${notes.report}: ${report}`]),
  ];
}

function loopOptions({ run }: Fleet): readonly (readonly [string, string])[] {
  return [
    ...(run.loop === undefined ? [] : [["--loop", run.loop] as const]),
    ...(run.delivery === undefined ? [] : [["--delivery", run.delivery] as const]),
  ];
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
