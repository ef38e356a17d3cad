import {
  DesiredConfig,
  DeviceEvent,
  EventAcknowledgement,
  encodeMessage,
  ReportedConfig,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Kit } from "../../scenario/kit.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { restarts } from "./sealing.ts";
import { birth } from "./speaking.ts";

const ABOUT = { profile: "SEC", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

const reported = (version: number) =>
  message(ReportedConfig, `it follows version ${version}`, (seen) => {
    return seen.result === "applied" && seen.version === version;
  });

/** Any record that the host had acknowledged before. */
const anyOld = message(DeviceEvent, "a record that was acknowledged", ({ seq }, trace) => {
  return seq <= Number(trace.answer("acknowledged") ?? 0);
});

/** What a device in the security profile makes of configurations and acknowledgements. */
export const DEVICE_SEALED_CHANNELS: readonly Scenario[] = [
  scenario("sec/open-configuration", { ...AGAINST, reqs: [R.OMDP_SEC_004] }, (s) => {
    s.prologue.timed();
    s.drive.host.bytes("an open configuration", "cfg/desired", () =>
      encodeMessage(DesiredConfig, { version: 7 }),
    );
    s.check.none(reported(7));
    s.epilogue.stillAnswers();
  }),

  scenario(
    "sec/sealed-configuration",
    { ...ABOUT, reqs: [R.OMDP_SEC_004, R.OMDP_SEC_008] },
    (s) => {
      s.prologue.timed();
      s.drive.host.config("the host sends version 7", () => ({ version: 7 }));
      s.check.within(reported(7), "reactionMs");
    },
  ),

  scenario("sec/older-configuration", { ...AGAINST, reqs: [R.OMDP_SEC_008] }, (s) => {
    s.prologue.timed();
    s.drive.host.config("the host sends version 7", () => ({ version: 7 }));
    s.check.within(reported(7), "reactionMs");
    s.drive.host.bytes("version 9 under the counter 6", "cfg/desired", (_trace, kit) =>
      kit.seal("cfg/desired", encodeMessage(DesiredConfig, { version: 9 }), { counter: 6 }),
    );
    s.check.none(reported(9));
    s.epilogue.stillAnswers();
  }),

  scenario("sec/configuration-kept-by-the-broker", { ...ABOUT, reqs: [R.OMDP_SEC_008] }, (s) => {
    s.prologue.timed();
    s.drive.host.config("the host sends version 7", () => ({ version: 7 }));
    s.check.within(reported(7), "reactionMs");
    restarts(s);
    s.check.within(reported(7), "connectMs");
  }),

  scenario("sec/open-acknowledgement", { ...AGAINST, reqs: [R.OMDP_SEC_004] }, (s) => {
    comesAgain(s, (_kit, bytes) => bytes);
  }),

  scenario("sec/acknowledgement-with-a-counter", { ...AGAINST, reqs: [R.OMDP_SEC_009] }, (s) => {
    comesAgain(s, (kit, bytes) => kit.seal("ack", bytes, { counter: 1 }));
  }),

  scenario("sec/sealed-acknowledgement", { ...ABOUT, reqs: [R.OMDP_SEC_009] }, (s) => {
    s.prologue.settled();
    s.drive.dut("event");
    s.drive.host.acknowledgeUntilAtRest();
    s.drive.fromHere();
    s.drive.broker.cuts();
    s.check.within(birth, "connectMs");
    s.check.none(anyOld);
    s.epilogue.stillAnswers();
  }),
];

/** A record comes again although an acknowledgement came that must not count. */
function comesAgain(s: Stage, spoil: (kit: Kit, bytes: Uint8Array) => Uint8Array): void {
  s.prologue.settled();
  s.drive.dut("event");
  const fresh = message(DeviceEvent, "a new record", ({ seq }, trace) => seq > trace.restSeq());
  s.check.within(fresh, "reactionMs");
  s.drive.host.bytes("an acknowledgement that must not count", "ack", (trace, kit) => {
    const epoch = Math.max(1, trace.epoch());
    const throughSeq = trace.receivedSeq();
    kit.note("spoiled", throughSeq);
    return spoil(kit, encodeMessage(EventAcknowledgement, { epoch, throughSeq }));
  });
  s.drive.pause("quietMs");
  s.drive.fromHere();
  s.drive.broker.cuts();
  const again = message(DeviceEvent, "the record once more", ({ seq }, trace) => {
    return seq > trace.restSeq() && seq <= Number(trace.answer("spoiled"));
  });
  s.check.within(again, "connectMs");
}
