import { allowedWords } from "../files/allowed-words.ts";
import { contradictionsIn } from "../ics/ics-statement.ts";
import { PARAMS_SCHEMA } from "./params-file.ts";
import { testClockIn } from "./run-conformance.ts";
import type { RunRecord } from "./run-record.ts";

/** In front of the address of a product that is simulated. */
const SIMULATED = "sim";

/**
 * Why no run can have been what the head of a finished record says, as far as that follows from
 * something else in it: the range of each tolerance, the ways to who was under test, the statement,
 * and what its cases did. Each in a whole sentence. Pure.
 *
 * @param real schemes of addresses at which nothing is simulated
 */
export function headProblems(record: RunRecord, real: readonly string[]): readonly string[] {
  return [
    ...paramProblems(record),
    ...wayProblems(record, real),
    ...statementProblems(record),
    ...clockProblems(record),
  ];
}

function paramProblems({ params }: RunRecord): readonly string[] {
  const read = PARAMS_SCHEMA.shape.params.safeParse(params);
  if (read.success) return [];
  return read.error.issues.map((issue) => {
    const name = issue.path.map(String).join(".");
    const found = new Map(Object.entries(params)).get(name);
    return `Tolerance ${name} ${found ?? ""}: no run can have it; allowed: ${allowedWords(issue)}.`;
  });
}

function wayProblems(record: RunRecord, real: readonly string[]): readonly string[] {
  const { adapters, simulationOnly, cases } = record;
  const problems: string[] = [];
  const schemes = adapters.map((name) => name.slice(0, Math.max(0, name.indexOf(":"))));
  const named = adapters.join(", ");
  if (adapters.length === 0) problems.push("It names no way to who was under test.");
  if (simulationOnly.length === 0 && schemes.includes(SIMULATED)) {
    problems.push(`${named} is no real device, and the run does not say so.`);
  }
  if (simulationOnly.length > 0 && schemes.every((scheme) => real.includes(scheme))) {
    problems.push(`${named} simulates nothing, and the run says: ${simulationOnly.join(", ")}.`);
  }
  for (const { id, adapter } of cases) {
    if (adapter === undefined || adapters.includes(adapter)) continue;
    problems.push(`${id} ran at ${adapter}, which is no way of this run.`);
  }
  return problems;
}

function statementProblems({ ics, dut, role }: RunRecord): readonly string[] {
  const problems = contradictionsIn(ics).map(
    ({ path, found, allowed }) =>
      `The statement contradicts itself: ${path.join(".")} ${found}; allowed: ${allowed}.`,
  );
  for (const name of ["vendor", "product", "firmware"] as const) {
    if (dut[name] === ics.device[name]) continue;
    problems.push(`The ${name} is ${dut[name]}, and was stated to be ${ics.device[name]}.`);
  }
  const fits = role === ics.role || (role === "host" && ics.role === "gateway");
  if (!fits) problems.push(`The role is ${role}, and was stated to be ${ics.role}.`);
  return problems;
}

function clockProblems({ testClock, ics, cases }: RunRecord): readonly string[] {
  const found = testClockIn(ics.capabilities?.testClock, cases);
  return found === testClock ? [] : [`The test clock is said to be ${testClock}, and is ${found}.`];
}
