import { availableParallelism } from "node:os";
import { basename, resolve } from "node:path";
import { zoneTableOf } from "@dosekit/firmware-model";
import { operationSpec } from "../acceptance/operation/operation-spec.ts";
import { acceptanceReport } from "../acceptance/report/acceptance-report.ts";
import { printPdf } from "../acceptance/report/pdf/print-pdf.ts";
import type { AcceptanceResult } from "../acceptance/result/acceptance-result.ts";
import { runAcceptance } from "../acceptance/run/accept-run.ts";
import type { AcceptanceParts } from "../acceptance/run/acceptance-parts.ts";
import { type LoadedService, loadService } from "../acceptance/run/load-service.ts";
import { resultText } from "../acceptance/run/result-file.ts";
import type { AcceptanceRequest, RunPart } from "../acceptance/run/run-request.ts";
import { SERVICE_ZONE, seedOf } from "../acceptance/service-file.ts";
import { programVersions } from "../replay/program-versions.ts";
import { shellWord } from "../results/repeat-command.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { leaveToPeople } from "./accept-device-protocol.ts";
import { type AcceptFiles, type AcceptOutputs, openAcceptFiles } from "./accept-files.ts";
import { openAcceptProgress } from "./accept-progress.ts";
import { realDevicesOf, realGatewayOf, withRealDevices } from "./accept-real-devices.ts";
import { acceptTable, exitCodeOfVerdict } from "./accept-table.ts";
import { ACCEPT_WORDS } from "./accept-words.ts";
import type { CommandIo } from "./command-io.ts";
import { checkMemory } from "./simulate-command.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit accept run`. */
export interface AcceptRunOptions extends AcceptOutputs {
  /** Language of table and report; that of the file when absent. */
  readonly lang?: TableLanguage;
  readonly seed?: string;
  readonly workers?: number;
  readonly only?: readonly RunPart[];
  /** Real devices that stand for products, each `product=adapter`. */
  readonly dut?: readonly string[];
  /** Statement of the real device. */
  readonly ics?: string;
  readonly fixture?: string;
  /** Adapter of a real gateway, and its statement. */
  readonly gateway?: string;
  readonly gatewayIcs?: string;
  /** Whether the needed operators are searched for. */
  readonly staffing: boolean;
  /** How many times daily operation is run, for the range of the benefits. */
  readonly operations: number;
}

/** Runs an acceptance test and writes its result and report; returns the exit code. */
export async function runAccept(
  path: string,
  options: AcceptRunOptions,
  { io, parts }: { readonly io: CommandIo; readonly parts: AcceptanceParts },
): Promise<number> {
  const beganMs = io.hostMs();
  const loaded = loadService(path, io.cwd, parts.pathwayAsks);
  checkRoom(loaded, options, io);
  const language = options.lang ?? (loaded.service.language === "en" ? "en" : "no");
  refuseEvents(options);
  const seed = options.seed ?? seedOf(loaded.service);
  const devices = realDevicesOf(options, loaded.service);
  const gateway = realGatewayOf(options);
  const files = openAcceptFiles(path, options, { io, language });
  const request = requestOf(loaded, options, { seed, path, files });
  const progress = openAcceptProgress(io, language);
  try {
    const tried = await withRealDevices(parts, { devices, gateway }, { io, seed });
    const result = await runAcceptance(request, tried, {
      ...{ seed, workers: workersOf(options.workers) },
      ...{ signal: io.signal, onProgress: () => undefined, onPart: progress.onPart },
      ...(files.events === undefined ? {} : { events: files.events.file }),
      ...(io.newThread === undefined ? {} : { newThread: io.newThread }),
    });
    progress.close();
    const written = await writeFiles(result, { files, language, io });
    const isReal = devices.length > 0 || gateway !== undefined;
    const around = { path, language, io };
    const left = isReal && !result.partial ? leaveToPeople(loaded, result.criteria, around) : [];
    if (options.json === true) {
      io.out(printedResult(result, io.hostMs() - beganMs));
      for (const line of left) io.err(`${line}\n`);
    } else io.out(acceptTable(result, language, [...written, ...left]));
    return exitCodeOfVerdict(result);
  } finally {
    progress.close();
    files.discard();
  }
}

/** Looks at daily operation before anything runs: that its files hold and that it fits into memory. */
function checkRoom(
  { service }: LoadedService,
  { only, events, workers, seed = seedOf(service) }: AcceptRunOptions,
  io: CommandIo,
): void {
  if (only?.includes("operation") === false) return;
  const shape = { workers: workersOf(workers), events: events !== undefined };
  checkMemory(operationSpec(service, seed), shape, io, "stories");
}

