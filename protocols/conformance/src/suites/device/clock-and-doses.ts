import { type Command, DeviceEvent, type DosePlan, instant, Reply } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Kit } from "../../scenario/kit.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  commands,
  DAY_NEEDS,
  dayInstant,
  entry,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  follow,
  inService,
  journal,
  LOADED,
  planOf,
  runsTo,
  setsClock,
  startsRun,
  tells,
} from "./day.ts";
import { closedOnce, withinReach } from "./dose-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const A_DAY = { needs: DAY_NEEDS } as const;
const SET = "set-by-hand";
const DAY_MS = 86_400_000;
const ZONE = "Europe/Oslo";

/** When that dose was due. */
function dueNowMs(kit: Kit): number {
  return Math.floor(kit.nowMs() / 60_000 - 30) * 60_000;
}

/** A plan with a dose that has been due for half an hour, by the kit's own clock. */
const dueNow: Bound<DosePlan> = (_trace, kit) => {
  const minutes = 1_440 + minuteInOslo(kit.nowMs()) - 30;
  const startDate = new Date(kit.nowMs() - 3 * DAY_MS).toISOString().slice(0, 10);
  const own = entry("m", 0, { minuteOfDay: minutes % 1_440, startDate, lateMin: 120 });
  return planOf(kit, [own]);
};

function minuteInOslo(ms: number): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: ZONE,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(ms);
  const partOf = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  return 60 * partOf("hour") + partOf("minute");
}

/** A loaded device without a clock has a plan with a dose that is due. */
function dueWithoutClock(s: Stage): void {
  s.prologue.connected("unset");
  s.drive.does("the host gives a plan, and the device follows it", async (kit) => {
    await follow(kit, 1, dueNow(kit.trace, kit));
  });
  s.drive.dut("load", () => LOADED);
}

function setTo(s: Stage, text: string, civilMs: (kit: Kit) => number): void {
  commands(s, text, (_trace, kit): Command => {
    const common = { commandId: SET, verb: "sync-time", actor: "gateway" } as const;
    const notAfterMs = instant(kit.nowMs() + 400 * DAY_MS);
    return { ...common, notAfterMs, civilMs: instant(civilMs(kit)) };
  });
}

const clockAlert = message(DeviceEvent, "1.5 is raised", ({ kind, alert }) => {
  return kind === "alert.raised" && alert === "1.5";
});

/** The clock of the device is lost in a power cut. */
function losesClock(s: Stage): void {
  s.prologue.timed();
  s.drive.dut("power-cut");
  s.drive.dut("lose-clock");
  s.drive.dut("power-on");
  s.drive.until("it is back", (trace) => trace.connects().length > 1, "connectMs");
}

function answered(text: string, fits: (reply: Reply) => boolean) {
  return message(Reply, text, (reply) => reply.commandId === SET && fits(reply));
}

/** No dose that was due in time lived through is offered. */
const nothingDueBefore =
  (dueMin: number): Judge =>
  (trace) => {
    const beginMs = Number(trace.answer("begin-ms"));
    const offered = journal(trace).filter(({ kind }) => kind === "dose.offering");
    const old = offered.filter((one) => one.doseId?.startsWith("x/") === true);
    const seen = `${offered.length} offerings, ${old.length} due up to minute ${dueMin}`;
    return { verdict: old.length === 0 && beginMs > 0 ? "pass" : "fail", seen };
  };

/** The clock went on, was set back, and a new plan came. */
function setBack(s: Stage, entryId: string, dueMin: number): void {
  inService(s);
  s.drive.does("the day begins", (kit) => kit.note("begin-ms", dayInstant(kit, 0)));
  runsTo(s, SPENT_MIN);
  setsClock(s, "the clock is set back", (kit) => dayInstant(kit, BACK_MIN), SET);
  s.drive.does("the host gives another plan", async (kit) => {
    const plan = planOf(kit, [entry(entryId, dueMin, { lateMin: 120 })], { revision: 2 });
    await follow(kit, 2, plan);
  });
  s.drive.dut("load", () => LOADED);
  s.drive.fromHere();
}

