import { resolve } from "node:path";
import type { Delivery, Loop, RunSpec } from "../home/run-spec.ts";
import { runLanes } from "../hosts/run-lanes.ts";
import { failingHomes } from "../replay/failing-homes.ts";
import { type FailureFile, readFailureFile, writeFailureFile } from "../replay/failure-file.ts";
import { type Finding, findingsOf, isSameKind } from "../replay/finding.ts";
import { programVersions } from "../replay/program-versions.ts";
import { type Reproduced, reproduce } from "../replay/reproduce.ts";
import { type Shrunk, shrinkFailure } from "../replay/shrink-failure.ts";
import { fleetSize, shrinkFleet } from "../replay/shrink-fleet.ts";
import { timelineSize } from "../replay/timeline-size.ts";
import { storyText, timelineStory } from "../replay/timeline-story.ts";
import { sharesOperators } from "../response/response-plan.ts";
import { utcText } from "../results/event-of-record.ts";
import { replayCommand } from "../results/repeat-command.ts";
import type { CommandIo } from "./command-io.ts";
import { type ReplayOutcome, reportReplay } from "./replay-report.ts";
import { fleetOf, type RunOptions } from "./run-options.ts";
import { inLoop } from "./simulate-command.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit replay`. */
export interface ReplayOptions extends RunOptions {
  readonly loop?: Loop;
  readonly delivery?: Delivery;
  /** Time for shrinking, ms. */
  readonly limit?: number;
  /** File that the minimal timeline is saved to. */
  readonly save?: string;
}

/** Time for shrinking where none is named, ms. */
const LIMIT_MS = 120_000;
/** How often it is told how far shrinking is, host ms. */
const TELL_EVERY_MS = 2_000;

/** Runs a failure again and shrinks it, or judges a saved one; returns the exit code. */
export async function runReplay(
  path: string | undefined,
  options: ReplayOptions,
  io: CommandIo,
): Promise<number> {
  const startedMs = io.hostMs();
  if (path !== undefined) refuseFleet(options);
  const outcome = await replayed(path, options, io);
  return reportReplay({ ...outcome, elapsedMs: io.hostMs() - startedMs }, options, io);
}

type Outcome = Omit<ReplayOutcome, "elapsedMs">;

async function replayed(
  path: string | undefined,
  options: ReplayOptions,
  io: CommandIo,
): Promise<Outcome> {
  if (path !== undefined) {
    const file = readFailureFile(resolve(io.cwd, path));
    if (file.file === "regression") return judged(file);
    return shrunk(file, options, io);
  }
  const file = await failureOfFleet(options, io);
  return typeof file === "string" ? { seed: file, fails: false } : shrunk(file, options, io);
}

/** A regression is judged as it is: whatever is wrong in it makes it fail. */
async function judged({ seed, spec }: FailureFile): Promise<Outcome> {
  const { sums } = await runLanes(spec);
  const [finding] = findingsOf(sums);
  return finding === undefined
    ? { seed, fails: false, isJudged: true }
    : { seed, fails: true, isJudged: true, finding };
}

/** Runs the fleet of the options; gives its seed alone when nothing was wrong. */
async function failureOfFleet(
  options: ReplayOptions,
  io: CommandIo,
): Promise<FailureFile | string> {
  if (options.seed === undefined && options.fleet === undefined) throw nothingNamed();
  const { loop, delivery, limit: _limit, save: _save, ...runOptions } = options;
  const wishes = { ...(loop && { loop }), ...(delivery && { delivery }) };
  const fleet = inLoop(wishes, fleetOf(runOptions, io));
  const { sums } = await runLanes(fleet.run, { signal: io.signal });
  const [first, ...others] = findingsOf(sums);
  const { seed } = fleet.run;
  if (first === undefined) return seed;
  return {
    ...{ v: 1, file: "failure", seed, command: "dosekit replay", findings: [first, ...others] },
    ...{ versions: programVersions(), tzTable: fleet.tzTable },
    spec: failingHomes(fleet.run, [first, ...others]),
  };
}

