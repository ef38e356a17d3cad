import { DeviceEvent } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Observation } from "../../scenario/observation.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { comesAgain, sameBytes, unacknowledgedSeqs, writes } from "./record-judges.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
/** More than a device may have under way at once. */
const MANY_RECORDS = 40;

/** Copies that a device sends on its own account come of all four; those asked for, of two. */
const comeMoreOften: Judge = (trace, { from, over }) => {
  const copies = [1, 2, 3, 4].map((nth) => {
    return trace.records(from).filter(({ seq }) => seq === trace.restSeq() + nth).length;
  });
  const [first = 0, second = 0, third = 0, last = 0] = copies;
  const seen = `copies of the four records: ${copies.join()}`;
  if (Math.min(second, third) > Math.max(first, last)) return { verdict: "pass", seen };
  return over ? { verdict: "fail", seen } : undefined;
};

/** How long a device keeps a record, and what it makes of acknowledgements and requests. */
export const DEVICE_ACKNOWLEDGEMENTS: readonly Scenario[] = [
  scenario(
    "evt/again-after-each-contact",
    { ...ABOUT, reqs: [R.OMDP_EVT_007, R.OMDP_MQT_014] },
    (s) => {
      s.prologue.settled();
      writes(s);
      s.drive.broker.cuts();
      s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
        within: "connectMs",
      });
      s.drive.broker.cuts();
      s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
        within: "connectMs",
      });
    },
  ),

  scenario(
    "evt/again-after-a-restart",
    { ...AGAINST, reqs: [R.OMDP_EVT_007, R.OMDP_MQT_014] },
    (s) => {
      s.prologue.settled();
      writes(s, 3);
      s.drive.dut("power-cut");
      s.drive.dut("power-on");
      s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
        within: "connectMs",
      });
    },
  ),

  scenario(
    "evt/not-again-once-acknowledged",
    { ...ABOUT, reqs: [R.OMDP_EVT_007, R.OMDP_EVT_008] },
    (s) => {
      s.prologue.settled();
      writes(s);
      s.drive.host.acknowledgeAll();
      s.drive.pause("quietMs");
      s.drive.broker.cuts();
      s.check.within(birth, "connectMs");
      s.check.none(
        message(DeviceEvent, "an acknowledged record", ({ seq }, trace, { at }) => {
          const place = trace.observations.findLastIndex(isAcknowledged);
          return at > place && seq <= Number(trace.answer("acknowledged"));
        }),
      );
      s.epilogue.stillAnswers();
    },
  ),

  scenario("evt/acknowledgement-of-another-epoch", { ...AGAINST, reqs: [R.OMDP_EVT_008] }, (s) => {
    s.prologue.settled();
    writes(s);
    s.drive.host.acknowledge("the host acknowledges another epoch", (trace) => ({
      epoch: trace.epoch() === 1 ? 2 : trace.epoch() - 1,
      throughSeq: trace.lastSeq(),
    }));
    s.drive.pause("quietMs");
    s.drive.broker.cuts();
    s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
      within: "connectMs",
    });
  }),

  scenario(
    "evt/acknowledgement-of-what-is-not-there",
    { ...AGAINST, reqs: [R.OMDP_EVT_008] },
    (s) => {
      s.prologue.settled();
      writes(s);
      s.drive.host.acknowledge("the host acknowledges a thousand records too many", (trace) => ({
        epoch: trace.epoch(),
        throughSeq: trace.lastSeq() + 1_000,
      }));
      s.drive.pause("quietMs");
      s.drive.broker.cuts();
      s.check.holds("all that the host has not acknowledged comes again", comesAgain, {
        within: "connectMs",
      });
    },
  ),

  scenario(
    "evt/acknowledgement-of-what-was-not-sent",
    { ...AGAINST, reqs: [R.OMDP_EVT_008] },
    (s) => {
      s.prologue.settled();
      s.drive.dutTimes("event", () => MANY_RECORDS);
      s.drive.pause("silenceMs");
      s.drive.host.acknowledge("the host acknowledges records that it never got", (trace) => ({
        epoch: trace.epoch(),
        throughSeq: trace.restSeq() + MANY_RECORDS,
      }));
      s.drive.pause("quietMs");
      s.drive.broker.cuts();
      s.drive.host.acknowledgeUntilAtRest();
      s.check.holds(
        "every record has come",
        (trace, { over }) => {
          const seqs = new Set(trace.records().map(({ seq }) => seq));
          const last = Math.max(0, ...seqs);
          const missing = Array.from({ length: last }, (_, at) => at + 1).filter(
            (seq) => !seqs.has(seq),
          );
          const isShort = unacknowledgedSeqs(trace) < MANY_RECORDS;
          const seen = `${seqs.size} records up to ${last}, missing ${missing.join() || "none"}`;
          if (missing.length === 0 && !isShort) return { verdict: "pass", seen };
          return over ? { verdict: "fail", seen } : undefined;
        },
        { within: "connectMs", scope: "all" },
      );
    },
  ),

  scenario("evt/request-by-range", { ...ABOUT, reqs: [R.OMDP_EVT_012] }, (s) => {
    s.prologue.settled();
    writes(s, 4);
    s.drive.fromHere();
    for (let turn = 1; turn <= 5; turn += 1) {
      s.drive.host.request(`the host asks for two of them, ${turn}`, (trace) => ({
        epoch: trace.epoch(),
        fromSeq: trace.restSeq() + 2,
        throughSeq: trace.restSeq() + 3,
      }));
    }
    s.check.holds("these two come more often than those beside them", comeMoreOften, {
      within: "reactionMs",
    });
    s.check.holds("with the bytes of before", sameBytes, { scope: "all", reqs: [R.OMDP_EVT_012] });
  }),

  scenario("evt/request-of-another-epoch", { ...AGAINST, reqs: [R.OMDP_EVT_012] }, (s) => {
    s.prologue.settled();
    s.drive.fromHere();
    s.drive.host.request("the host asks for records of another epoch", (trace) => ({
      epoch: trace.epoch() === 1 ? 2 : trace.epoch() - 1,
      fromSeq: 1,
      throughSeq: trace.lastSeq(),
    }));
    const old = message(DeviceEvent, "an old record", ({ seq }, trace) => seq <= trace.restSeq());
    s.check.none(old);
    s.epilogue.stillAnswers();
  }),
];

function isAcknowledged(seen: Observation): boolean {
  return seen.type === "answer" && seen.action === "acknowledged";
}
