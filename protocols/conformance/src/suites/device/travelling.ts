import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { byStaff, done, refused } from "./asked-by-staff.ts";
import {
  DAY_NEEDS,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  inService,
  journal,
  notesBegin,
  runsTo,
  SECOND_DUE_MIN,
} from "./day.ts";
import { withinReach } from "./dose-judges.ts";
import { pauses } from "./pausing.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const TRAVEL = { verbs: ["release-travel"] } as const;

/** Staff ask for some doses and take as many of them as they take. */
function travels(s: Stage, taken: number, doses = 2): void {
  inService(s);
  s.drive.host.command(
    `staff ask for ${doses} doses for a journey`,
    byStaff(() => ({ verb: "release-travel", doses })),
  );
  for (let dose = 1; dose <= taken; dose += 1) {
    s.drive.until(`dose ${dose} lies ready`, (trace) => offered(trace) >= dose, "reactionMs");
    s.drive.dut("take");
  }
}

function offered(trace: Trace): number {
  return journal(trace).filter(({ kind }) => kind === "dose.offered").length;
}

/** One record tells of the journey, and no other has a dispense code. */
const toldOnce =
  (left: number): Judge =>
  (trace) => {
    const beginMs = Number(trace.answer("begin-ms"));
    const told = journal(trace).filter(({ kind }) => kind === "travel.dispensed");
    const coded = journal(trace).filter(({ dispense }) => dispense !== undefined);
    const [one] = told;
    const seen = JSON.stringify(coded);
    const dueAt = (minutes: number) => beginMs + minutes * 60_000;
    const lastMin = left === 2 ? SECOND_DUE_MIN : FIRST_DUE_MIN;
    const isRight =
      told.length === 1 &&
      coded.every(({ kind }) => kind === "travel.dispensed") &&
      one?.count === left &&
      one.dueMs === dueAt(FIRST_DUE_MIN) &&
      one.lastDueMs === dueAt(lastMin);
    return { verdict: isRight ? "pass" : "fail", seen };
  };

const byWhom: Judge = (trace) => {
  const closed = journal(trace).filter(({ kind }) => kind === "dose.closed");
  const ahead = closed.filter(
    ({ outcome, actor }) => outcome === "released-ahead" && actor === "staff",
  );
  const seen = closed.map(({ outcome, actor }) => `${outcome} by ${actor}`).join(", ");
  const isRight = ahead.length === 2 && closed.length === 2;
  return { verdict: isRight ? "pass" : "fail", seen };
};

const oncePerDose: Judge = (trace) => {
  const offerings = journal(trace).filter(({ kind }) => kind === "dose.offering");
  const names = new Set(offerings.map(({ doseId }) => doseId));
  const seen = offerings.map(({ doseId }) => doseId).join(", ");
  return { verdict: names.size === offerings.length ? "pass" : "fail", seen };
};

/** How a device gives out doses for a journey. */
export const DEVICE_TRAVELLING: readonly Scenario[] = [
  scenario("travel/too-few", { ...AGAINST, ...TRAVEL, reqs: [R.OMDP_CMD_007] }, (s) => {
    inService(s, { doses: 2 });
    s.drive.host.command(
      "staff ask for three doses for a journey",
      byStaff(() => ({ verb: "release-travel", doses: 3 })),
    );
    s.check.within(refused("too-few"), "reactionMs");
    s.check.within(
      message(DeviceEvent, "1.11 is raised", ({ kind, alert }) => {
        return kind === "alert.raised" && alert === "1.11";
      }),
      "reactionMs",
    );
    s.check.none(withinReach);
    s.epilogue.stillAnswers();
  }),

  scenario(
    "travel/enough",
    { ...ABOUT, ...TRAVEL, reqs: [R.OMDP_CMD_007, R.OMDP_CMD_008] },
    (s) => {
      travels(s, 2);
      s.check.within(done, "reactionMs", { scope: "all" });
      notesBegin(s);
      s.check.holds("one record tells of both", toldOnce(2), { reqs: [R.OMDP_CMD_008] });
    },
  ),

  scenario("travel/cut-short", { ...AGAINST, ...TRAVEL, reqs: [R.OMDP_CMD_008] }, (s) => {
    travels(s, 1);
    s.drive.until("the second lies ready", (trace) => offered(trace) >= 2, "reactionMs");
    runsTo(s, FIRST_LATE_MIN);
    s.check.within(refused("incomplete"), "reactionMs", { scope: "all" });
    notesBegin(s);
    s.check.holds("one record tells of the first", toldOnce(1));
  }),

  scenario(
    "travel/ended-by-a-pause",
    { ...AGAINST, verbs: ["release-travel", "pause"], reqs: [R.OMDP_CMD_010, R.OMDP_CMD_008] },
    (s) => {
      travels(s, 1, 3);
      s.drive.until("the second lies ready", (trace) => offered(trace) >= 2, "reactionMs");
      pauses(s, FIRST_DUE_MIN);
      s.drive.dut("fumble");
      s.check.within(refused("incomplete"), "reactionMs", {
        scope: "all",
        reqs: [R.OMDP_CMD_010],
      });
      s.check.none(withinReach, { reqs: [R.OMDP_CMD_010] });
      notesBegin(s);
      s.check.holds("one record tells of the first", toldOnce(1), { reqs: [R.OMDP_CMD_008] });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("travel/released-ahead", { ...ABOUT, ...TRAVEL, reqs: [R.OMDP_CMD_009] }, (s) => {
    travels(s, 2);
    s.check.within(done, "reactionMs", { scope: "all" });
    s.check.holds("each has its outcome, and who asked", byWhom);
  }),

  scenario(
    "travel/not-again-at-its-time",
    { ...AGAINST, ...TRAVEL, reqs: [R.OMDP_CMD_009] },
    (s) => {
      travels(s, 2);
      runsTo(s, FIRST_LATE_MIN + 1);
      s.check.holds("each was offered once", oncePerDose);
      s.epilogue.stillAnswers();
    },
  ),
];
