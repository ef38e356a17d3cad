import { DeviceEvent, DeviceState } from "@dosekit/protocols";
import { DISCONNECT_REASONS, REASON } from "../../broker/behaviour.ts";
import { R } from "../../requirements/registry.generated.ts";
import { message, SUBSCRIBES } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";
import { fromHex } from "../raw-message.ts";
import { birth } from "./speaking.ts";

const AGAINST = { profile: "MQTT", kind: "negative", role: "device" } as const;
const KEEPS = { ...AGAINST, reqs: [R.OMDP_EVT_007, R.OMDP_MQT_010] };
const REFUSALS = ["server-unavailable", "server-busy", "not-authorised", "quota-exceeded"] as const;

/** Packets that no broker may send. */
const BROKEN_PACKETS = {
  "reserved-type": "0000",
  "publication-cut-short": "3202ffff",
  "quality-3": "3605000161000100",
  "length-of-five-bytes": "30ffffffffff01",
  "unknown-property": "3206000161000102ff",
} as const;

/** A record waits for the host while something happens to the connection. */
function recordWaits(s: Stage): void {
  s.prologue.settled();
  s.drive.dut("event");
  s.drive.until("its record comes", (trace) => trace.lastSeq() > trace.restSeq(), "reactionMs");
}

/** The device is back: it says who it is, then sends again what the host has not got. */
function comesBack(s: Stage): void {
  s.check.within(birth, "connectMs", { reqs: [R.OMDP_MQT_010] });
  const waiting = message(
    DeviceEvent,
    "the record that waits comes again",
    (found, trace, seen) => {
      const [first] = trace.said(DeviceEvent).filter(({ message: one }) => one.seq === found.seq);
      return found.seq > trace.restSeq() && first?.publication.connection !== seen.connection;
    },
  );
  s.check.within(waiting, "connectMs", { reqs: [R.OMDP_EVT_007] });
}

