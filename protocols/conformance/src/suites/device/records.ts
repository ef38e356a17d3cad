import { DeviceEvent, DeviceState } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { endOf } from "../../scenario/trace.ts";
import { comesAgain, record, sameBytes, unacknowledged, writes } from "./record-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** What a device does with its journal: numbers, epochs, copies, times. */
export const DEVICE_RECORDS: readonly Scenario[] = [
  scenario("evt/numbers-without-a-gap", { ...ABOUT, reqs: [R.OMDP_EVT_001] }, (s) => {
    s.prologue.settled();
    s.drive.dutTimes("event", () => 5);
    s.check.holds(
      "five records, each numbered one above the one before",
      (trace, { from, over }) => {
        const before = trace.said(DeviceEvent).filter(({ publication }) => publication.at < from);
        const last = Math.max(0, ...before.map(({ message: one }) => endOf(one)));
        // A copy of an earlier record may come late.
        const fresh = trace.records(from).filter(({ seq }) => seq > last);
        const seqs = [...new Set(fresh.map(({ seq }) => seq))];
        const isRow = seqs.every((seq, at) => at === 0 || seq === (seqs[at - 1] ?? 0) + 1);
        const continues = seqs.length === 0 || seqs[0] === last + 1;
        if (!isRow || !continues) return { verdict: "fail", seen: `${last} then ${seqs.join()}` };
        if (seqs.length >= 5) return { verdict: "pass", seen: seqs.join() };
        return over ? { verdict: "fail", seen: `only ${seqs.join()}` } : undefined;
      },
      { within: "reactionMs" },
    );
  }),

  scenario("evt/first-number-of-an-epoch", { ...ABOUT, reqs: [R.OMDP_EVT_001] }, (s) => {
    s.prologue.settled();
    s.prologue.fresh("new");
    s.check.holds("a fresh journal begins with 1", (trace) => {
      const seqs = trace.records().map(({ seq }) => seq);
      const seen = `first ${Math.min(...seqs)}`;
      if (seqs.length === 0) return { verdict: "unverified", seen: "no record" };
      return { verdict: seqs.includes(1) ? "pass" : "fail", seen };
    });
  }),

  scenario("evt/new-epoch-for-a-new-journal", { ...AGAINST, reqs: [R.OMDP_EVT_002] }, (s) => {
    s.prologue.settled();
    s.drive.dut("power-cut");
    s.drive.dut("lose-journal");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.check.holds("another epoch, numbered from 1", (trace, { from }) => {
      const births = trace
        .said(DeviceState)
        .filter(({ message: { epoch } }) => epoch !== undefined);
      const epochs = new Set(births.map(({ message: { epoch } }) => epoch));
      const first = trace.records(from)[0]?.seq;
      const seen = `epochs ${[...epochs].join()}, first record ${first}`;
      return { verdict: epochs.size === births.length ? "pass" : "fail", seen };
    });
  }),

  scenario("evt/epoch-goes-on-after-a-restart", { ...ABOUT, reqs: [R.OMDP_EVT_002] }, (s) => {
    s.prologue.settled();
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.check.holds("the epoch of before, with higher numbers", (trace) => {
      const births = trace
        .said(DeviceState)
        .filter(({ message: { status } }) => status === "online");
      const epochs = new Set(births.map(({ message: one }) => one.epoch));
      return { verdict: epochs.size === 1 ? "pass" : "fail", seen: [...epochs].join() };
    });
  }),

  scenario("evt/sent-means-durable", { ...AGAINST, reqs: [R.OMDP_EVT_003] }, (s) => {
    s.prologue.settled();
    s.drive.dut("event");
    s.drive.until("its record comes", (trace) => unacknowledged(trace).length > 0, "reactionMs");
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
      within: "connectMs",
    });
    s.check.holds("no number was given twice", sameBytes, { scope: "all" });
  }),

  scenario("evt/same-bytes-each-time", { ...ABOUT, reqs: [R.OMDP_EVT_004] }, (s) => {
    s.prologue.settled();
    writes(s, 3);
    s.drive.broker.cuts();
    s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
      within: "connectMs",
    });
    s.check.holds("each record has the bytes of before", sameBytes, { scope: "all" });
  }),

  scenario("evt/same-bytes-after-a-restart", { ...AGAINST, reqs: [R.OMDP_EVT_004] }, (s) => {
    s.prologue.settled();
    writes(s, 3);
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
      within: "connectMs",
    });
    s.check.holds("each record has the bytes of before", sameBytes, { scope: "all" });
  }),

  scenario("evt/no-civil-time-while-unset", { ...AGAINST, reqs: [R.OMDP_EVT_005] }, (s) => {
    s.prologue.connected("unset");
    s.drive.dut("event");
    s.check.within(record, "reactionMs");
    const unset = message(DeviceEvent, "a record under an unset clock", ({ clock }) => {
      return clock === "unset";
    });
    s.check.every(unset, "without a civil time", (seen) => {
      return seen.type === "publication" && seen.decoded?.message["civilMs"] === undefined;
    });
  }),

  scenario("evt/civil-time-while-set", { ...ABOUT, reqs: [R.OMDP_EVT_005] }, (s) => {
    s.prologue.timed();
    s.drive.dut("event");
    s.check.within(record, "reactionMs");
    s.check.holds("a record under a set clock says when", (trace, { from }) => {
      const [first] = trace.records(from);
      const isTold = first?.clock === "unset" || first?.civilMs !== undefined;
      return { verdict: isTold ? "pass" : "fail", seen: JSON.stringify(first) };
    });
  }),
];
