import { type Command, DeviceEvent, DeviceState, Reply } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import {
  commands,
  DAY_NEEDS,
  dayInstant,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  inService,
  journal,
  neverMs,
  PLAN_ID,
  runsTo,
  SECOND_DUE_MIN,
  tells,
} from "./day.ts";
import { closedOnce, withinReach } from "./doses.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const TRAVEL = { verbs: ["release-travel"] } as const;
const PAUSE = { verbs: ["pause"] } as const;
const RESET = { verbs: ["set-mode", "reset"] } as const;
const WITH_STORAGE = { needs: [...DAY_NEEDS, "storage"] as const };
const ID = "asked-for-by-staff";
const DAY_BY_STAFF = "ended-by-staff";

/** Staff give a command; whether it is waited for is said by who gives it. */
function byStaff(wish: Bound<Partial<Command> & Pick<Command, "verb">>, id = ID): Bound<Command> {
  return (trace, kit) => {
    return { commandId: id, actor: "staff", notAfterMs: neverMs(kit), ...wish(trace, kit) };
  };
}

function answered(text: string, fits: (reply: Reply) => boolean): Pattern {
  return message(Reply, text, (reply) => reply.commandId === ID && fits(reply));
}

function refused(refusal: NonNullable<Reply["refusal"]>): Pattern {
  return answered(`it is refused as ${refusal}`, (reply) => reply.refusal === refusal);
}

const done = answered("it is done", ({ result }) => result === "done");

/** Staff ask for two doses and take as many of them as they take. */
function travels(s: Stage, taken: number): void {
  inService(s);
  s.drive.host.command(
    "staff ask for two doses for a journey",
    byStaff(() => ({ verb: "release-travel", doses: 2 })),
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

function notesBegin(s: Stage): void {
  s.drive.does("the day is noted", (kit) => kit.note("begin-ms", dayInstant(kit, 0)));
}

function pauses(s: Stage, untilMin: number): void {
  commands(
    s,
    `staff pause the device up to minute ${untilMin}`,
    byStaff((_trace, kit) => {
      return { verb: "pause", pauseReason: "holiday", untilMs: dayInstant(kit, untilMin) };
    }),
  );
  s.drive.fromHere();
}

/** The service has ended, and the host has all records. */
function ended(s: Stage): void {
  inService(s);
  commands(
    s,
    "staff end the service",
    byStaff(() => ({ verb: "set-mode", mode: "ended" }), DAY_BY_STAFF),
  );
  s.drive.host.acknowledgeUntilAtRest();
}

function resets(s: Stage, wrong: { readonly epoch?: number; readonly seq?: number } = {}): void {
  s.drive.host.bytes("the host takes its plan back", "cfg/desired", () => new Uint8Array());
  s.drive.host.command(
    "staff reset the device",
    byStaff((trace) => {
      const epoch = trace.epoch() + (wrong.epoch ?? 0);
      return { verb: "reset", epoch, throughSeq: trace.receivedSeq() + (wrong.seq ?? 0) };
    }),
  );
}

/** What the storage held before and after. */
const erased: Judge = (trace) => {
  const images = trace.observations.flatMap((seen) =>
    seen.type === "answer" && seen.action === "storage" ? [JSON.stringify(seen.value)] : [],
  );
  const words = [PLAN_ID, DAY_BY_STAFF, "begin-of-day"];
  const found = images.map((image) =>
    words.filter((word) => image.includes(Buffer.from(word).toString("hex"))),
  );
  const [before = [], after = []] = found;
  const seen = `before: ${before.join() || "nothing"}; after: ${after.join() || "nothing"}`;
  if (images.length < 2 || before.length === 0) return { verdict: "unverified", seen };
  return { verdict: after.length === 0 ? "pass" : "fail", seen };
};

/** What people may ask of a device in service. */
export const DEVICE_ASKED: readonly Scenario[] = [
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

  scenario("pause/withholds", { ...AGAINST, ...PAUSE, reqs: [R.OMDP_CMD_010] }, (s) => {
    inService(s);
    pauses(s, FIRST_LATE_MIN + 20);
    runsTo(s, FIRST_DUE_MIN + 1);
    s.drive.dut("fumble");
    runsTo(s, FIRST_LATE_MIN + 11);
    s.check.none(withinReach);
    s.check.holds("the dose is withheld", closedOnce("m", "withheld"));
    s.check.within(
      tells("dose.closed", "m", "for the pause", ({ reason }) => reason === "paused"),
      "reactionMs",
    );
    s.epilogue.stillAnswers();
  }),

  scenario("pause/over-in-time", { ...ABOUT, ...PAUSE, reqs: [R.OMDP_CMD_010] }, (s) => {
    inService(s);
    pauses(s, FIRST_DUE_MIN + 5);
    runsTo(s, FIRST_DUE_MIN + 6);
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs");
  }),

  scenario(
    "reset/other-records-exported",
    { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] },
    (s) => {
      ended(s);
      resets(s, { seq: -1 });
      s.check.within(refused("not-exported"), "reactionMs");
      s.check.none(done);
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "reset/another-epoch-exported",
    { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] },
    (s) => {
      ended(s);
      resets(s, { epoch: 1 });
      s.check.within(refused("not-exported"), "reactionMs");
      s.check.none(done);
      s.epilogue.stillAnswers();
    },
  ),

  scenario("reset/nothing-exported", { ...AGAINST, ...RESET, reqs: [R.OMDP_CMD_011] }, (s) => {
    ended(s);
    s.drive.host.bytes("the host takes its plan back", "cfg/desired", () => new Uint8Array());
    s.drive.host.command(
      "staff reset the device and name no record",
      byStaff(() => ({ verb: "reset" })),
    );
    s.check.within(refused("not-exported"), "reactionMs");
    s.check.none(done);
    s.epilogue.stillAnswers();
  }),

  scenario("reset/all-exported", { ...ABOUT, ...RESET, reqs: [R.OMDP_CMD_011] }, (s) => {
    ended(s);
    resets(s);
    s.check.within(done, "reactionMs");
    s.check.within(
      message(DeviceState, "another epoch begins", ({ epoch, status }, trace) => {
        return status === "online" && epoch !== trace.said(DeviceState)[0]?.message.epoch;
      }),
      "connectMs",
    );
  }),

  scenario("reset/erases", { ...ABOUT, ...RESET, ...WITH_STORAGE, reqs: [R.OMDP_CMD_012] }, (s) => {
    ended(s);
    s.drive.dut("storage");
    resets(s);
    s.check.within(birth, "connectMs");
    s.drive.dut("storage");
    s.check.holds("nothing of the life before is left", erased);
  }),

  scenario(
    "reset/erased-over-a-restart",
    { ...AGAINST, ...RESET, ...WITH_STORAGE, reqs: [R.OMDP_CMD_012] },
    (s) => {
      ended(s);
      s.drive.dut("storage");
      resets(s);
      s.check.within(birth, "connectMs");
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      s.drive.dut("storage");
      s.check.holds("nothing of the life before is left", erased);
    },
  ),
];
