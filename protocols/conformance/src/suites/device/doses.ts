import { R } from "../../requirements/registry.generated.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  DAY_NEEDS,
  entry,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  inService,
  planOf,
  runsTo,
  startsRun,
  tells,
} from "./day.ts";
import {
  CLOSED_WITHIN_MIN,
  closedOnce,
  counts,
  offeringFirst,
  toldBy,
  untouched,
  withinReach,
} from "./dose-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const SPACING_MIN = 240;

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
];

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
