import { CODEC_CASE_PREFIX, codecCases } from "../codec/codec-cases.ts";
import { ALL_CASES, chooseCases } from "../run/case-choice.ts";
import type { CaseProfile, RunRole } from "../run/run-record.ts";
import { listedCase, listLine } from "./case-texts.ts";
import type { ConformIo } from "./conform-io.ts";

/** What `list` was asked. */
export interface ListOptions {
  readonly role?: RunRole;
  readonly profile?: readonly CaseProfile[];
  readonly select?: readonly string[];
  readonly json?: boolean;
}

/** Lists the cases that are left of all by the options. @returns the exit code */
export function runList({ role, profile, select, json }: ListOptions, io: ConformIo): number {
  const asksCodec = select?.some((pattern) => pattern.startsWith(CODEC_CASE_PREFIX)) === true;
  const cases = chooseCases(asksCodec ? codecCases({ role: role ?? "device" }) : ALL_CASES, {
    ...(role === undefined ? {} : { role }),
    ...(profile === undefined ? {} : { profiles: profile }),
    ...(select === undefined ? {} : { select }),
  });
  if (json === true) {
    const about = { v: 1, command: "conform list", elapsedMs: 0, partial: false };
    io.out(`${JSON.stringify({ ...about, cases: cases.map(listedCase) })}\n`);
    return 0;
  }
  for (const one of cases) io.out(listLine(one));
  io.err(`${cases.length} cases\n`);
  return 0;
}
