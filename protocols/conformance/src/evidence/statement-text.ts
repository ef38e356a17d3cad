import type { PageInput } from "./report/page-input.ts";
import { resultSentence } from "./report/verdict-words.ts";

/** Writes the statement of conformance as plain text. Pure. */
export function statementText({ record, summary, manifestHash }: PageInput): string {
  const { dut, role, adapters, versions, startedAt, waivers, testClock } = record;
  const profiles = summary.profiles.map(({ profile, verdict }) => `${profile} ${verdict}`);
  const rows: readonly (readonly [string, string])[] = [
    ["Result", resultSentence(record, summary.verdict)],
    ["Product", `${dut.vendor} ${dut.product}`],
    ["Serial number", dut.serial],
    ["Firmware", dut.firmware],
    ["Role", role],
    ["Profiles", profiles.join(", ")],
    ["Reached by", adapters.join(", ")],
    ["Date", startedAt],
    ["Kit", `${versions.kit}, protocol ${versions.omdp}`],
    ["Specification", versions.specification],
    ["Test clock", testClock],
    ["Waivers", String(waivers.length)],
    ["Evidence, SHA-256", manifestHash],
  ];
  const lines = rows.map(([name, value]) => `${name.padEnd(18)}${value}\n`);
  return `Statement of conformance with OMDP ${versions.omdp}\n\n${lines.join("")}\nName:\nDate and signature:\n`;
}
