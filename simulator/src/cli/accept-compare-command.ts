import { resolve } from "node:path";
import { compare } from "../acceptance/comparison/compare.ts";
import { comparisonPage } from "../acceptance/comparison/comparison-page.ts";
import type { ComparisonResult } from "../acceptance/comparison/comparison-result.ts";
import { protocolFindings } from "../acceptance/protocol/protocol-findings.ts";
import type { AcceptanceResult } from "../acceptance/result/acceptance-result.ts";
import { runAcceptance } from "../acceptance/run/accept-run.ts";
import type { AcceptanceParts } from "../acceptance/run/acceptance-parts.ts";
import { type ComparedRun, comparedRuns } from "../acceptance/run/compare-run.ts";
import { type LoadedService, loadService } from "../acceptance/run/load-service.ts";
import { isResult, readResult } from "../acceptance/run/result-file.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import { ReportFile } from "../report/report-file.ts";
import { EXIT } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { type AcceptProgress, openAcceptProgress } from "./accept-progress.ts";
import { acceptVersions, localDate, printedLine, workersOf } from "./accept-run-command.ts";
import { ACCEPT_WORDS } from "./accept-words.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit accept compare`. */
export interface AcceptCompareOptions {
  readonly lang?: TableLanguage;
  readonly html?: string;
  readonly pdf?: string;
  readonly json?: boolean;
  readonly seed?: string;
  /** Seeds with which each product is run. */
  readonly seeds: number;
  readonly workers?: number;
}

/** What a command that runs acceptance tests is given. */
interface Setting {
  readonly io: CommandIo;
  readonly parts: AcceptanceParts;
}

const PAGE_NAME = { no: "sammenligning.html", en: "comparison.html" } as const;

/**
 * Sets products side by side: those of results that there are, and those that acceptance files name
 * to be compared, which are run. Returns the exit code.
 */
export async function runAcceptCompare(
  paths: readonly string[],
  options: AcceptCompareOptions,
  { io, parts }: Setting,
): Promise<number> {
  const beganMs = io.hostMs();
  const sources = paths.map((path) => sourceOf(path, { io, parts }, options));
  const language = options.lang ?? languageOf(sources);
  const html = options.html ?? PAGE_NAME[language];
  const file = ReportFile.open(resolve(io.cwd, html), "--html");
  const progress = openAcceptProgress(io, language);
  try {
    const results = await resultsOf(sources, { io, parts, progress, options });
    progress.close();
    const comparison = compare(results);
    file.write(comparisonPage(comparison, language === "no" ? "nb" : "en"));
    await tell(comparison, { html, language, options, io, beganMs });
    return comparison.partial || io.signal.aborted ? EXIT.interrupted : EXIT.ok;
  } finally {
    progress.close();
    file.discard();
  }
}

type Source =
  | { readonly result: AcceptanceResult }
  | { readonly loaded: LoadedService; readonly runs: readonly ComparedRun[] };

function sourceOf(path: string, { io, parts }: Setting, options: AcceptCompareOptions): Source {
  const text = readTextFile(path, io.cwd, "FILE");
  if (isResult(text)) return { result: readResult(text, path) };
  const loaded = loadService(path, io.cwd, parts.pathwayAsks);
  const runs = comparedRuns(loaded, options);
  if (runs.length > 0) return { loaded, runs };
  throw new UserError({
    code: "accept.nothing-to-compare",
    ...{ file: path, field: "compare", found: "nothing" },
    allowed: "a list of stories with products, such as [{ story: roar, products: [medido] }]",
    message: "The file names no products to compare.",
  });
}

function languageOf(sources: readonly Source[]): TableLanguage {
  const [first] = sources.map((one) =>
    "result" in one ? one.result.language : one.loaded.service.language,
  );
  return first === "en" ? "en" : "no";
}

interface Running extends Setting {
  readonly progress: AcceptProgress;
  readonly options: AcceptCompareOptions;
}

async function resultsOf(
  sources: readonly Source[],
  running: Running,
): Promise<readonly AcceptanceResult[]> {
  const whole = sources.reduce((sum, one) => sum + ("runs" in one ? one.runs.length : 0), 0);
  const results: AcceptanceResult[] = [];
  let at = 0;
  for (const source of sources) {
    if ("result" in source) {
      results.push(source.result);
      continue;
    }
    for (const run of source.runs) {
      if (running.io.signal.aborted) break;
      results.push(await resultOf(run, source.loaded, { ...running, at, whole }));
      at += 1;
    }
  }
  return results;
}

async function resultOf(
  { service, criteria, seed, product }: ComparedRun,
  { file, manifest }: LoadedService,
  { io, parts, progress, options, at, whole }: Running & { at: number; whole: number },
): Promise<AcceptanceResult> {
  return runAcceptance(
    {
      ...{ service, file, criteria, manifest, protocols: protocolFindings([], []) },
      ...{ versions: acceptVersions(), date: localDate(), withStaffing: false, operations: 1 },
      comparing: true,
      ...{ repeat: `dosekit accept compare ${file.name} --seed ${seed}` },
      only: ["operation", "criteria", "incidents"],
    },
    parts,
    {
      ...{ seed, workers: workersOf(options.workers), signal: io.signal },
      onProgress: () => undefined,
      onPart: ({ title, ...part }, share, weight) =>
        progress.onPart(
          { ...part, title: { nb: `${product}: ${title.nb}`, en: `${product}: ${title.en}` } },
          (at + share) / whole,
          weight * whole,
        ),
      ...(io.newThread === undefined ? {} : { newThread: io.newThread }),
    },
  );
}

interface Telling {
  readonly html: string;
  readonly language: TableLanguage;
  readonly options: AcceptCompareOptions;
  readonly io: CommandIo;
  readonly beganMs: number;
}

async function tell(
  comparison: ComparisonResult,
  { html, language, options, io, beganMs }: Telling,
): Promise<void> {
  const { pdf } = options;
  const printed = pdf === undefined ? [] : [await printedLine(html, pdf, { language, io })];
  if (options.json === true) {
    const { v, partial, ...rest } = comparison;
    const elapsedMs = Math.round(io.hostMs() - beganMs);
    const document = { v, command: "accept compare", elapsedMs, partial, ...rest };
    io.out(`${JSON.stringify(document)}\n`);
    return;
  }
  const words = ACCEPT_WORDS[language];
  const stories = comparison.stories.map(
    ({ story, products }) => `${story}: ${products.map(({ product }) => product).join(", ")}`,
  );
  const partial = comparison.partial ? [words.partial] : [];
  io.out(`${[...partial, ...stories, `${words.files.report}: ${html}`, ...printed].join("\n")}\n`);
}
