import type { RunSummary } from "../run/roll-up.ts";
import type { CaseRecord, RunRecord } from "../run/run-record.ts";
import { VERDICTS } from "../scenario/verdict.ts";

/** Most checks of one case that are listed. */
const CHECKS_MAX = 3;

/** Tells of one case as it ends, in one line; nothing of one that passed. Pure. */
export function progressLine(one: CaseRecord, left: number): string {
  const mark = one.verdict === "pass" || one.verdict === "skipped" ? "" : ` ${one.reason ?? ""}`;
  return `${one.verdict.padEnd(10)} ${one.id}${mark.slice(0, 160)} · ${left} to go\n`;
}

/** Tells what came of a run, for people. Pure. */
export function runText(record: RunRecord, summary: RunSummary): string {
  return [
    ...headLines(record, summary),
    "",
    ...countLines(summary),
    ...profileLines(summary),
    ...record.cases.filter(isTold).flatMap(caseLines),
    ...summary.problems.map((problem) => `! ${problem}`),
    "",
  ].join("\n");
}

function headLines(record: RunRecord, { verdict }: RunSummary): readonly string[] {
  const { dut, adapters, seed, testClock, simulationOnly, endedEarly } = record;
  const { vendor, product, serial, firmware } = dut;
  return [
    `${verdict.toUpperCase()}: ${vendor} ${product}, serial ${serial}, firmware ${firmware}`,
    `as ${record.role} by ${adapters.join(", ")}, profiles ${record.profiles.join(", ")}, seed ${seed}`,
    ...(testClock === "none" ? [] : [`The device has a test clock: ${testClock}.`]),
    ...(simulationOnly.length === 0 ? [] : [`No real device: ${simulationOnly.join(", ")}.`]),
    ...(endedEarly === undefined ? [] : [`It ended before its last case: ${endedEarly}.`]),
  ];
}

function countLines({ counts }: RunSummary): readonly string[] {
  const some = VERDICTS.filter((verdict) => counts[verdict] > 0);
  return [some.map((verdict) => `${counts[verdict]} ${verdict}`).join(" · ")];
}

function profileLines({ profiles }: RunSummary): readonly string[] {
  return profiles.map(({ profile, verdict }) => `${profile.padEnd(8)} ${verdict}`);
}

function isTold({ verdict }: CaseRecord): boolean {
  return verdict !== "pass" && verdict !== "skipped";
}

function caseLines({ id, verdict, reason, checks, requirements }: CaseRecord): readonly string[] {
  const own = checks.filter((check) => check.verdict === verdict).slice(0, CHECKS_MAX);
  const head = `\n${verdict} ${id} (${requirements.join(", ")})`;
  if (own.length === 0) return [head, `  ${reason ?? ""}`];
  return [
    head,
    ...own.flatMap(({ expected, seen }) => [`  expected ${expected}`, `  saw      ${seen}`]),
  ];
}