/** The result as every command prints a document: how long it took is in no file. */
function printedResult({ v, seed, partial, ...rest }: AcceptanceResult, tookMs: number): string {
  const elapsedMs = Math.round(tookMs);
  return `${JSON.stringify({ v, command: "accept run", seed, elapsedMs, partial, ...rest })}\n`;
}

/** Threads of a run that names none. */
export function workersOf(workers: number | undefined): number {
  return workers ?? availableParallelism();
}

/** Says which program this is and which tables of time zones it has. */
export function acceptVersions(): AcceptanceResult["versions"] {
  const { dosekit } = programVersions();
  return { dosekit, tzTable: zoneTableOf(SERVICE_ZONE)?.version ?? "?" };
}

/** The day on which a run is made; in Swedish dates are written as in all files here. */
export function localDate(): string {
  return new Date().toLocaleDateString("sv-SE", { timeZone: SERVICE_ZONE });
}

/** Events are those of daily operation, so that there are none without it. */
function refuseEvents({ events, only }: AcceptRunOptions): void {
  if (events === undefined || only === undefined || only.includes("operation")) return;
  throw new UserError({
    code: "accept.no-operation",
    ...{ field: "--events", found: `--only ${only.join(",")}`, allowed: "operation among them" },
    message: "Events come from daily operation, which this run leaves out.",
  });
}

interface Asked {
  readonly seed: string;
  readonly path: string;
  readonly files: AcceptFiles;
}

function requestOf(
  { service, file, criteria, protocols, manifest }: LoadedService,
  options: AcceptRunOptions,
  { seed, path, files: { events } }: Asked,
): AcceptanceRequest {
  const { only, staffing, operations } = options;
  return {
    ...{ service, file, criteria, protocols, manifest },
    ...{ versions: acceptVersions(), date: localDate() },
    repeat: repeatOf(path, seed, options),
    ...(only === undefined ? {} : { only }),
    ...{ withStaffing: staffing, operations },
    ...(events === undefined
      ? {}
      : {
          endEvents: async () => ({
            name: basename(events.path),
            sha256: await events.file.finish(),
          }),
        }),
  };
}

/** The command that runs a file again, on the same real devices and gateway. */
function repeatOf(
  path: string,
  seed: string,
  { dut = [], ics, fixture, gateway, gatewayIcs }: AcceptRunOptions,
): string {
  const named = [
    ...dut.map((device) => ["--dut", device] as const),
    ...(ics === undefined ? [] : [["--ics", ics] as const]),
    ...(fixture === undefined ? [] : [["--fixture", fixture] as const]),
    ...(gateway === undefined ? [] : [["--gateway", gateway] as const]),
    ...(gatewayIcs === undefined ? [] : [["--gateway-ics", gatewayIcs] as const]),
    ["--seed", seed] as const,
  ];
  const options = named.map(([name, value]) => `${name} ${shellWord(value)}`);
  return ["dosekit accept run", shellWord(path), ...options].join(" ");
}

interface Telling {
  readonly files: AcceptFiles;
  readonly language: TableLanguage;
  readonly io: CommandIo;
}

/** Writes result and report, and prints the page where that was asked for; says what there is. */
async function writeFiles(
  result: AcceptanceResult,
  { files, language, io }: Telling,
): Promise<readonly string[]> {
  const { files: names } = ACCEPT_WORDS[language];
  files.result?.file.write(resultText(result));
  files.report.file.write(acceptanceReport(result, language === "no" ? "nb" : "en"));
  const lines = [
    ...(files.result === undefined ? [] : [`${names.result}: ${files.result.path}`]),
    `${names.report}: ${files.report.path}`,
    ...(files.events === undefined ? [] : [`${names.events}: ${files.events.path}`]),
  ];
  if (files.pdf === undefined) return lines;
  return [...lines, await printedLine(files.report.path, files.pdf, { language, io })];
}

/** Prints a page into a PDF file; without a browser the line says how people print it themselves. */
export async function printedLine(
  htmlPath: string,
  pdfPath: string,
  { language, io }: Omit<Telling, "files">,
): Promise<string> {
  const { files: names, notPrinted } = ACCEPT_WORDS[language];
  const from = (path: string) => resolve(io.cwd, path);
  const printed = await printPdf(from(htmlPath), from(pdfPath));
  if (printed.printed) return `${names.pdf}: ${pdfPath} (${printed.by})`;
  return `${notPrinted}: ${language === "no" ? printed.how.nb : printed.how.en}`;
}
