import { EventAcknowledgement } from "@dosekit/protocols";
import { DISCONNECT_REASONS, REASON } from "../../broker/behaviour.ts";
import { R } from "../../requirements/registry.generated.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { DAMAGES, fromNewerSender, inNewerWords } from "../damages.ts";
import { fromHex } from "../raw-message.ts";
import { BOOT, born, EPOCH, recordBytes, writes } from "./played-device.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "gateway" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const OVER_MQTT = { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_EVT_010, R.OMDP_EVT_013] } as const;

function acknowledges(seq: number): Pattern {
  return message(EventAcknowledgement, `it acknowledges record ${seq}`, (one) => {
    return one.epoch === EPOCH && one.throughSeq >= seq;
  });
}

/** A device is known, and its first record is acknowledged. */
function known(s: Stage): void {
  s.prologue.listening();
  born(s, 0);
  writes(s, 1);
  s.check.within(acknowledges(1), "reactionMs");
}

/** Records that were sent meanwhile are taken once the gateway is back. */
function takesTheRest(s: Stage): void {
  writes(s, 2, 3);
  s.check.within(acknowledges(3), "connectMs", { reqs: [R.OMDP_EVT_010] });
  s.drive.dut("committed");
  s.check.holds(
    "each record once",
    (trace) => {
      const found = trace.answer("committed");
      const wanted = [1, 2, 3].map((seq) => `${EPOCH}:${seq}`).join();
      const text = Array.isArray(found) ? found.join() : JSON.stringify(found);
      return { verdict: text === wanted ? "pass" : "fail", seen: text };
    },
    { reqs: [R.OMDP_EVT_013] },
  );
}

/** What a gateway does with bytes that it has to refuse, and with a broker that fails it. */
export const GATEWAY_REFUSING: readonly Scenario[] = [
  ...DAMAGES.map(({ name, reqs, spoil }) =>
    scenario(`hostile/record-${name}`, { ...AGAINST, reqs }, (s) => {
      known(s);
      s.drive.device.bytes(`a record: ${name}`, "evt", () => spoil(recordBytes(2)));
      s.check.none(acknowledges(2));
      s.epilogue.stillAcknowledges();
    }),
  ),

  scenario("hostile/unreadable-record-twice", { ...ABOUT, reqs: [R.OMDP_EVT_018] }, (s) => {
    known(s);
    for (const turn of ["", ", again"]) {
      s.drive.device.bytes(`a record that can't be read${turn}`, "evt", () =>
        inNewerWords(recordBytes(2)),
      );
    }
    s.check.within(acknowledges(2), "reactionMs");
    writes(s, 3);
    s.check.within(acknowledges(3), "reactionMs");
  }),

  scenario(
    "hostile/unreadable-record-once",
    { ...AGAINST, reqs: [R.OMDP_EVT_018, R.OMDP_EVT_014] },
    (s) => {
      known(s);
      s.drive.device.bytes("a record that can't be read", "evt", () =>
        inNewerWords(recordBytes(2)),
      );
      writes(s, 3);
      s.check.none(acknowledges(2), { reqs: [R.OMDP_EVT_018, R.OMDP_EVT_014] });
      writes(s, 2);
      s.check.within(acknowledges(3), "reactionMs", { reqs: [R.OMDP_EVT_018] });
    },
  ),

  scenario("messages/unknown-key-ignored", { ...ABOUT, reqs: [R.OMDP_MSG_004] }, (s) => {
    known(s);
    s.drive.device.bytes("a record of a newer device", "evt", () =>
      fromNewerSender(recordBytes(2)),
    );
    s.check.within(acknowledges(2), "reactionMs");
  }),

  ...(["state", "rsp", "cfg/reported"] as const).map((channel) =>
    scenario(
      `hostile/record-on-${channel.replace("/", "-")}`,
      { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_MQT_005] },
      (s) => {
        known(s);
        s.drive.device.bytes(`a record on ${channel}`, channel, () => recordBytes(2));
        s.check.none(acknowledges(2));
        s.epilogue.stillAcknowledges();
      },
    ),
  ),

  scenario("hostile/garbage", { ...AGAINST, reqs: [R.OMDP_CBR_010] }, (s) => {
    known(s);
    for (const channel of ["state", "evt", "rsp", "cfg/reported"] as const) {
      s.drive.device.bytes(`nothing on ${channel}`, channel, () => new Uint8Array());
      s.drive.device.bytes(`noise on ${channel}`, channel, () => new Uint8Array(300).fill(0xff));
    }
    s.epilogue.stillAcknowledges();
  }),

  ...DISCONNECT_REASONS.map((reason) =>
    scenario(`broker/disconnects-${reason}`, OVER_MQTT, (s) => {
      known(s);
      s.drive.broker.disconnects(reason);
      takesTheRest(s);
    }),
  ),

  scenario("broker/refuses-for-a-while", OVER_MQTT, (s) => {
    known(s);
    const refusal = { connect: { refuse: REASON["server-busy"] } };
    s.drive.broker.scripts("server-busy", refusal);
    s.drive.broker.cuts();
    takesTheRest(s);
  }),

  scenario("broker/sends-a-broken-packet", OVER_MQTT, (s) => {
    known(s);
    s.drive.broker.sends("a publication cut short", fromHex("3202ffff"));
    s.drive.pause("quietMs");
    s.drive.broker.cuts();
    takesTheRest(s);
  }),

  scenario("broker/half-open", OVER_MQTT, (s) => {
    known(s);
    s.drive.broker.freezes("silenceMs");
    takesTheRest(s);
  }),

  scenario("broker/keeps-an-old-birth", OVER_MQTT, (s) => {
    born(s, 5, { bootId: BOOT - 1, epoch: EPOCH - 1 });
    known(s);
    takesTheRest(s);
  }),

  scenario("broker/acknowledges-late", OVER_MQTT, (s) => {
    known(s);
    s.drive.broker.behaves("takes its time", { publish: { delayMs: 100 } });
    takesTheRest(s);
  }),

  scenario("broker/acknowledges-twice", OVER_MQTT, (s) => {
    known(s);
    s.drive.broker.behaves("acknowledges everything twice", { publish: "twice" });
    takesTheRest(s);
  }),

  scenario("broker/withholds-acknowledgements", OVER_MQTT, (s) => {
    known(s);
    s.drive.broker.behaves("withholds its acknowledgements", { publish: "withhold" });
    takesTheRest(s);
    s.drive.broker.releases();
    s.epilogue.stillAcknowledges();
  }),
];