/** Minute of the day that was lived through, and to which the clock is set back. */
const [SPENT_MIN, BACK_MIN] = [80, 20];

/** What a device does with doses when its clock is unset, set forward or set back. */
export const DEVICE_CLOCK_AND_DOSES: readonly Scenario[] = [
  scenario(
    "clock/unset-offers-nothing",
    { ...AGAINST, needs: ["doses"], reqs: [R.OMDP_CLK_001] },
    (s) => {
      dueWithoutClock(s);
      s.check.within(clockAlert, "reactionMs", { scope: "all" });
      s.check.none(withinReach, { scope: "all" });
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "clock/lost-before-a-window",
    { ...AGAINST, needs: [...DAY_NEEDS, "storage"], reqs: [R.OMDP_CLK_001] },
    (s) => {
      inService(s);
      runsTo(s, FIRST_DUE_MIN - 1);
      s.drive.dut("power-cut");
      s.drive.dut("lose-clock");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs");
      startsRun(s, FIRST_DUE_MIN + 5);
      s.check.within(clockAlert, "reactionMs", { scope: "all" });
      s.check.none(withinReach, { scope: "all" });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("clock/set-offers", { ...ABOUT, needs: ["doses"], reqs: [R.OMDP_CLK_001] }, (s) => {
    dueWithoutClock(s);
    setTo(s, "the clock is set to a moment before", (kit) => dueNowMs(kit) - 1_000);
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs", {
      scope: "all",
    });
  }),

  scenario(
    "clock/set-back-offers-nothing-old",
    { ...AGAINST, ...A_DAY, reqs: [R.OMDP_CLK_003] },
    (s) => {
      setBack(s, "x", SPENT_MIN - 20);
      runsTo(s, SPENT_MIN - 10);
      s.check.none(withinReach);
      s.check.holds("nothing of the time before", nothingDueBefore(SPENT_MIN - 20), {
        scope: "all",
      });
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "clock/set-back-offers-what-is-new",
    { ...ABOUT, ...A_DAY, reqs: [R.OMDP_CLK_003] },
    (s) => {
      setBack(s, "y", SPENT_MIN + 30);
      runsTo(s, SPENT_MIN + 31);
      s.check.within(tells("dose.offered", "y", "the dose lies ready"), "reactionMs");
    },
  ),

  scenario(
    "clock/not-set-back-when-it-was-lost",
    { ...AGAINST, needs: ["storage"], reqs: [R.OMDP_CLK_004] },
    (s) => {
      losesClock(s);
      setTo(s, "the clock is set to yesterday", (kit) => kit.nowMs() - DAY_MS);
      s.check.within(
        answered("it is refused as expired", ({ refusal }) => refusal === "expired"),
        "reactionMs",
      );
      s.check.none(answered("it is done", ({ result }) => result === "done"));
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "clock/set-when-it-was-lost",
    { ...ABOUT, needs: ["storage"], reqs: [R.OMDP_CLK_004] },
    (s) => {
      losesClock(s);
      s.check.within(birth, "connectMs", { scope: "all" });
      setTo(s, "the clock is set to the time", (kit) => kit.nowMs());
      s.check.within(
        answered("it is done", ({ result }) => result === "done"),
        "reactionMs",
      );
    },
  ),

  scenario("clock/jumps-over-a-window", { ...AGAINST, ...A_DAY, reqs: [R.OMDP_DOS_004] }, (s) => {
    inService(s);
    setsClock(
      s,
      "the clock jumps over the window",
      (kit) => dayInstant(kit, FIRST_LATE_MIN + 5),
      SET,
    );
    runsTo(s, FIRST_LATE_MIN + 20);
    s.check.none(withinReach);
    s.check.holds("it is closed, and was never offered", closedOnce("m", "prevented"));
    s.epilogue.stillAnswers();
  }),

  scenario("clock/jumps-into-a-window", { ...ABOUT, ...A_DAY, reqs: [R.OMDP_DOS_004] }, (s) => {
    inService(s);
    setsClock(
      s,
      "the clock jumps into the window",
      (kit) => dayInstant(kit, FIRST_DUE_MIN + 5),
      SET,
    );
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs");
  }),
];
