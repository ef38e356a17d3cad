import { DeviceState, encodeMessage } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Observation, Publication } from "../../scenario/observation.ts";
import { observationText } from "../../scenario/observation.ts";
import { message, publication } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import {
  asDefined,
  everyPublication,
  inOneForm,
  PUBLISHES,
  speakingScenarios,
} from "../mqtt-speaking.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "device" } as const;

/** Makes a device use each of its channels: birth, records, an answer and a report. */
function everyChannel(s: Stage): void {
  s.prologue.settled();
  s.drive.dut("event");
  s.drive.dut("alert");
  s.drive.host.config("the host wants version 1", () => ({ version: 1 }));
  s.epilogue.stillAnswers();
  for (const channel of ["state", "evt", "rsp", "cfg/reported"] as const) {
    const used = publication(`a publication on ${channel}`, (seen) => seen.channel === channel);
    s.check.within(used, "reactionMs", { scope: "all" });
  }
}

/** The first message of a connection. */
export const birth = message(DeviceState, "it says online", ({ status }) => status === "online");

/** Judges what comes first on each connection. @see OMDP-MQT-010 */
function isBirth(seen: Observation | undefined): boolean {
  if (seen?.type !== "publication" || seen.decoded?.definition.id !== DeviceState.id) return false;
  const state = seen.decoded.message as DeviceState;
  const { status, epoch, firstSeq, lastSeq } = state;
  const isRange = firstSeq !== undefined && lastSeq !== undefined && firstSeq <= lastSeq;
  return status === "online" && epoch !== undefined && isRange;
}

const beginsWithBirth: Judge = (trace) => {
  const firsts = new Map<number, Observation>();
  for (const seen of trace.publications()) {
    if (!firsts.has(seen.connection)) firsts.set(seen.connection, seen);
  }
  if (firsts.size < 2) return { verdict: "unverified", seen: `${firsts.size} connections` };
  const wrong = [...firsts.values()].find((seen) => !isBirth(seen));
  if (wrong !== undefined) return { verdict: "fail", seen: observationText(wrong) };
  return { verdict: "pass", seen: `${firsts.size} connections` };
};

const SPOKEN = speakingScenarios({
  role: "device",
  way: "up",
  topics: "on a topic of the binding, and always of one device",
  everyChannel,
});

/** What every publication of a device has to be like, and what it says first and last. */
export const DEVICE_SPEAKING: readonly Scenario[] = [
  ...SPOKEN,

  scenario("cbor/first-message", { ...ABOUT, profile: "CORE", reqs: [R.OMDP_CBR_001] }, (s) => {
    s.prologue.started();
    s.check.within(PUBLISHES, "connectMs");
    inOneForm(s);
  }),

  scenario(
    "cbor/one-byte-form",
    { ...ABOUT, profile: "CORE", reqs: [R.OMDP_CBR_001, R.OMDP_CBR_006, R.OMDP_CBR_007] },
    (s) => {
      everyChannel(s);
      inOneForm(s);
    },
  ),

  scenario(
    "messages/as-defined",
    { ...ABOUT, profile: "CORE", reqs: [R.OMDP_MSG_001, R.OMDP_MSG_002, R.OMDP_MSG_003] },
    (s) => {
      everyChannel(s);
      asDefined(s);
      everyPublication(s, "the bytes that the message has by its definition", isOwnForm);
    },
  ),

  scenario("mqtt/birth-first", { ...ABOUT, reqs: [R.OMDP_MQT_010] }, (s) => {
    s.prologue.settled();
    s.drive.dut("event");
    s.drive.broker.cuts();
    s.check.within(birth, "connectMs");
    s.check.holds("each connection begins with online, boot, epoch and journal", beginsWithBirth);
  }),

  scenario("mqtt/birth-after-a-restart", { ...ABOUT, reqs: [R.OMDP_MQT_010] }, (s) => {
    s.prologue.settled();
    s.drive.dut("power-cut");
    s.drive.dut("power-on");
    s.check.within(birth, "connectMs");
    s.check.holds("each connection begins with online, boot, epoch and journal", beginsWithBirth);
    s.check.holds("a new boot, the same epoch, and nothing of the journal gone", (trace) => {
      const births = trace
        .said(DeviceState)
        .filter(({ message: { status } }) => status === "online");
      const [first, last] = [births[0]?.message, births.at(-1)?.message];
      const seen = JSON.stringify([first, last]);
      if (first === undefined || births.length < 2) return { verdict: "unverified", seen };
      const isRight =
        last?.bootId !== first.bootId &&
        last?.epoch === first.epoch &&
        (last?.lastSeq ?? 0) >= (first.lastSeq ?? 0);
      return { verdict: isRight ? "pass" : "fail", seen };
    });
  }),

  scenario("mqtt/farewell", { ...ABOUT, reqs: [R.OMDP_MQT_012] }, (s) => {
    s.prologue.settled();
    s.drive.dut("shut-down");
    s.check.within(
      message(
        DeviceState,
        "it says sleeping or offline",
        ({ status }) => status === "sleeping" || status === "offline",
      ),
      "reactionMs",
    );
  }),
];

function isOwnForm({ decoded, payload }: Publication): boolean {
  if (decoded === undefined) return false;
  const { definition, message: said, unknownKeys } = decoded;
  if (unknownKeys > 0) return true;
  const again = encodeMessage(definition, said as never);
  return again.length === payload.length && again.every((byte, at) => byte === payload[at]);
}
