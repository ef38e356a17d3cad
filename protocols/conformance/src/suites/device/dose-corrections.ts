import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  DAY_NEEDS,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  inService,
  journalOf,
  runsTo,
  startsRun,
  tells,
} from "./day.ts";
import { counts } from "./dose-judges.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device", needs: DAY_NEEDS } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

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

/** How a device takes back what it wrote of a dose. */
export const DEVICE_DOSE_CORRECTIONS: readonly Scenario[] = [
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
