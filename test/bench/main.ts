import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { DECODERS, ENCODERS, NAMES } from "./codec.ts";
import { MACHINE_ROWS, type RowName } from "./machine-rows.ts";
import { raceMachines, timesAsFast } from "./machines.ts";
import { medianNs, race, ratio, type Timing, timingOf } from "./stopwatch.ts";
import { CLEAN_BYTES, cleanStreams, hostilePairs } from "./streams.ts";

/*
 * Measures the wire formats and the executors of charts, and judges them by their targets:
 * part of `npm run bench`, with `wire` or `machines` behind it one of the two. With `--write` the
 * figures go into the READMEs of the packages; with `--duel` only the executors that a target
 * names are raced, which takes half a minute, and nothing is written. The exit code is 1 when a
 * target is missed.
 */

const DECODE_RATIO_MAX = 2.5;
const ENCODE_RATIO_MAX = 1.5;
const CLEAN_MB_PER_S_MIN = 100;
const DOUBLING_MAX = 2.2;
const ACTORS_RATIO_MIN = 150;
const HAND_RATIO_MIN = 0.7;
const PARTS = ["wire", "machines"] as const;
const DUEL: readonly RowName[] = ["XState actors", "generated", "hand-written"];
const isDuel = process.argv.includes("--duel");
const ALL_ROWS = Object.keys(MACHINE_ROWS) as readonly RowName[];

interface Verdict {
  readonly what: string;
  readonly found: string;
  readonly target: string;
  readonly holds: boolean;
}

const verdicts: Verdict[] = [];
/** Tables for the page of each part. */
const sections: Record<(typeof PARTS)[number], string[]> = { wire: [], machines: [] };

function codecSection(title: string, timings: readonly Timing[]): void {
  const library = timingOf(timings, NAMES.library);
  const rows = timings.map((timing) => [
    timing.name,
    medianNs(timing).toFixed(0),
    ratio(timing, library).toFixed(2),
  ]);
  sections.wire.push(table([title, "ns", "× cbor-x"], rows));
}

function judgeRatio(what: string, found: number, max: number): void {
  const holds = found <= max;
  verdicts.push({ what, found: found.toFixed(2), target: `at most ${max}`, holds });
}

function measureCodec(): void {
  const decoders = race(DECODERS);
  codecSection("decode of 45 bytes", decoders);
  const strict = ratio(timingOf(decoders, NAMES.strict), timingOf(decoders, NAMES.library));
  judgeRatio("strict scan and decode beside cbor-x alone", strict, DECODE_RATIO_MAX);
  const encoders = race(ENCODERS);
  codecSection("encode of 45 bytes", encoders);
  const canonical = ratio(timingOf(encoders, NAMES.canonical), timingOf(encoders, NAMES.library));
  judgeRatio("canonical encode beside cbor-x alone", canonical, ENCODE_RATIO_MAX);
}

function measureClean(): void {
  const timings = race(cleanStreams());
  const speeds = timings.map((timing) => ({
    name: timing.name,
    speed: (CLEAN_BYTES * 1_000) / medianNs(timing),
  }));
  sections.wire.push(
    table(
      ["clean frames in chunks of 4 KB, bytes of payload", "MB/s"],
      speeds.map(({ name, speed }) => [name, speed.toFixed(0)]),
    ),
  );
  for (const { name, speed } of speeds) {
    verdicts.push({
      what: `frame decoder, clean, payloads of ${name} bytes`,
      found: `${speed.toFixed(0)} MB/s`,
      target: `at least ${CLEAN_MB_PER_S_MIN} MB/s`,
      holds: speed >= CLEAN_MB_PER_S_MIN,
    });
  }
}

function measureHostile(): void {
  const rows = Object.entries(hostilePairs()).map(([name, [once, twice]]) => {
    const timings = race({ once, twice }, { rounds: 15, warmUpRounds: 3 });
    const doubling = ratio(timingOf(timings, "twice"), timingOf(timings, "once"));
    judgeRatio(`twice as much of ${name}`, doubling, DOUBLING_MAX);
    return [name, doubling.toFixed(2)];
  });
  sections.wire.push(table(["twice the hostile input", "× time"], rows));
}

function judgeAtLeast(what: string, found: number, min: number): void {
  const holds = found >= min;
  verdicts.push({ what, found: found.toFixed(2), target: `at least ${min}`, holds });
}

async function measureMachines(): Promise<void> {
  const { figures, hash, fleet } = await raceMachines(isDuel ? DUEL : ALL_ROWS);
  const figureOf = (row: RowName) => {
    const found = figures.find((figure) => figure.row === row);
    if (found === undefined) throw new RangeError(`no row ${row}`);
    return found;
  };
  const actors = figureOf("XState actors");
  const byHand = figureOf("hand-written");
  const rows = figures.map((figure) => [
    figure.row,
    figure.nsPerStep.toFixed(0),
    String(figure.rounds.length),
    timesAsFast(figure, actors).toFixed(1),
    timesAsFast(figure, byHand).toFixed(3),
  ]);
  const head = ["steps of one chart", "ns", "rounds", "× actors", "× hand-written"];
  const trace = `One fleet for all rows (${fleet}), people and hardware included; one trace: \`${hash}\`.`;
  sections.machines.push(table(head, rows), trace);
  const generated = figureOf("generated");
  const besideActors = timesAsFast(generated, actors);
  judgeAtLeast("generated code beside XState actors", besideActors, ACTORS_RATIO_MIN);
  const besideHand = timesAsFast(generated, byHand);
  judgeAtLeast("generated code beside a switch by hand", besideHand, HAND_RATIO_MIN);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const ruler = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return [head, ruler, ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Puts the figures between the marks of the page. */
function writeInto(path: URL, figures: string): void {
  const page = readFileSync(path, "utf8");
  const [start, end] = ["<!-- bench:start -->", "<!-- bench:end -->"];
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`${path.pathname} has no place for the figures`);
  writeFileSync(path, `${page.slice(0, from + start.length)}\n\n${figures}\n\n${page.slice(to)}`);
}

const chosen = PARTS.filter((part) => process.argv.includes(part));
const parts = chosen.length > 0 ? chosen : PARTS;
if (parts.includes("wire")) {
  measureCodec();
  measureClean();
  measureHostile();
}
if (parts.includes("machines")) await measureMachines();
const machine = `${availableParallelism()} cores, Node ${process.versions.node}`;
const measured = `Measured on ${new Date().toISOString().slice(0, 10)}, ${machine}; medians of`;
const introduced = `${measured} interleaved rounds, processor time.`;
const pages = { wire: "protocols/README.md", machines: "firmware-model/README.md" };
for (const part of parts) {
  const figures = [introduced, ...sections[part]].join("\n\n");
  console.info(`${figures}\n`);
  if (process.argv.includes("--write") && !isDuel) {
    writeInto(new URL(`../../../${pages[part]}`, import.meta.url), figures);
  }
}
for (const { what, found, target, holds } of verdicts) {
  console.info(`${holds ? "holds " : "MISSED"} ${what}: ${found}, ${target}`);
}
process.exitCode = verdicts.every(({ holds }) => holds) ? 0 : 1;
