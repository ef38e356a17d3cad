import { type DosePlan, ReportedConfig } from "@dosekit/protocols";
import { R, type RequirementId } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Kit } from "../../scenario/kit.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { entry, localDate, planOf } from "./day.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: ["doses"] } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const VERSION = 6;

type Change = Partial<DosePlan>;
type Entries = readonly ((kit: Kit) => DosePlan["entries"][number])[];

function plan(entries: Entries, more: Change = {}): Bound<DosePlan> {
  return (_trace, kit) => planOf(kit, entries, more);
}

const follows: Pattern = message(ReportedConfig, "it follows the plan", (report) => {
  return report.version === VERSION && report.result === "applied";
});

const refuses: Pattern = message(ReportedConfig, "it refuses the plan and says why", (report) => {
  const { result, refusedVersion, detail = "" } = report;
  return result === "refused" && refusedVersion === VERSION && detail !== "";
});

/** A plan that can't be followed is refused whole. */
function refused(
  id: string,
  req: RequirementId,
  wish: Bound<DosePlan>,
  names: (kit: Kit) => string = () => "",
): Scenario {
  return scenario(`plan/${id}`, { ...AGAINST, reqs: [req] }, (s) => {
    s.prologue.timed();
    s.drive.does("what a refusal has to name", (kit) => kit.note("names", names(kit)));
    s.drive.host.config(`a plan: ${id}`, (trace, kit) => {
      return { version: VERSION, plan: wish(trace, kit) };
    });
    s.check.within(refuses, "reactionMs");
    s.check.none(follows);
    s.check.holds("it names what has to be named", (trace) => {
      const said = trace.said(ReportedConfig).at(-1)?.message.detail ?? "";
      const wanted = String(trace.answer("names"));
      return { verdict: said.includes(wanted) ? "pass" : "fail", seen: `${said} (${wanted})` };
    });
    s.epilogue.stillAnswers();
  });
}

/** A plan at the edge of what can be followed is taken. */
function taken(id: string, req: RequirementId, wish: Bound<DosePlan>): Scenario {
  return scenario(`plan/${id}`, { ...ABOUT, reqs: [req] }, (s) => {
    s.prologue.timed();
    s.drive.host.config(`a plan: ${id}`, (trace, kit) => {
      return { version: VERSION, plan: wish(trace, kit) };
    });
    s.check.within(follows, "reactionMs");
  });
}

const M = entry("m", 0);

/** Which plans a device refuses, and which it takes. */
export const DEVICE_PLANS: readonly Scenario[] = [
  refused(
    "two-doses-too-close",
    R.OMDP_TIM_006,
    plan([M, entry("n", 239, { lateMin: 60 })]),
    (kit) => localDate(kit, 0),
  ),
  taken("two-doses-just-far-enough", R.OMDP_TIM_006, plan([M, entry("n", 240, { lateMin: 60 })])),
  refused(
    "a-window-opens-in-another",
    R.OMDP_TIM_007,
    plan([M, entry("n", 300, { earlyMin: 290 })]),
  ),
  refused(
    "a-window-shorter-than-the-wait",
    R.OMDP_TIM_007,
    plan([M, entry("n", 240, { lateMin: 20 })]),
  ),
  taken(
    "a-window-as-long-as-the-wait",
    R.OMDP_TIM_007,
    plan([M, entry("n", 245, { lateMin: 60 })]),
  ),
  refused("an-unknown-zone", R.OMDP_TIM_011, plan([M], { zone: "Mars/Olympus" })),
  refused(
    "an-end-before-its-start",
    R.OMDP_TIM_011,
    plan([entry("m", 0, { endDate: "2020-01-01" })]),
  ),
  refused("weekdays-out-of-order", R.OMDP_TIM_011, plan([entry("m", 0, { weekdays: [3, 1] })])),
  refused("an-impossible-date", R.OMDP_TIM_011, plan([entry("m", 0, { startDate: "2027-02-30" })])),
  refused(
    "an-entry-without-a-date",
    R.OMDP_TIM_011,
    plan([(kit) => ({ ...M(kit), endDate: M(kit).startDate, weekdays: [otherWeekday(kit)] })]),
  ),
  taken("a-plan-of-nothing", R.OMDP_TIM_011, plan([])),
  refused("one-name-for-two-doses", R.OMDP_TIM_005, plan([M, entry("m", 300)])),
  taken(
    "one-name-on-different-days",
    R.OMDP_TIM_005,
    plan([
      (kit) => ({ ...M(kit), endDate: localDate(kit, 1) }),
      (kit) => ({ ...M(kit), startDate: localDate(kit, 2) }),
    ]),
  ),
  refused(
    "beyond-the-zone-table",
    R.OMDP_TIM_002,
    plan([entry("m", 0, { startDate: "9990-01-01", endDate: "9990-01-02" })]),
  ),
  refused(
    "too-close-although-moved",
    R.OMDP_TIM_008,
    plan([M, entry("n", 30, { lateMin: 60 })], { spacing: "shift-later" }),
  ),
  taken("inside-the-zone-table", R.OMDP_TIM_002, plan([M])),
];

/** A weekday that the first date of the plan is not on. */
function otherWeekday(kit: Kit): number {
  const sundayFirst = new Date(`${localDate(kit, 0)}T00:00:00Z`).getUTCDay();
  return (sundayFirst % 7) + 1 === sundayFirst ? 1 : (sundayFirst % 7) + 1;
}