async function shrunk(file: FailureFile, options: ReplayOptions, io: CommandIo): Promise<Outcome> {
  const { seed, spec, findings } = file;
  const [finding] = findings;
  const found = reproduce(spec, finding);
  if (found === undefined) return shrunkFleet(file, options, io);
  const base = { seed, fails: true, finding: found.finding, isSameTrace: found.isSameTrace };
  if (!found.isSameFailure) return { ...base, cannotPlay: true };
  const result = await shrinkWith(found, options, io);
  const { timeline, attempts, ended } = result;
  const lines = timelineStory(timeline, options.lang ?? "en");
  const saved = options.save;
  if (saved !== undefined) save(resolve(io.cwd, saved), file, { found, spec: timeline });
  return {
    ...{ ...base, attempts, ended, traceHash: found.traceHash },
    ...{ before: timelineSize(found.timeline), after: timelineSize(timeline) },
    lines: lines.map(({ trueMs, text }) => ({ t: utcText(trueMs), text })),
    story: storyText(lines, timeline.devices[0].plan.zone),
    ...(saved === undefined ? {} : { saved: replayCommand(saved) }),
  };
}

/** No home fails by itself: homes that share operators may fail together. */
async function shrunkFleet(
  file: FailureFile,
  options: ReplayOptions,
  io: CommandIo,
): Promise<Outcome> {
  const { seed, spec } = file;
  if (!sharesOperators(spec)) return { seed, fails: false };
  const { sums } = await runLanes(spec, { signal: io.signal });
  const [wanted] = file.findings;
  const seen = findingsOf(sums);
  const finding = seen.find((one) => isSameKind(one, wanted)) ?? seen[0];
  if (finding === undefined) return { seed, fails: false };
  let toldMs = io.hostMs();
  const result = await shrinkFleet(spec, {
    ...{ finding, limitMs: options.limit ?? LIMIT_MS, hostMs: io.hostMs, signal: io.signal },
    onProgress: ({ attempts, smallest, passedMs }) => {
      if (io.hostMs() - toldMs < TELL_EVERY_MS) return;
      toldMs = io.hostMs();
      const { homes, days } = smallest;
      const size = `${homes} homes, ${days} days`;
      io.err(`shrinking · ${attempts} attempts · ${size} · ${Math.round(passedMs / 1_000)} s\n`);
    },
  });
  const saved = options.save;
  const found = { finding: result.finding };
  if (saved !== undefined) save(resolve(io.cwd, saved), file, { found, spec: result.spec });
  const homes = result.spec.devices.map(({ deviceId }) => deviceId);
  return {
    ...{ seed, fails: true, needsFleet: true, finding: result.finding },
    ...{ attempts: result.attempts, ended: result.ended },
    fleet: { before: fleetSize(spec), after: fleetSize(result.spec), homes },
    ...(saved === undefined ? {} : { saved: replayCommand(saved) }),
  };
}

function shrinkWith(
  { timeline, finding }: Reproduced,
  { limit = LIMIT_MS }: ReplayOptions,
  io: CommandIo,
): Promise<Shrunk> {
  let toldMs = io.hostMs();
  return shrinkFailure(timeline, {
    ...{ finding, limitMs: limit, hostMs: io.hostMs, signal: io.signal },
    onProgress: ({ attempts, smallest, passedMs }) => {
      if (io.hostMs() - toldMs < TELL_EVERY_MS) return;
      toldMs = io.hostMs();
      const { hours, happenings, faults } = timelineSize(smallest);
      const size = `${hours} h, ${happenings} things done, ${faults} faults`;
      io.err(`shrinking · ${attempts} attempts · ${size} · ${Math.round(passedMs / 1_000)} s\n`);
    },
  });
}

function save(
  path: string,
  { seed, command, tzTable }: FailureFile,
  { found, spec }: { readonly found: Pick<Reproduced, "finding">; readonly spec: RunSpec },
): void {
  const findings: readonly [Finding] = [found.finding];
  const versions = programVersions();
  writeFailureFile(path, {
    ...{ v: 1, file: "regression", seed, command, findings, versions, tzTable, spec },
  });
}

/** A file has its whole run in it. */
function refuseFleet({ lang: _l, json: _j, limit: _t, save: _s, ...fleet }: ReplayOptions): void {
  const given = Object.entries(fleet).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UserError({
    ...{ code: "usage.not-here", field: `--${given[0]}`, found: String(given[1]) },
    allowed: "--save, --limit, --lang and --json beside the file of a failure",
    message: "The file of a failure says which fleet is run.",
  });
}

function nothingNamed(): UserError {
  return new UserError({
    code: "usage.missing",
    field: "file",
    found: "nothing",
    allowed: "the file of a failure, or the options of its fleet with --seed",
    message: "It is not said what is to be replayed.",
  });
}
