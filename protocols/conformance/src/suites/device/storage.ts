import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  DAY_NEEDS,
  FIRST_DUE_MIN,
  FIRST_LATE_MIN,
  fresh,
  inService,
  journalOf,
  runsTo,
  tells,
} from "./day.ts";
import { closedOnce } from "./dose-judges.ts";
import { sameBytes } from "./record-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = {
  profile: "CORE",
  kind: "positive",
  role: "device",
  needs: [...DAY_NEEDS, "storage"],
} as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** The device gave a dose, and its storage forgot that over a power cut. */
function forgets(s: Stage): void {
  inService(s);
  s.drive.dut("mark-storage");
  runsTo(s, FIRST_DUE_MIN + 1);
  s.drive.dut("take");
  s.drive.host.acknowledgeUntilAtRest();
  s.drive.dut("power-cut");
  s.drive.dut("forget-storage");
  s.drive.dut("power-on");
  s.check.within(birth, "connectMs", { reqs: [R.OMDP_EVT_019] });
}

/** Each number of an epoch stands for one record, before and after. */
const numbersOnce: Judge = (trace, span) => {
  const judged = sameBytes(trace, span);
  // Nothing that came twice shows that no number was given twice.
  return judged?.verdict === "unverified" ? { verdict: "pass", seen: judged.seen } : judged;
};

/** After the forgetting the dose is told to be uncertain, and was not offered again. */
const uncertainNow: Judge = (trace) => {
  const lastBirth = trace.connects().at(-1)?.connection ?? 0;
  const since = trace
    .said(DeviceEvent)
    .filter(({ publication, message: one }) => {
      return publication.connection >= lastBirth && one.doseId?.startsWith("m/") === true;
    })
    .map(({ message: one }) => one);
  const outcomes = new Set(
    since.filter(({ kind }) => kind === "dose.closed").map((one) => one.outcome),
  );
  const offerings = since.filter(({ kind }) => kind === "dose.offering");
  const seen = `closed as ${[...outcomes].join() || "nothing"}, offered ${offerings.length} times`;
  const isRight = offerings.length === 0 && outcomes.size === 1 && outcomes.has("uncertain");
  return { verdict: isRight ? "pass" : "fail", seen };
};

/**
 * The dose was kept back because nothing could be written, and no record says that it lay ready: one
 * that nobody can get, by a press or otherwise, is not offered.
 */
const keptBack: Judge = (trace) => {
  const [closed, ...others] = journalOf(trace, "dose.closed", "m");
  const layReady = journalOf(trace, "dose.offered", "m").length > 0;
  const seen = `${closed?.outcome} ${closed?.reason ?? ""}, ${layReady ? "" : "not "}ready before`;
  const isKept = closed?.outcome === "prevented" && closed.reason === "journal-unavailable";
  const isRight = isKept && !layReady && others.length === 0;
  return { verdict: isRight ? "pass" : "fail", seen };
};

/** A dose leaves, or is about to. */
const onItsWay = fresh("a dose on its way into reach", ({ kind }) => {
  return kind === "dose.offering" || kind === "dose.released";
});

/** What a device does when its storage fails or forgets. */
export const DEVICE_STORAGE: readonly Scenario[] = [
  scenario("storage/fails-through-a-window", { ...AGAINST, reqs: [R.OMDP_DOS_006] }, (s) => {
    inService(s);
    s.drive.dut("spoil-storage");
    runsTo(s, FIRST_DUE_MIN + 1);
    s.drive.dut("fumble");
    runsTo(s, FIRST_LATE_MIN + 1);
    s.drive.dut("mend-storage");
    runsTo(s, FIRST_LATE_MIN + 11);
    s.check.none(onItsWay, { scope: "all" });
    s.check.holds("the dose has its outcome, and stayed where it was", keptBack);
    s.epilogue.stillAnswers();
  }),

  scenario("storage/works-again-in-time", { ...ABOUT, reqs: [R.OMDP_DOS_006] }, (s) => {
    inService(s);
    s.drive.dut("spoil-storage");
    runsTo(s, FIRST_DUE_MIN + 1);
    s.drive.dut("mend-storage");
    runsTo(s, FIRST_LATE_MIN + 11);
    s.check.within(tells("dose.closed", "m", "the dose is closed"), "reactionMs", { scope: "all" });
    s.check.holds(
      "once: it had its window after all, or was prevented",
      closedOnce("m", "missed", "prevented"),
    );
  }),

  scenario("storage/forgets-a-release", { ...AGAINST, reqs: [R.OMDP_EVT_019] }, (s) => {
    forgets(s);
    runsTo(s, FIRST_LATE_MIN + 11);
    s.check.holds("nobody knows, and it is not offered again", uncertainNow, { scope: "all" });
    s.check.holds("no number is given twice", numbersOnce, { scope: "all" });
    s.epilogue.stillAnswers();
  }),

  scenario("storage/goes-on-after-forgetting", { ...ABOUT, reqs: [R.OMDP_EVT_019] }, (s) => {
    forgets(s);
    s.drive.dut("event");
    s.check.within(
      message(DeviceEvent, "a new record, under a number of its own", ({ epoch, seq }, trace) => {
        const before = trace.said(DeviceEvent).filter(({ publication }) => {
          return publication.connection < (trace.connects().at(-1)?.connection ?? 0);
        });
        const own = before.filter(({ message: one }) => one.epoch === epoch);
        return seq > Math.max(0, ...own.map(({ message: one }) => one.seq));
      }),
      "reactionMs",
    );
    s.check.holds("no number is given twice", numbersOnce, { scope: "all" });
  }),
];
