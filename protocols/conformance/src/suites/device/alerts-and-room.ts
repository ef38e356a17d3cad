import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { comesTwice, coveredByMarkers, raised, readRecord, spoolEvents } from "./record-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

const cleared = message(DeviceEvent, "the alert is cleared", ({ kind, alertId }, trace) => {
  return kind === "alert.cleared" && alertId === raised(trace).at(-1)?.alertId;
});

/** How a device names its alerts, and what it does when room runs out. */
export const DEVICE_ALERTS_AND_ROOM: readonly Scenario[] = [
  scenario("evt/names-of-alerts", { ...ABOUT, reqs: [R.OMDP_EVT_009] }, (s) => {
    s.prologue.timed();
    s.drive.dut("alert");
    s.check.within(
      message(DeviceEvent, "an alert is raised", ({ kind }) => kind === "alert.raised"),
      "reactionMs",
    );
    s.check.every(
      message(DeviceEvent, "an alert is raised", ({ kind }) => kind === "alert.raised"),
      "named after its record",
      (seen) => {
        const { epoch, seq, alertId } = readRecord(seen) ?? {};
        return alertId === `${epoch}-${seq}`;
      },
    );
    s.drive.host.command("the host acknowledges the alert", (trace, kit) => ({
      commandId: "take-charge",
      verb: "acknowledge-alert",
      notAfterMs: kit.laterMs(),
      actor: "operator",
      alertId: raised(trace).at(-1)?.alertId ?? "0-0",
    }));
    s.check.within(
      message(DeviceEvent, "a later record has the name", (found, trace) => {
        const isLater = found.kind.startsWith("alert.") && found.kind !== "alert.raised";
        return isLater && found.alertId === raised(trace).at(-1)?.alertId;
      }),
      "reactionMs",
    );
  }),

  scenario("evt/names-of-alerts-after-a-restart", { ...AGAINST, reqs: [R.OMDP_EVT_009] }, (s) => {
    s.prologue.settled();
    s.drive.dut("alert");
    s.drive.until("it is raised", newAlert, "reactionMs");
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.drive.host.acknowledgeUntilAtRest();
    s.check.holds("no record speaks of an alert that was never raised", (trace) => {
      const names = new Set(raised(trace).map(({ alertId }) => alertId));
      const about = trace.records().filter(({ kind }) => kind.startsWith("alert."));
      const stray = about.find(({ alertId }) => !names.has(alertId));
      const seen = stray === undefined ? [...names].join() : JSON.stringify(stray);
      if (about.length === 0) return { verdict: "unverified", seen: "no alert" };
      return { verdict: stray === undefined ? "pass" : "fail", seen };
    });
  }),

  scenario("alert/stays-when-acknowledged", { ...AGAINST, reqs: [R.OMDP_DOS_011] }, (s) => {
    alertOfPart(s);
    s.check.none(cleared);
    s.epilogue.stillAnswers();
  }),

  scenario("alert/over-once", { ...ABOUT, reqs: [R.OMDP_DOS_011] }, (s) => {
    alertOfPart(s);
    s.drive.dut("alert-over");
    s.check.within(cleared, "reactionMs");
    s.drive.dut("alert-over");
    s.drive.pause("silenceMs");
    s.check.holds("it was cleared once", (trace) => {
      const about = trace.records().filter(({ kind }) => kind === "alert.cleared");
      const seqs = new Set(about.map(({ seq }) => seq));
      return { verdict: seqs.size === 1 ? "pass" : "fail", seen: `cleared ${seqs.size} times` };
    });
  }),

  scenario("evt/room-runs-out", { ...AGAINST, reqs: [R.OMDP_EVT_015, R.OMDP_EVT_016] }, (s) => {
    s.prologue.settled();
    s.drive.dut("alert");
    s.drive.until("the alert comes", newAlert, "reactionMs");
    s.drive.broker.behaves("is away", { connect: { refuse: 0x88 } });
    s.drive.broker.cuts();
    s.drive.dutTimes("telemetry", (trace) => spoolEvents(trace) + 10);
    s.drive.broker.behaves("is back", { connect: "accept" });
    s.check.within(birth, "connectMs");
    s.check.holds("the alert is still there", comesTwice, {
      within: "connectMs",
      scope: "all",
      reqs: [R.OMDP_EVT_015],
    });
    s.drive.host.acknowledgeUntilAtRest();
    s.check.holds("markers stand where records were dropped", coveredByMarkers, {
      scope: "all",
      reqs: [R.OMDP_EVT_016],
    });
  }),

  scenario("evt/room-is-enough", { ...ABOUT, reqs: [R.OMDP_EVT_015, R.OMDP_EVT_016] }, (s) => {
    s.prologue.settled();
    s.drive.dutTimes("telemetry", () => 5);
    s.drive.dut("alert");
    s.drive.until("the alert comes", newAlert, "reactionMs");
    s.check.none(
      message(DeviceEvent, "a record is dropped", ({ kind }) => kind === "telemetry.dropped"),
      { scope: "all" },
    );
    s.epilogue.stillAnswers();
  }),
];

/** An alert about a part of the device, of which somebody takes charge. */
function alertOfPart(s: Stage): void {
  s.prologue.timed();
  s.drive.dut("alert");
  s.drive.until("the alert comes", newAlert, "reactionMs");
  s.drive.host.command("somebody takes charge", (trace, kit) => ({
    commandId: "take-charge",
    verb: "acknowledge-alert",
    notAfterMs: kit.laterMs(),
    actor: "operator",
    alertId: raised(trace).at(-1)?.alertId ?? "0-0",
  }));
  s.check.within(
    message(DeviceEvent, "that is written", ({ kind }) => kind === "alert.acknowledged"),
    "reactionMs",
  );
}

function newAlert(trace: Trace): boolean {
  return raised(trace).some(({ seq }) => seq > trace.restSeq());
}
