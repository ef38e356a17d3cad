import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  DAY_NEEDS,
  entry,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  fresh,
  inService,
  journal,
  journalOf,
  planOf,
  runsTo,
  startsRun,
  tells,
} from "./day.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
/** Running, trusted time behind a window in which its dose has to be closed, min. */
const CLOSED_WITHIN_MIN = 10;
const SPACING_MIN = 240;

/** The dose was closed once, in one of some ways. */
export function closedOnce(entryId: string, ...outcomes: readonly DeviceEvent["outcome"][]): Judge {
  return (trace) => {
    const closed = journalOf(trace, "dose.closed", entryId);
    const seen = `closed as: ${closed.map(({ outcome }) => outcome).join() || "nothing"}`;
    const isRight = closed.length === 1 && outcomes.includes(closed[0]?.outcome);
    return { verdict: isRight ? "pass" : "fail", seen };
  };
}

/** How often each of some records of a dose was written. */
function counts(entryId: string, wanted: Readonly<Record<string, number>>): Judge {
  return (trace) => {
    const found = Object.keys(wanted).map((kind) => {
      return [kind, journalOf(trace, kind as DeviceEvent["kind"], entryId).length] as const;
    });
    const seen = found.map(([kind, count]) => `${count} of ${kind}`).join(", ");
    const isRight = found.every(([kind, count]) => count === wanted[kind]);
    return { verdict: isRight ? "pass" : "fail", seen };
  };
}

/** What {@link untouched} notes. */
const UNTOUCHED = "untouched";

/** Notes what was written before any hand of the user moved. */
function untouched(s: Stage): void {
  s.drive.does("the user has done nothing yet", (kit) => {
    kit.note(UNTOUCHED, kit.trace.receivedSeq());
  });
}

/**
 * The record of its offering stands before the one of its release; and before the word that it lies
 * ready where the device moved by itself. One that waits for a press moves no earlier than that.
 */
const offeringFirst: Judge = (trace) => {
  const about = journal(trace).filter(({ doseId }) => doseId?.startsWith("m/") === true);
  const reach = about.filter(({ kind }) => kind === "dose.offered" || kind === "dose.released");
  const first = about.find(({ kind }) => kind === "dose.offering");
  const seen = about.map(({ seq, kind }) => `${seq} ${kind}`).join(", ");
  if (reach.length === 0 && first === undefined) return { verdict: "unverified", seen };
  if (first === undefined) return { verdict: "fail", seen };
  const isByItself = first.seq <= Number(trace.answer(UNTOUCHED) ?? 0);
  const behind = reach.filter(({ kind }) => kind === "dose.released" || isByItself);
  return { verdict: behind.every(({ seq }) => seq > first.seq) ? "pass" : "fail", seen };
};

/** The alert about the dose is there, and not behind the write of its outcome. */
export function toldBy(entryId: string, ...codes: readonly DeviceEvent["alert"][]): Judge {
  return (trace) => {
    const rows = journal(trace);
    const closed = rows.findIndex(
      (one) => one.kind === "dose.closed" && one.doseId?.startsWith(`${entryId}/`) === true,
    );
    const told = rows.findIndex(
      (one) =>
        one.kind === "alert.raised" &&
        codes.includes(one.alert) &&
        one.doseId?.startsWith(`${entryId}/`) === true,
    );
    const seen = rows.map(({ kind, alert }) => alert ?? kind).join(", ");
    // Records of one write have one time; they may stand in any order in it.
    const isSameWrite = rows[told]?.uptimeMs === rows[closed]?.uptimeMs;
    const isInTime = told >= 0 && closed >= 0 && (told < closed || isSameWrite);
    return { verdict: isInTime ? "pass" : "fail", seen };
  };
}

/** Anything that brings a dose within reach, or tells that it is. */
export const withinReach = fresh("a dose within reach", ({ kind }) => {
  return kind === "dose.offering" || kind === "dose.offered" || kind === "dose.released";
});

/** The record of an outcome comes twice at the least, and with the same bytes each time. */
const closedAsBefore: Judge = (trace, { over }) => {
  const copies = trace
    .said(DeviceEvent)
    .filter(({ message: { kind } }) => kind === "dose.closed")
    .map(({ publication }) => Buffer.from(publication.payload).toString("hex"));
  const seen = `${copies.length} copies, ${new Set(copies).size} different ones`;
  if (new Set(copies).size > 1) return { verdict: "fail", seen };
  if (copies.length > 1) return { verdict: "pass", seen };
  return over ? { verdict: "fail", seen, restsOnSilence: true } : undefined;
};

