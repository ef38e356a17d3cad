import {
  Command,
  type DeviceEvent,
  DeviceState,
  type DosePlan,
  Reply,
  RunClock,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Kit } from "../../scenario/kit.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import {
  DAY_NEEDS,
  dayInstant,
  entry,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  fresh,
  inService,
  journal,
  neverMs,
  planOf,
  runsTo,
  SECOND_DUE_MIN,
  startsRun,
} from "./day.ts";
import { closedOnce } from "./dose-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = {
  profile: "SEC",
  kind: "positive",
  role: "device",
  needs: [...DAY_NEEDS, "update"],
} as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const ID = "another-image";
const VERSION = "1.1.0";
/** No dose is near. */
const afternoon: Bound<DosePlan> = (_trace, kit) => planOf(kit, [entry("e", SECOND_DUE_MIN)]);
/** Minutes in which a device on trial has said how it went. */
const TRIAL_MIN = 30;

/** The wish for another image, until some minute of the day or for ever. */
const update =
  (untilMin?: number): Bound<Command> =>
  (_trace, kit) => ({
    ...{ commandId: ID, verb: "update-firmware", actor: "technician" },
    ...{ firmware: VERSION, digest: new Uint8Array(32) },
    notAfterMs: untilMin === undefined ? neverMs(kit) : dayInstant(kit, untilMin),
  });

function answered(text: string, fits: (reply: Reply) => boolean): Pattern {
  return message(Reply, text, (reply) => reply.commandId === ID && fits(reply));
}

function refused(refusal: NonNullable<Reply["refusal"]>): Pattern {
  return answered(`it is refused as ${refusal}`, (reply) => reply.refusal === refusal);
}

const done = answered("it is done", ({ result }) => result === "done");

function wrote(kind: DeviceEvent["kind"]): Pattern {
  return fresh(`a record ${kind}`, (one) => one.kind === kind);
}

function placeOf(trace: Trace, kind: DeviceEvent["kind"]): number {
  return journal(trace).findIndex((one) => one.kind === kind);
}

/** The records of an update stand in order, with the boot between them. */
const inOrder =
  (last: DeviceEvent["kind"]): Judge =>
  (trace) => {
    const rows = journal(trace);
    const [first, end] = [placeOf(trace, "firmware.activated"), placeOf(trace, last)];
    const boot = rows.findIndex(({ kind }, at) => kind === "device.booted" && at > first);
    const seen = rows.map(({ kind }) => kind).join(", ");
    const isRight = first >= 0 && boot > first && end > boot;
    return { verdict: isRight ? "pass" : "fail", seen };
  };

/** Nothing is offered between the start of an image and the word about it. */
const nothingOnTrial: Judge = (trace) => {
  const rows = journal(trace);
  const [from, to] = [placeOf(trace, "firmware.activated"), placeOf(trace, "firmware.confirmed")];
  const seen = rows.map(({ kind }) => kind).join(", ");
  if (from < 0) return { verdict: "unverified", seen };
  const between = rows.slice(from, to < 0 ? rows.length : to);
  const isOffered = between.some(({ kind }) => kind === "dose.offering");
  return { verdict: isOffered ? "fail" : "pass", seen };
};

function asks(s: Stage, value: Bound<Command> = update()): void {
  s.drive.host.command("the host wants another program image", value);
}

/**
 * Runs on until the wish is answered. The device restarts on the way and its clock with it, and an
 * answer can get lost with the connection: as every host the kit asks again, under the same id, when
 * the device has connected again.
 */
function passes(s: Stage, minutes: number): void {
  s.drive.does(`time passes up to minute ${minutes} of the day, and further to the answer`, (kit) =>
    untilAnswered(kit, minutes),
  );
  s.drive.host.acknowledgeUntilAtRest();
}

/** More connections than an update takes. */
const CONTACTS_MAX = 12;

async function untilAnswered(kit: Kit, minutes: number): Promise<void> {
  const { trace, params } = kit;
  const untilMs = dayInstant(kit, minutes);
  let known = births(trace);
  kit.say("cmd", RunClock, { commandId: `start-${minutes}`, untilMs });
  for (let round = 0; round < CONTACTS_MAX; round += 1) {
    const isBack = () => births(trace) > known;
    await kit.waitUntil(() => hasAnswer(trace) || isBack(), params.reactionMs);
    if (hasAnswer(trace) || !isBack()) return;
    known = births(trace);
    kit.say("cmd", RunClock, { commandId: `start-${minutes}`, untilMs });
    kit.say("cmd", Command, update()(trace, kit));
  }
}

