import { CONTENT_TYPE, Command, encodeMessage, Reply, topicOf } from "@dosekit/protocols";
import { packetBytes } from "../../broker/packet-stream.ts";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import { KitSeals } from "../../security/kit-seals.ts";
import { DAMAGES, fromNewerSender } from "../damages.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const ID = "not-for-you";

/** A command that a device answers if it reads it, with a refusal at the least. */
const readable: Bound<Uint8Array> = (_trace, kit) =>
  encodeMessage(Command, {
    commandId: ID,
    verb: "acknowledge-alert",
    notAfterMs: kit.laterMs(),
    actor: "operator",
    alertId: "0-0",
  });

const answer = message(Reply, "it answers", ({ commandId }) => commandId === ID);

/** What a device does with bytes that it has to refuse, and with what it may not know. */
export const DEVICE_REFUSING: readonly Scenario[] = [
  ...DAMAGES.map(({ name, reqs, spoil }) =>
    scenario(`hostile/command-${name}`, { ...AGAINST, reqs }, (s) => {
      s.prologue.settled();
      s.drive.host.bytes(`a command: ${name}`, "cmd", (trace, kit) => spoil(readable(trace, kit)));
      s.check.none(answer);
      s.epilogue.stillAnswers();
    }),
  ),

  scenario("messages/unknown-key-ignored", { ...ABOUT, reqs: [R.OMDP_MSG_004] }, (s) => {
    s.prologue.settled();
    s.drive.host.bytes("a command of a newer host", "cmd", (trace, kit) =>
      fromNewerSender(readable(trace, kit)),
    );
    s.check.within(answer, "reactionMs");
  }),

  scenario("hostile/sealed-message", { ...AGAINST, reqs: [R.OMDP_SEC_005] }, (s) => {
    s.prologue.settled();
    s.drive.host.bytes("a sealed command", "cmd", (trace, kit) =>
      new KitSeals(kit.target, "cd".repeat(32)).seal("cmd", readable(trace, kit)),
    );
    s.check.none(answer);
    s.epilogue.stillAnswers();
  }),

  scenario(
    "hostile/open-message-outside-the-profile",
    { ...ABOUT, reqs: [R.OMDP_SEC_005] },
    (s) => {
      s.prologue.settled();
      s.drive.host.bytes("the same command, open", "cmd", readable);
      s.check.within(answer, "reactionMs");
    },
  ),

  scenario("hostile/garbage", { ...AGAINST, reqs: [R.OMDP_CBR_010] }, (s) => {
    s.prologue.settled();
    for (const channel of ["cmd", "cfg/desired", "ack"] as const) {
      s.drive.host.bytes(`nothing on ${channel}`, channel, () => new Uint8Array());
      s.drive.host.bytes(`noise on ${channel}`, channel, () => new Uint8Array(300).fill(0xff));
    }
    s.epilogue.stillAnswers();
  }),

  ...(["ack", "cfg/desired"] as const).map((channel) =>
    scenario(
      `hostile/command-on-${channel.replace("/", "-")}`,
      { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_MQT_005] },
      (s) => {
        s.prologue.settled();
        s.drive.host.bytes(`a command on ${channel}`, channel, readable);
        s.check.none(answer);
        s.epilogue.stillAnswers();
      },
    ),
  ),

  scenario(
    "hostile/message-for-another-device",
    { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_MQT_013] },
    (s) => {
      s.prologue.settled();
      s.drive.broker.does("delivers a command for another device", (kit) => {
        const { tenant } = kit.target;
        const topic = topicOf({ tenant, deviceId: "another", channel: "cmd" });
        const payload = readable(kit.trace, kit);
        const properties = { contentType: CONTENT_TYPE };
        kit.broker.publish({ topic, payload, qos: 1, retain: false, properties });
      });
      s.check.none(answer);
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "hostile/packet-above-its-bound",
    { ...AGAINST, profile: "MQTT", reqs: [R.OMDP_MQT_008] },
    (s) => {
      s.prologue.settled();
      s.drive.broker.sends(
        "a packet above the bound that it stated",
        packetBytes({
          cmd: "publish",
          topic: "omdp/1/t/d/cmd",
          payload: Buffer.alloc(70_000),
          qos: 0,
          dup: false,
          retain: false,
        }),
      );
      s.drive.pause("silenceMs");
      s.drive.broker.cuts();
      s.check.within(birth, "connectMs", { scope: "all" });
      s.epilogue.stillAnswers();
    },
  ),
];