/** The life of a dose as its records tell it. */
export const DEVICE_DOSES: readonly Scenario[] = [
  scenario(
    "dose/taken",
    {
      ...ABOUT,
      reqs: [R.OMDP_DOS_001, R.OMDP_DOS_002, R.OMDP_DOS_003, R.OMDP_EVT_006, R.OMDP_TIM_009],
    },
    (s) => {
      inService(s);
      runsTo(s, FIRST_DUE_MIN + 1);
      s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs", {
        reqs: [R.OMDP_DOS_003, R.OMDP_TIM_009],
      });
      untouched(s);
      s.drive.dut("take");
      runsTo(s, FIRST_LATE_MIN + CLOSED_WITHIN_MIN + 1);
      s.check.within(tells("dose.closed", "m", "the dose is closed"), "reactionMs", {
        scope: "all",
        reqs: [R.OMDP_DOS_001],
      });
      s.check.holds("once, as taken", closedOnce("m", "retrieved", "released-not-retrieved"), {
        reqs: [R.OMDP_DOS_001],
      });
      s.check.holds("it was released once", counts("m", { "dose.released": 1 }), {
        reqs: [R.OMDP_DOS_002],
      });
      s.check.holds("its offering was written first", offeringFirst, { reqs: [R.OMDP_EVT_006] });
    },
  ),

  scenario("dose/missed", { ...AGAINST, reqs: [R.OMDP_DOS_001, R.OMDP_DOS_010] }, (s) => {
    inService(s);
    runsTo(s, FIRST_LATE_MIN + CLOSED_WITHIN_MIN + 1);
    s.check.within(tells("dose.closed", "m", "the dose is closed"), "reactionMs", {
      reqs: [R.OMDP_DOS_001],
    });
    s.check.holds("once, as missed", closedOnce("m", "missed"), { reqs: [R.OMDP_DOS_001] });
    s.check.holds("1.1 or 1.2 is raised for it", toldBy("m", "1.1", "1.2"), {
      reqs: [R.OMDP_DOS_010],
    });
  }),

  scenario("dose/taken-raises-nothing", { ...ABOUT, reqs: [R.OMDP_DOS_010] }, (s) => {
    inService(s);
    runsTo(s, FIRST_DUE_MIN + 1);
    s.drive.dut("take");
    s.drive.fromHere();
    runsTo(s, FIRST_LATE_MIN + CLOSED_WITHIN_MIN + 1);
    s.check.none(
      tells("alert.raised", "m", "an alert about the dose", ({ alert }) => {
        return alert === "1.1" || alert === "1.2" || alert === "1.3";
      }),
      { scope: "all" },
    );
    s.epilogue.stillAnswers();
  }),

  scenario(
    "dose/nothing-outside-its-window",
    { ...AGAINST, reqs: [R.OMDP_DOS_003, R.OMDP_TIM_009] },
    (s) => {
      inService(s);
      runsTo(s, FIRST_DUE_MIN - 1);
      s.check.none(withinReach, { scope: "all" });
      runsTo(s, FIRST_LATE_MIN + 1);
      s.check.within(tells("dose.closed", "m", "the dose is closed"), "reactionMs");
      s.drive.dut("take");
      runsTo(s, FIRST_LATE_MIN + 60);
      s.check.none(withinReach);
      s.epilogue.stillAnswers();
    },
  ),

  scenario("dose/lockout", { ...AGAINST, reqs: [R.OMDP_DOS_009] }, (s) => {
    inService(s);
    runsTo(s, 1);
    s.drive.dut("fumble");
    s.check.none(withinReach, { scope: "all" });
    s.epilogue.stillAnswers();
  }),

  scenario("dose/to-be-had-after-the-lockout", { ...ABOUT, reqs: [R.OMDP_DOS_009] }, (s) => {
    inService(s);
    runsTo(s, 1);
    s.drive.dut("fumble");
    runsTo(s, FIRST_DUE_MIN + 1);
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs", {
      scope: "all",
    });
  }),

  scenario(
    "dose/not-again-after-a-restart",
    { ...AGAINST, reqs: [R.OMDP_DOS_002, R.OMDP_DOS_001] },
    (s) => {
      inService(s);
      runsTo(s, FIRST_DUE_MIN + 1);
      s.drive.dut("take");
      s.drive.host.acknowledgeUntilAtRest();
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs", { reqs: [R.OMDP_DOS_002] });
      runsTo(s, FIRST_LATE_MIN + CLOSED_WITHIN_MIN + 1);
      s.check.holds(
        "it was offered once and released once",
        counts("m", { "dose.offering": 1, "dose.released": 1 }),
        { reqs: [R.OMDP_DOS_002] },
      );
      s.check.holds("it was closed once", counts("m", { "dose.closed": 1 }), {
        reqs: [R.OMDP_DOS_001],
      });
      s.epilogue.stillAnswers();
    },
  ),

  scenario("dose/spacing-kept", { ...AGAINST, reqs: [R.OMDP_DOS_005] }, (s) => {
    spaced(s);
    runsTo(s, FIRST_DUE_MIN + SPACING_MIN + 10);
    s.check.none(tells("dose.offering", "n", "the second dose comes into reach"));
    s.epilogue.stillAnswers();
  }),

  scenario("dose/offered-once-far-enough", { ...ABOUT, reqs: [R.OMDP_DOS_005] }, (s) => {
    spaced(s);
    runsTo(s, FIRST_DUE_MIN + SPACING_MIN + 30);
    s.check.within(tells("dose.offered", "n", "the second dose lies ready"), "reactionMs");
  }),

  scenario(
    "dose/power-goes-on-its-way",
    { ...AGAINST, reqs: [R.OMDP_DOS_007, R.OMDP_DOS_010, R.OMDP_EVT_006] },
    (s) => {
      inService(s);
      s.drive.dut("cut-next-motion");
      startsRun(s, FIRST_DUE_MIN + 1);
      s.drive.pause("silenceMs");
      s.drive.dut("power-on");
      s.check.within(birth, "connectMs", { reqs: [R.OMDP_DOS_007] });
      runsTo(s, FIRST_LATE_MIN + CLOSED_WITHIN_MIN + 1);
      s.check.holds("nobody knows whether it left", closedOnce("m", "uncertain"), {
        reqs: [R.OMDP_DOS_007],
      });
      s.check.holds("1.3 is raised for it", toldBy("m", "1.3"), { reqs: [R.OMDP_DOS_010] });
      s.check.holds("its offering was written first", offeringFirst, { reqs: [R.OMDP_EVT_006] });
    },
  ),

  scenario("dose/never-on-its-way", { ...ABOUT, reqs: [R.OMDP_DOS_007] }, (s) => {
    inService(s);
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    runsTo(s, FIRST_DUE_MIN + 1);
    s.check.within(tells("dose.offered", "m", "the dose lies ready"), "reactionMs");
    s.drive.dut("take");
    runsTo(s, FIRST_LATE_MIN + 1);
    s.check.holds("what was in all the time is certain", closedOnce("m", "retrieved"));
  }),

  scenario("dose/corrected-by-a-new-record", { ...ABOUT, reqs: [R.OMDP_DOS_008] }, (s) => {
    corrects(s);
    s.check.within(tells("dose.corrected", "m", "the dose is corrected"), "reactionMs", {
      scope: "all",
    });
    s.check.holds("it refers to the record of the outcome", (trace) => {
      const [closed] = journalOf(trace, "dose.closed", "m");
      const [corrected] = journalOf(trace, "dose.corrected", "m");
      const seen = `closed in ${closed?.seq}, corrected with a word on ${corrected?.refersTo}`;
      const isRight = closed !== undefined && corrected?.refersTo === closed.seq;
      return { verdict: isRight && closed.outcome !== corrected?.outcome ? "pass" : "fail", seen };
    });
  }),

  scenario("dose/corrected-record-stays", { ...AGAINST, reqs: [R.OMDP_DOS_008] }, (s) => {
    corrects(s);
    s.drive.broker.cuts();
    s.check.holds("the record of its outcome comes again as it was", closedAsBefore, {
      within: "connectMs",
      scope: "all",
    });
    s.check.holds("the dose was closed once", counts("m", { "dose.closed": 1 }));
  }),
];

/** A dose was missed, and the device learns that this may be wrong; no record is acknowledged. */
function corrects(s: Stage): void {
  inService(s);
  runsTo(s, FIRST_DUE_MIN + 1);
  s.drive.dut("correct");
  startsRun(s, FIRST_LATE_MIN + 1);
  s.drive.until(
    "it is corrected",
    (trace) => journalOf(trace, "dose.corrected", "m").length > 0,
    "reactionMs",
  );
}

/** Two doses as close as the plan allows, the first of which is taken late in its window. */
function spaced(s: Stage): void {
  inService(s, {
    plan: (_trace, kit) => {
      const second = entry("n", FIRST_DUE_MIN + SPACING_MIN, { lateMin: 60 });
      return planOf(kit, [entry("m", FIRST_DUE_MIN), second]);
    },
  });
  runsTo(s, FIRST_DUE_MIN + 25);
  s.drive.dut("take");
  s.drive.fromHere();
}