function births(trace: Trace): number {
  return trace.said(DeviceState).filter(({ message: { status } }) => status === "online").length;
}

function hasAnswer(trace: Trace): boolean {
  return trace.replies().some(({ commandId }) => commandId === ID);
}

/** The image is on trial when the power goes. */
function cutOnTrial(s: Stage): void {
  inService(s, { plan: afternoon });
  asks(s);
  startsRun(s, 1);
  s.check.within(wrote("firmware.activated"), "reactionMs", { scope: "all" });
  s.drive.pause("quietMs");
  s.drive.dut("power-cut");
  s.drive.dut("power-on");
  s.check.within(birth, "connectMs");
}

/** What a device does that is to start another program image. */
export const DEVICE_UPDATES: readonly Scenario[] = [
  scenario(
    "update/not-sealed",
    { ...AGAINST, profile: "CORE", needs: ["update"], reqs: [R.OMDP_UPD_001] },
    (s) => {
      s.prologue.timed();
      asks(s, (trace, kit) => ({ ...update()(trace, kit), notAfterMs: later(kit) }));
      s.check.within(refused("not-allowed"), "reactionMs");
      s.check.none(wrote("firmware.activated"), { scope: "all" });
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "update/confirmed",
    { ...ABOUT, reqs: [R.OMDP_UPD_001, R.OMDP_UPD_003, R.OMDP_UPD_004, R.OMDP_UPD_005] },
    (s) => {
      inService(s, { plan: afternoon });
      asks(s);
      passes(s, TRIAL_MIN);
      s.check.within(done, "reactionMs", {
        scope: "all",
        reqs: [R.OMDP_UPD_001, R.OMDP_UPD_005],
      });
      s.check.holds("each step was written in its turn", inOrder("firmware.confirmed"), {
        reqs: [R.OMDP_UPD_004],
      });
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs", { reqs: [R.OMDP_UPD_003] });
      s.check.none(wrote("firmware.rolled-back"), { scope: "all", reqs: [R.OMDP_UPD_003] });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("update/power-goes-on-trial", { ...AGAINST, reqs: [R.OMDP_UPD_003] }, (s) => {
    cutOnTrial(s);
    s.check.within(wrote("firmware.rolled-back"), "reactionMs");
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.check.none(wrote("firmware.rolled-back"));
    s.check.none(wrote("firmware.confirmed"), { scope: "all" });
    s.epilogue.stillAnswers();
  }),

  scenario("update/fails-its-test", { ...AGAINST, reqs: [R.OMDP_UPD_004, R.OMDP_UPD_005] }, (s) => {
    inService(s, { plan: afternoon });
    s.drive.dut("spoil-image");
    asks(s);
    passes(s, TRIAL_MIN);
    s.check.within(refused("incomplete"), "reactionMs", {
      scope: "all",
      reqs: [R.OMDP_UPD_005],
    });
    s.check.holds("each step was written in its turn", inOrder("firmware.rolled-back"), {
      reqs: [R.OMDP_UPD_004],
    });
  }),

  scenario("update/no-moment", { ...AGAINST, reqs: [R.OMDP_UPD_005] }, (s) => {
    inService(s);
    runsTo(s, FIRST_DUE_MIN + 1);
    asks(s, update(FIRST_DUE_MIN + 5));
    runsTo(s, FIRST_DUE_MIN + 10);
    s.check.within(refused("expired"), "reactionMs", { scope: "all" });
  }),

  scenario("update/not-in-a-window", { ...AGAINST, reqs: [R.OMDP_UPD_002] }, (s) => {
    inService(s);
    runsTo(s, FIRST_DUE_MIN + 1);
    asks(s);
    runsTo(s, FIRST_LATE_MIN - 1);
    s.check.none(wrote("firmware.activated"), { scope: "all" });
    s.epilogue.stillAnswers();
  }),

  scenario("update/behind-a-window", { ...ABOUT, reqs: [R.OMDP_UPD_002] }, (s) => {
    inService(s);
    runsTo(s, FIRST_DUE_MIN + 1);
    s.drive.dut("take");
    asks(s);
    passes(s, FIRST_LATE_MIN + TRIAL_MIN);
    s.check.within(done, "reactionMs", { scope: "all" });
    s.check.holds("no dose on trial", nothingOnTrial);
    s.check.holds("the dose before it is not lost", closedOnce("m", "retrieved"));
  }),
];

function later(kit: Kit) {
  return kit.muchLaterMs();
}
