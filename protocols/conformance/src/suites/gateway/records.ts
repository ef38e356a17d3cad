import {
  type DeviceEvent,
  DeviceState,
  EventAcknowledgement,
  EventRequest,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { BOOT, born, EPOCH, recordAt, recordBytes, writes } from "./played-device.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "gateway" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** Acknowledgements of the played device, not of others. */
function acknowledges(text: string, fits: (throughSeq: number) => boolean): Pattern {
  return message(EventAcknowledgement, text, ({ epoch, throughSeq }) => {
    return epoch === EPOCH && fits(throughSeq);
  });
}

function through(seq: number): Pattern {
  return acknowledges(`it acknowledges through ${seq}`, (throughSeq) => throughSeq === seq);
}

function beyond(seq: number): Pattern {
  return acknowledges(`it acknowledges beyond ${seq}`, (throughSeq) => throughSeq > seq);
}

/** What a gateway says that it has, in order. */
function has(...seqs: readonly number[]): Judge {
  const wanted = seqs.map((seq) => `${EPOCH}:${seq}`).join();
  return (trace) => {
    const answer = trace.answer("committed");
    const found = Array.isArray(answer) ? answer.join() : JSON.stringify(answer);
    return { verdict: found === wanted ? "pass" : "fail", seen: `it has ${found}` };
  };
}

function saysStatus(wanted: string): Judge {
  return (trace) => {
    const found = trace.answer("status");
    return { verdict: found === wanted ? "pass" : "fail", seen: `it takes it for ${found}` };
  };
}

function wills(s: Stage, bootId: number): void {
  s.drive.device.says(
    `the broker publishes the will of boot ${bootId}`,
    "state",
    DeviceState,
    () => ({
      status: "lost",
      bootId,
    }),
  );
}

/** What a gateway does with the records and states of its devices. */
export const GATEWAY_RECORDS: readonly Scenario[] = [
  scenario("evt/acknowledged-in-order", { ...ABOUT, reqs: [R.OMDP_EVT_010] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1, 2, 3);
    s.check.within(through(3), "reactionMs");
    s.check.none(beyond(3), { scope: "all" });
    s.epilogue.stillAcknowledges();
  }),

  scenario("evt/nothing-behind-a-gap-acknowledged", { ...AGAINST, reqs: [R.OMDP_EVT_010] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1, 2, 4, 5);
    s.check.within(through(2), "reactionMs");
    s.check.none(beyond(2), { scope: "all" });
    writes(s, 3);
    s.check.within(through(5), "reactionMs");
  }),

  scenario("evt/acknowledged-again-after-an-outage", { ...ABOUT, reqs: [R.OMDP_EVT_010] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    s.check.within(through(1), "reactionMs");
    s.drive.broker.cuts();
    writes(s, 2, 3);
    s.check.within(through(3), "connectMs");
  }),

  scenario("evt/asks-for-what-is-missing", { ...ABOUT, reqs: [R.OMDP_EVT_011] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1, 2, 5);
    s.check.within(requests(3, 4), "reactionMs");
  }),

  scenario("evt/asks-for-what-a-birth-tells", { ...ABOUT, reqs: [R.OMDP_EVT_011] }, (s) => {
    s.prologue.listening();
    born(s, 4);
    writes(s, 1);
    s.check.within(requests(2, 4), "reactionMs");
  }),

  scenario("evt/asks-for-nothing-that-it-has", { ...AGAINST, reqs: [R.OMDP_EVT_011] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1, 2, 3);
    s.check.within(through(3), "reactionMs");
    s.drive.pause("quietMs");
    const any = message(EventRequest, "it asks for records", ({ epoch }) => epoch === EPOCH);
    s.check.none(any, { scope: "all" });
    s.epilogue.stillAcknowledges();
  }),

  scenario("evt/committed-in-order", { ...ABOUT, reqs: [R.OMDP_EVT_013] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1, 3, 2);
    s.check.within(through(3), "reactionMs");
    s.drive.dut("committed");
    s.check.holds("it has each record", has(1, 2, 3));
  }),

  scenario("evt/committed-once", { ...AGAINST, reqs: [R.OMDP_EVT_013] }, (s) => {
    s.prologue.listening();
    s.drive.broker.behaves("delivers everything twice, with DUP", { deliver: "twice" });
    born(s, 0);
    writes(s, 1, 2, 2, 1, 3, 3);
    s.check.within(through(3), "reactionMs");
    s.drive.broker.cuts();
    writes(s, 3, 4);
    s.check.within(through(4), "connectMs");
    s.drive.dut("committed");
    s.check.holds("it has each record once", has(1, 2, 3, 4));
  }),

  scenario("evt/good-record-acknowledged", { ...ABOUT, reqs: [R.OMDP_EVT_014] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    s.check.within(through(1), "reactionMs");
  }),

  scenario("evt/refused-record-not-acknowledged", { ...AGAINST, reqs: [R.OMDP_EVT_014] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    s.check.within(through(1), "reactionMs");
    s.drive.device.bytes("it sends record 2, damaged", "evt", () => recordBytes(2).slice(0, -1));
    s.check.none(beyond(1));
    writes(s, 2);
    s.check.within(through(2), "reactionMs");
  }),

  scenario("evt/marker-stands-for-its-run", { ...ABOUT, reqs: [R.OMDP_EVT_017] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    marker(s, 2, 3);
    s.check.within(through(4), "reactionMs");
    writes(s, 5);
    s.check.within(through(5), "reactionMs");
  }),

  scenario("evt/marker-stands-for-no-more", { ...AGAINST, reqs: [R.OMDP_EVT_017] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    marker(s, 2, 3);
    writes(s, 6);
    s.check.within(requests(5, 5), "reactionMs");
    s.check.none(beyond(4), { scope: "all" });
    s.epilogue.stillAcknowledges();
  }),

  scenario("mqtt/will-of-this-boot", { ...ABOUT, profile: "MQTT", reqs: [R.OMDP_MQT_011] }, (s) => {
    s.prologue.listening();
    born(s, 0);
    writes(s, 1);
    s.check.within(through(1), "reactionMs");
    wills(s, BOOT);
    s.drive.pause("quietMs");
    s.drive.dut("status");
    s.check.holds("it takes the device for lost", saysStatus("lost"));
  }),

  scenario(
    "mqtt/late-will-of-an-old-boot",
    { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_MQT_011] },
    (s) => {
      s.prologue.listening();
      born(s, 0, { bootId: BOOT - 1 });
      born(s, 0);
      writes(s, 1);
      s.check.within(through(1), "reactionMs");
      wills(s, BOOT - 1);
      s.drive.pause("quietMs");
      s.drive.dut("status");
      s.check.holds("it takes the device for online", saysStatus("online"));
    },
  ),
];

function requests(fromSeq: number, throughSeq: number): Pattern {
  const text = `it asks for ${fromSeq} to ${throughSeq}`;
  return message(EventRequest, text, (asked) => {
    return asked.epoch === EPOCH && asked.fromSeq === fromSeq && asked.throughSeq === throughSeq;
  });
}

function marker(s: Stage, seq: number, count: number): void {
  const dropped: Partial<DeviceEvent> = { kind: "telemetry.dropped", count };
  s.drive.device.bytes(`it sends a marker for ${count} records from ${seq}`, "evt", () =>
    recordBytes(seq, { ...recordAt(seq), ...dropped }),
  );
}
