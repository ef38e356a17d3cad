import { REQUIREMENTS } from "../requirements/registry.generated.ts";
import type { CaseRecord, RunRecord } from "../run/run-record.ts";

/** What stands where a text has signs that XML 1.0 can't hold. */
const REPLACEMENT = "\u{FFFD}";

/**
 * Writes a run as JUnit XML: one suite for each section of the specification, one test case for each
 * case. What broke a sentence is a failure; what could not be decided, and a fault of the kit, is an
 * error; what was skipped or waived is skipped. Pure.
 */
export function junitXml(record: RunRecord): string {
  const sections = [...new Set(record.cases.map(sectionOf))].sort();
  const inside = sections.map((section) => {
    const own = record.cases.filter((one) => sectionOf(one) === section);
    return suiteXml(section, own, record);
  });
  const head = `<testsuites name="${escaped(`OMDP ${record.versions.omdp}`)}"${countsOf(record.cases, record)}>`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${head}\n${inside.join("")}</testsuites>\n`;
}

function sectionOf({ requirements, id }: CaseRecord): string {
  const [first] = requirements;
  if (first === undefined) return id.split("/")[0] ?? id;
  const { page, section } = REQUIREMENTS[first];
  return section === "" ? page : `${page}, ${section}`;
}

function suiteXml(section: string, cases: readonly CaseRecord[], record: RunRecord): string {
  const head = `  <testsuite name="${escaped(section)}"${countsOf(cases, record)} timestamp="${record.startedAt.slice(0, 19)}">`;
  return `${head}\n${cases.map((one) => caseXml(one, record)).join("")}  </testsuite>\n`;
}

/** How JUnit takes a verdict. */
function kindOf({ verdict }: CaseRecord, { strict }: RunRecord) {
  switch (verdict) {
    case "fail":
      return "failure";
    case "nonstrict":
      return strict ? "failure" : "passed";
    case "skipped":
    case "waived":
      return "skipped";
    case "pass":
      return "passed";
    default:
      return "error";
  }
}

function countsOf(cases: readonly CaseRecord[], record: RunRecord): string {
  const count = (kind: string) => cases.filter((one) => kindOf(one, record) === kind).length;
  const seconds = cases.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1_000;
  return (
    ` tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}"` +
    ` skipped="${count("skipped")}" time="${seconds.toFixed(3)}"`
  );
}

function caseXml(one: CaseRecord, record: RunRecord): string {
  const { id, profile, role, requirements, elapsedMs } = one;
  const properties = [
    ...requirements.map((req) => ["requirement", req] as const),
    ["role", role] as const,
    ["verdict", one.verdict] as const,
  ].map(([name, value]) => `        <property name="${name}" value="${escaped(value)}"/>\n`);
  return [
    `    <testcase classname="${escaped(profile)}" name="${escaped(id)}" time="${(elapsedMs / 1_000).toFixed(3)}">\n`,
    `      <properties>\n${properties.join("")}      </properties>\n`,
    outcomeXml(one, kindOf(one, record)),
    "    </testcase>\n",
  ].join("");
}

function outcomeXml(one: CaseRecord, kind: string): string {
  if (kind === "passed") return "";
  const own = one.checks.filter(({ verdict }) => verdict === one.verdict);
  const message = one.reason ?? own[0]?.seen ?? one.verdict;
  const start = `      <${kind} message="${escaped(message)}"`;
  if (kind === "skipped") return `${start}/>\n`;
  const text = own.map(({ expected, seen }) => `expected ${expected}\nsaw ${seen}\n`).join("");
  return `${start} type="${one.verdict}">${escaped(text)}</${kind}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

function escaped(text: string): string {
  return (
    text
      .replaceAll(/\p{Surrogate}/gu, REPLACEMENT)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 can't hold these at all.
      .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, REPLACEMENT)
      .replaceAll(/[&<>"\n]/g, (sign) => ENTITIES[sign] ?? sign)
  );
}
