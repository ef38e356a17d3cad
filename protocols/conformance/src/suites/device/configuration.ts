import { type DesiredConfig, ReportedConfig } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** A plan that plans nothing: any device can follow it, and nothing moves. */
const EMPTY_PLAN: NonNullable<DesiredConfig["plan"]> = {
  planId: "conformance",
  revision: 3,
  zone: "Europe/Oslo",
  spacing: "refuse",
  minimumSpacingMin: 240,
  entries: [],
};
/** A plan that no device can follow. */
const PLAN_ON_MARS = { ...EMPTY_PLAN, revision: 4, zone: "Mars/Olympus" };

function reported(text: string, fits: (report: ReportedConfig) => boolean): Pattern {
  return message(ReportedConfig, text, fits);
}

const follows = (version: number) =>
  reported(`it reports that it follows ${version}`, (report) => {
    return report.result === "applied" && report.version === version;
  });

const waits = (version: number) =>
  reported(`it reports that ${version} waits`, ({ waitingVersion }) => waitingVersion === version);

/** A report that follows from a wish that was to be ignored. */
const isTaken = reported(
  "it follows another version or plan, or calls the wish refused",
  (report) => {
    const isSame = report.version === 5 && report.planRevision === 0;
    return !isSame || report.refusedVersion !== undefined;
  },
);

/** The last that the device says of its configuration is this version. */
function staysWith(version: number): Judge {
  return (trace) => {
    const last = trace.said(ReportedConfig).at(-1)?.message;
    const verdict = last?.version === version ? "pass" : "fail";
    return { verdict, seen: JSON.stringify(last) };
  };
}

/** What a device does with the configuration that it is to follow. */
export const DEVICE_CONFIGURATION: readonly Scenario[] = [
  scenario("cfg/followed", { ...ABOUT, reqs: [R.OMDP_CFG_001, R.OMDP_CFG_002] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5", () => ({ version: 5 }));
    s.check.within(follows(5), "reactionMs");
    s.drive.host.config("the host wants version 6", () => ({ version: 6 }));
    s.check.within(follows(6), "reactionMs");
  }),

  scenario("cfg/kept-until-its-time", { ...ABOUT, reqs: [R.OMDP_CFG_004] }, (s) => {
    s.prologue.timed();
    s.drive.host.config("the host wants version 5 in a moment", (_trace, kit) => ({
      version: 5,
      notBeforeMs: kit.soonMs(),
    }));
    s.check.within(waits(5), "reactionMs");
    s.check.within(follows(5), "reactionMs");
  }),

  scenario("cfg/taken-back", { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_CFG_005] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5", () => ({ version: 5 }));
    s.check.within(follows(5), "reactionMs");
    s.drive.host.bytes("nothing at all", "cfg/desired", () => new Uint8Array());
    s.check.none(isTaken);
    s.epilogue.stillAnswers();
    s.drive.host.config("the host wants version 6", () => ({ version: 6 }));
    s.check.within(follows(6), "reactionMs", { reqs: [R.OMDP_CFG_005] });
  }),

  scenario("cfg/not-before-its-time", { ...AGAINST, reqs: [R.OMDP_CFG_004] }, (s) => {
    s.prologue.timed();
    s.drive.host.config("the host wants version 5, later", (_trace, kit) => ({
      version: 5,
      notBeforeMs: kit.laterMs(),
    }));
    s.check.within(waits(5), "reactionMs");
    s.check.none(follows(5));
    s.drive.host.config("the host wants version 6 now", () => ({ version: 6 }));
    s.check.within(follows(6), "reactionMs");
    s.check.none(waits(5));
  }),

  scenario("cfg/plan-is-reported", { ...ABOUT, reqs: [R.OMDP_CFG_002, R.OMDP_CFG_003] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5 with a plan", () => ({
      version: 5,
      plan: EMPTY_PLAN,
    }));
    const both = reported("version and plan revision are reported", (report) => {
      return report.version === 5 && report.planRevision === EMPTY_PLAN.revision;
    });
    s.check.within(both, "reactionMs");
  }),

  scenario("cfg/older-ignored", { ...AGAINST, reqs: [R.OMDP_CFG_001] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5", () => ({ version: 5 }));
    s.check.within(follows(5), "reactionMs");
    for (const version of [4, 5]) {
      s.drive.host.config(`an old wish for version ${version}, with a plan`, () => ({
        version,
        plan: EMPTY_PLAN,
      }));
      s.check.none(isTaken);
    }
    s.epilogue.stillAnswers();
    s.check.holds("it goes on with version 5", staysWith(5), { scope: "all" });
  }),

  scenario("cfg/older-ignored-after-a-restart", { ...AGAINST, reqs: [R.OMDP_CFG_001] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5", () => ({ version: 5 }));
    s.check.within(follows(5), "reactionMs");
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.drive.host.config("an old wish for version 4, with a plan", () => ({
      version: 4,
      plan: EMPTY_PLAN,
    }));
    s.check.none(isTaken);
    s.epilogue.stillAnswers();
  }),

  scenario("cfg/stale-wish-of-the-broker", { ...AGAINST, reqs: [R.OMDP_CFG_001] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5", () => ({ version: 5 }));
    s.check.within(follows(5), "reactionMs");
    s.drive.broker.cuts();
    s.drive.broker.forgetsSessions();
    s.drive.host.config("the broker was set back and keeps version 3", () => ({
      version: 3,
      plan: EMPTY_PLAN,
    }));
    s.check.within(birth, "connectMs");
    s.check.none(isTaken);
    s.epilogue.stillAnswers();
  }),

  scenario("cfg/refused-whole", { ...AGAINST, reqs: [R.OMDP_CFG_002, R.OMDP_CFG_003] }, (s) => {
    s.prologue.settled();
    s.drive.host.config("the host wants version 5 with a plan", () => ({
      version: 5,
      plan: EMPTY_PLAN,
    }));
    s.check.within(follows(5), "reactionMs");
    s.drive.host.config("the host wants version 6 with a plan that can't be followed", () => ({
      version: 6,
      lowStockDoses: 7,
      plan: PLAN_ON_MARS,
    }));
    const refuses = reported("it reports what it refused and why, and follows 5", (report) => {
      const isWhole = report.version === 5 && report.planRevision === EMPTY_PLAN.revision;
      return isWhole && report.result === "refused" && report.refusedVersion === 6;
    });
    s.check.within(refuses, "reactionMs");
    s.check.holds("it says why", (trace) => {
      const last = trace.said(ReportedConfig).at(-1)?.message;
      const seen = JSON.stringify(last);
      return { verdict: (last?.detail ?? "") === "" ? "fail" : "pass", seen };
    });
  }),
];