/** What a device does when its broker or the network fails it. */
export const DEVICE_BROKER_FAULTS: readonly Scenario[] = [
  ...REFUSALS.map((refusal) =>
    scenario(`broker/refuses-${refusal}`, KEEPS, (s) => {
      recordWaits(s);
      s.drive.broker.scripts(
        `${refusal}, twice`,
        ...twice({ connect: { refuse: REASON[refusal] } }),
      );
      s.drive.broker.cuts();
      comesBack(s);
    }),
  ),

  ...DISCONNECT_REASONS.map((reason) =>
    scenario(`broker/disconnects-${reason}`, KEEPS, (s) => {
      recordWaits(s);
      s.drive.broker.disconnects(reason);
      comesBack(s);
    }),
  ),

  ...Object.entries(BROKEN_PACKETS).map(([name, hex]) =>
    scenario(`broker/sends-${name}`, KEEPS, (s) => {
      recordWaits(s);
      s.drive.broker.sends(name, fromHex(hex));
      s.drive.pause("quietMs");
      s.drive.broker.cuts();
      comesBack(s);
    }),
  ),

  scenario("broker/half-open", KEEPS, (s) => {
    recordWaits(s);
    s.drive.broker.freezes("silenceMs");
    comesBack(s);
  }),

  scenario("broker/forgets-the-session", { ...AGAINST, reqs: [R.OMDP_MQT_013] }, (s) => {
    s.prologue.settled();
    s.drive.broker.cuts();
    s.drive.broker.forgetsSessions();
    s.check.within(SUBSCRIBES, "connectMs");
    s.check.within(birth, "connectMs");
    s.epilogue.stillAnswers();
  }),

  scenario("broker/delivers-with-the-subscription", { ...AGAINST, reqs: [R.OMDP_CMD_003] }, (s) => {
    s.prologue.settled();
    s.drive.broker.cuts();
    s.drive.broker.forgetsSessions();
    s.drive.until("it subscribes again", subscribesTwice, "connectMs");
    s.epilogue.stillAnswers();
  }),

  scenario("broker/withholds-acknowledgements", { ...AGAINST, reqs: [R.OMDP_MQT_014] }, (s) => {
    s.prologue.settled();
    s.drive.broker.behaves("withholds its acknowledgements", { publish: "withhold" });
    s.drive.dut("event");
    s.drive.until("its record comes", (trace) => trace.lastSeq() > trace.restSeq(), "reactionMs");
    s.drive.host.acknowledgeAll();
    s.drive.pause("quietMs");
    s.drive.broker.behaves("is sound again", { publish: "at-once" });
    s.drive.broker.releases();
    s.drive.pause("quietMs");
    s.drive.broker.cuts();
    s.check.within(birth, "connectMs");
    s.check.holds("the host's acknowledgement counts without the broker's", (trace, { from }) => {
      const births = trace.said(DeviceState, from);
      const first = births.find(({ message: { status } }) => status === "online")?.message.firstSeq;
      const isForgotten = first === 0 || (first ?? 0) > trace.restSeq() + 1;
      return {
        verdict: isForgotten ? "pass" : "fail",
        seen: `first record that is left: ${first}`,
      };
    });
    s.epilogue.stillAnswers();
  }),

  scenario("broker/acknowledges-twice", { ...AGAINST, reqs: [R.OMDP_EVT_007] }, (s) => {
    s.prologue.settled();
    s.drive.broker.behaves("acknowledges everything twice", { publish: "twice" });
    s.drive.dutTimes("event", () => 3);
    s.check.holds(
      "its records come",
      (trace, { over }) => {
        const count = new Set(trace.records().map(({ seq }) => seq)).size;
        const came = trace.lastSeq() >= trace.restSeq() + 3;
        if (came) return { verdict: "pass", seen: `${count} records` };
        return over ? { verdict: "fail", seen: `${count} records` } : undefined;
      },
      { within: "reactionMs" },
    );
    s.epilogue.stillAnswers();
  }),

  scenario("broker/acknowledges-late", { ...AGAINST, reqs: [R.OMDP_MQT_014] }, (s) => {
    s.prologue.settled();
    s.drive.broker.behaves("takes its time", { publish: { delayMs: 100 } });
    s.drive.dutTimes("event", () => 3);
    s.drive.until("they come", (trace) => trace.lastSeq() >= trace.restSeq() + 3, "reactionMs");
    s.drive.broker.cuts();
    s.check.within(
      message(
        DeviceEvent,
        "a record that only the broker acknowledged comes again",
        (found, trace) => {
          return found.seq > trace.restSeq();
        },
      ),
      "connectMs",
    );
  }),

  scenario("broker/refuses-publications", { ...AGAINST, reqs: [R.OMDP_EVT_007] }, (s) => {
    s.prologue.settled();
    s.drive.broker.behaves("refuses what is published", {
      publish: { reason: REASON["quota-exceeded"] },
    });
    s.drive.dut("event");
    s.drive.until("its record comes", (trace) => trace.lastSeq() > trace.restSeq(), "reactionMs");
    s.drive.broker.behaves("is sound again", { publish: "at-once" });
    s.drive.broker.cuts();
    comesBackFor(s);
  }),

  scenario(
    "broker/sends-above-the-receive-maximum",
    { ...AGAINST, reqs: [R.OMDP_MQT_008] },
    (s) => {
      s.prologue.settled();
      s.drive.broker.behaves("sends more at once than it may", { window: "ignored" });
      for (let at = 0; at < 40; at += 1) {
        s.drive.host.bytes("noise", "ack", () => Uint8Array.of(0xff, at));
      }
      s.epilogue.stillAnswers();
    },
  ),
];

function subscribesTwice(trace: Trace): boolean {
  return (
    new Set(
      trace.observations.flatMap((seen) => (seen.type === "subscribe" ? [seen.connection] : [])),
    ).size > 1
  );
}

function comesBackFor(s: Stage): void {
  s.check.within(
    message(DeviceEvent, "the refused record comes again", (found, trace) => {
      return found.seq > trace.restSeq();
    }),
    "connectMs",
  );
}

function twice<T>(value: T): readonly [T, T] {
  return [value, value];
}
