import {
  CapabilityReport,
  CounterReport,
  DeviceEvent,
  DeviceState,
  encodeMessage,
  Reply,
  type ReportRequest,
  RunClock,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const RUN = "run-the-clock";

function asks(s: Stage, report: ReportRequest["report"], requestId: number): void {
  s.drive.host.report(`the host asks for ${report}`, () => ({ requestId, report }));
}

const capabilities = (requestId: number) =>
  message(CapabilityReport, `the capabilities, number ${requestId}`, (seen) => {
    return seen.requestId === requestId;
  });

const counters = (requestId: number) =>
  message(CounterReport, `the counters, number ${requestId}`, (seen) => {
    return seen.requestId === requestId;
  });

/** The host wants time to run up to an hour ahead, which a device in use must not let it. */
function runsClock(s: Stage): void {
  s.drive.host.bytes("the host lets time run", "cmd", (_trace, kit) =>
    encodeMessage(RunClock, { commandId: RUN, untilMs: kit.muchLaterMs() }),
  );
}

/** The refusal fits what the capability report says of the test clock. */
const refusalFits: Judge = (trace, { over }) => {
  const report = trace.said(CapabilityReport).at(-1)?.message;
  const reply = trace.replies().findLast(({ commandId }) => commandId === RUN);
  const seen = `test clock ${report?.testClock}, ${reply?.result} ${reply?.refusal ?? ""}`;
  if (report === undefined || reply === undefined) {
    return over ? { verdict: "fail", seen } : undefined;
  }
  const wanted = { none: "unsupported", off: "wrong-mode", on: undefined }[report.testClock];
  const fits = wanted !== undefined && reply.refusal === wanted;
  return { verdict: fits ? "pass" : "fail", seen };
};

/** What a device says of itself, and that nobody runs its clock. */
export const DEVICE_REPORTS: readonly Scenario[] = [
  scenario("reports/capabilities", { ...ABOUT, reqs: [R.OMDP_CAP_001, R.OMDP_CAP_002] }, (s) => {
    s.prologue.settled();
    asks(s, "capabilities", 4_294_967_295);
    s.check.within(capabilities(4_294_967_295), "reactionMs");
    s.check.every(
      capabilities(4_294_967_295),
      "it names the core and a link of its own",
      (seen) => {
        if (seen.type !== "publication" || seen.decoded === undefined) return false;
        const { profiles } = seen.decoded.message as unknown as CapabilityReport;
        return (
          profiles.includes("core") && (profiles.includes("mqtt") || profiles.includes("serial"))
        );
      },
      { reqs: [R.OMDP_CAP_002] },
    );
  }),

  scenario("reports/each-question-once", { ...AGAINST, reqs: [R.OMDP_CAP_001] }, (s) => {
    s.prologue.settled();
    asks(s, "capabilities", 1);
    asks(s, "capabilities", 2);
    s.check.within(capabilities(2), "reactionMs");
    s.check.holds("one report for each question", (trace) => {
      const numbers = trace.said(CapabilityReport).map(({ message: report }) => report.requestId);
      const isOnce = numbers.length === 2 && new Set(numbers).size === 2;
      return { verdict: isOnce ? "pass" : "fail", seen: `numbers ${numbers.join(", ")}` };
    });
  }),

  scenario("reports/counters", { ...ABOUT, reqs: [R.OMDP_CAP_004] }, (s) => {
    s.prologue.settled();
    asks(s, "counters", 9);
    s.check.within(counters(9), "reactionMs");
  }),

  scenario(
    "reports/refused-messages-are-counted",
    { ...AGAINST, reqs: [R.OMDP_CAP_005, R.OMDP_CBR_010] },
    (s) => {
      s.prologue.settled();
      s.prologue.fresh("started");
      s.drive.host.bytes("a tag", "cmd", () => Uint8Array.of(0xc0, 0x01));
      s.drive.host.bytes("a tag, again", "cmd", () => Uint8Array.of(0xc0, 0x01));
      asks(s, "counters", 10);
      s.check.within(
        message(CounterReport, "two tags", ({ requestId, rejected }) => {
          return (
            requestId === 10 &&
            rejected.some(({ reason, count }) => reason === "tag" && count === 2)
          );
        }),
        "reactionMs",
      );
    },
  ),

  scenario("reports/leave-no-trace", { ...AGAINST, reqs: [R.OMDP_CAP_006] }, (s) => {
    s.prologue.settled();
    asks(s, "capabilities", 3);
    asks(s, "counters", 4);
    s.check.within(counters(4), "reactionMs");
    s.check.none(message(DeviceEvent, "a new record", ({ seq }, trace) => seq > trace.restSeq()));
    s.epilogue.stillAnswers();
  }),

  scenario(
    "clock/nobody-lets-it-run",
    { ...AGAINST, reqs: [R.OMDP_TCK_001, R.OMDP_TCK_002] },
    (s) => {
      s.prologue.timed();
      asks(s, "capabilities", 5);
      s.check.within(capabilities(5), "reactionMs", { reqs: [R.OMDP_TCK_001] });
      runsClock(s);
      s.check.holds("the refusal fits the report", refusalFits, { within: "reactionMs" });
      s.check.none(
        message(Reply, "it is done", (reply) => reply.commandId === RUN && reply.result === "done"),
      );
      s.epilogue.stillAnswers();
    },
  ),

  scenario("clock/no-test-state-in-births", { ...ABOUT, reqs: [R.OMDP_TCK_004] }, (s) => {
    s.prologue.settled();
    asks(s, "capabilities", 6);
    s.check.within(capabilities(6), "reactionMs");
    s.check.holds("births and report agree on the test state", (trace) => {
      const isOn = trace.said(CapabilityReport).at(-1)?.message.testClock === "on";
      const births = trace
        .said(DeviceState)
        .filter(({ message: { status } }) => status === "online");
      const agree = births.every(({ message: { testState } }) => (testState === 1) === isOn);
      const seen = `${births.length} births, test clock ${isOn ? "on" : "not on"}`;
      return { verdict: agree && births.length > 0 ? "pass" : "fail", seen };
    });
  }),
];
