import { CapabilityReport } from "@dosekit/protocols";
import { R } from "../requirements/registry.generated.ts";
import type { Judge } from "../scenario/judgement.ts";
import { message } from "../scenario/pattern.ts";
import { type Scenario, type ScenarioAbout, scenario } from "../scenario/scenario.ts";
import type { Stage } from "../scenario/stage.ts";
import type { Trace } from "../scenario/trace.ts";
import type { IcsCapabilities, IcsStatement } from "./ics-statement.ts";

/** Begin of the names of the cases that come before all others. */
export const ICS_CASE_PREFIX = "ics/";

const REQUEST_ID = 1;

/** How the specification's profiles are called in a capability report. */
const REPORTED = { CORE: "core", MQTT: "mqtt", SERIAL: "serial", SEC: "security" } as const;

/** Fields of a capability report that a statement gives by one value. */
const VALUES = [
  "minor",
  "testClock",
  "messageBytesMax",
  "spoolEvents",
  "planEntriesMax",
  "dosesPerDayMax",
  "minimumSpacingMin",
  "repliesKept",
] as const satisfies readonly (keyof IcsCapabilities)[];

/** Field of a statement that a case compares. */
export type IcsField = (typeof VALUES)[number] | "profiles" | "verbs" | "identity";

/**
 * The cases that hold a statement to what the device says over the wire: one over each link that it
 * claims, and one sealed. A gateway reports nothing, and has none.
 */
export function icsCases(ics: IcsStatement): readonly Scenario[] {
  if (ics.role !== "device") return [];
  const { profiles } = ics;
  const about = {
    kind: "positive",
    role: "device",
    reqs: [R.OMDP_CAP_001, R.OMDP_CAP_002],
  } as const;
  const cases: Scenario[] = [];
  const add = (name: string, more: Pick<ScenarioAbout, "profile" | "line">) =>
    cases.push(
      scenario(`${ICS_CASE_PREFIX}${name}`, { ...about, ...more }, (s) => compares(s, ics, more)),
    );
  if (profiles.includes("MQTT")) add("over-mqtt", { profile: "MQTT" });
  if (profiles.includes("SERIAL")) add("over-serial", { profile: "SERIAL", line: "two-ends" });
  if (profiles.includes("SEC")) add("sealed", { profile: "SEC" });
  return cases;
}

/** Text of the check of a field: differences are known by it. */
export function icsCheckText(field: IcsField): string {
  return field === "identity"
    ? "product, firmware and serial number are as stated"
    : `the capability report says of ${field} what is stated`;
}

function compares(
  s: Stage,
  ics: IcsStatement,
  { profile, line }: Pick<ScenarioAbout, "profile" | "line">,
): void {
  if (line === undefined) s.prologue.settled();
  else s.prologue.settledOnLine();
  s.drive.host.report("the host asks for capabilities", () => {
    return { requestId: REQUEST_ID, report: "capabilities" };
  });
  const report = message(CapabilityReport, "its capabilities", (seen) => {
    return seen.requestId === REQUEST_ID;
  });
  s.check.within(report, "reactionMs", { scope: "all" });
  const link = line === undefined ? "mqtt" : "serial";
  const own = profile === "SEC" ? ["core", "security"] : ["core", link];
  s.check.holds(icsCheckText("profiles"), profilesAre(ics, own), { scope: "all" });
  const { capabilities } = ics;
  if (capabilities === undefined) return;
  for (const field of VALUES) {
    s.check.holds(icsCheckText(field), valueIs(capabilities, field), { scope: "all" });
  }
  s.check.holds(icsCheckText("verbs"), verbsAre(capabilities), { scope: "all" });
  s.check.holds(icsCheckText("identity"), identityIs(ics), { scope: "all" });
}

/** No other profile than those stated, and those without which it could not have answered. */
function profilesAre({ profiles }: IcsStatement, needed: readonly string[]): Judge {
  const stated: readonly string[] = profiles.map((profile) => REPORTED[profile]);
  return aboutReport(({ profiles: said }) => {
    const isRight =
      said.every((one) => stated.includes(one)) &&
      needed.every((one) => said.some((other) => other === one));
    return [isRight, `${said.join(", ")}; stated: ${stated.join(", ")}`];
  });
}

function valueIs(stated: IcsCapabilities, field: (typeof VALUES)[number]): Judge {
  return aboutReport((report) => {
    const isRight = report[field] === stated[field];
    return [isRight, `${report[field] ?? "nothing"}; stated: ${stated[field] ?? "nothing"}`];
  });
}

function verbsAre({ verbs }: IcsCapabilities): Judge {
  return aboutReport((report) => {
    const [said, stated] = [report.verbs, verbs].map((list) => list && [...list].sort().join(", "));
    return [said === stated, `${said ?? "nothing"}; stated: ${stated ?? "nothing"}`];
  });
}

function identityIs({ device }: IcsStatement): Judge {
  return (trace) => {
    const { product, firmware, serial } = trace.birth() ?? {};
    const seen = `${product ?? "no product"} ${firmware ?? "no firmware"} ${serial ?? "no number"}`;
    // What it does not say, and a number that is not stated, contradicts nothing.
    const isSame = (said: string | undefined, other: string | undefined) =>
      said === undefined || other === undefined || said === other;
    const isRight =
      isSame(product, device.product) &&
      isSame(firmware, device.firmware) &&
      isSame(serial, device.serial);
    const stated = `stated: ${device.product} ${device.firmware} ${device.serial ?? "no number"}`;
    return { verdict: isRight ? "pass" : "fail", seen: `${seen}; ${stated}` };
  };
}

function aboutReport(compare: (report: CapabilityReport) => readonly [boolean, string]): Judge {
  return (trace) => {
    const report = newestReport(trace);
    if (report === undefined) return { verdict: "unverified", seen: "no capability report" };
    const [isRight, seen] = compare(report);
    return { verdict: isRight ? "pass" : "fail", seen };
  };
}

function newestReport(trace: Trace): CapabilityReport | undefined {
  return trace.said(CapabilityReport).at(-1)?.message;
}
