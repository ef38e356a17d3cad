import { R } from "../../requirements/registry.generated.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { byStaff } from "./asked-by-staff.ts";
import {
  commands,
  DAY_NEEDS,
  dayInstant,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  inService,
  runsTo,
  tells,
} from "./day.ts";
import { closedOnce, withinReach } from "./dose-judges.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const PAUSE = { verbs: ["pause"] } as const;

/** Staff pause the device; what the next checks look at begins with the answer. */
export function pauses(s: Stage, untilMin: number): void {
  commands(
    s,
    `staff pause the device up to minute ${untilMin}`,
    byStaff((_trace, kit) => {
      return { verb: "pause", pauseReason: "holiday", untilMs: dayInstant(kit, untilMin) };
    }, "paused-by-staff"),
  );
  s.drive.fromHere();
}

/** What a device does with its doses while staff have paused it, and after that. */
export const DEVICE_PAUSING: readonly Scenario[] = [
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
];
