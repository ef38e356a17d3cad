import { type DownChannel, decodeMessage, looksSealed, readSealed } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Publication } from "../../scenario/observation.ts";
import { publication } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { born, writes } from "./played-device.ts";

const ABOUT = { profile: "SEC", kind: "positive", role: "gateway" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const SPEAKS = publication("a message to the device", isToDevice);

/** A device in the security profile is born, and the gateway has something for each channel. */
function hasMuchToSay(s: Stage): void {
  s.prologue.listening();
  born(s, 1, { sealKeyId: 1, sealCounter: 0 });
  writes(s, 1);
  s.drive.dut("set-config", () => 3);
  s.drive.dut("send-command", () => "sealed-by-gateway");
  for (const channel of ["cmd", "cfg/desired", "ack"] as const) {
    s.check.within(
      publication(`it says something on ${channel}`, (seen) => seen.channel === channel),
      "reactionMs",
      { scope: "all" },
    );
  }
}

/** What a gateway says to a device that it has a key for. */
export const GATEWAY_SECURITY: readonly Scenario[] = [
  scenario(
    "sec/seals-what-it-says",
    { ...ABOUT, reqs: [R.OMDP_SEC_001, R.OMDP_SEC_002, R.OMDP_SEC_003, R.OMDP_SEC_012] },
    (s) => {
      hasMuchToSay(s);
      s.drive.broker.does("looks at every seal", (kit) => {
        const wrong = kit.trace
          .publications()
          .filter(isToDevice)
          .filter(({ payload, channel }) => !kit.isSealedFor(channel, payload));
        kit.note("wrong-seals", wrong.length);
      });
      s.check.holds("every seal is by the key of the device, for its channel", (trace) => {
        const wrong = trace.answer("wrong-seals");
        return { verdict: wrong === 0 ? "pass" : "fail", seen: `${wrong} wrong seals` };
      });
    },
  ),

  scenario("sec/says-nothing-open", { ...AGAINST, reqs: [R.OMDP_SEC_022] }, (s) => {
    hasMuchToSay(s);
    s.check.every(SPEAKS, "it is sealed", (seen) => {
      return seen.type === "publication" && looksSealed(seen.payload);
    });
  }),

  scenario(
    "sec/says-nothing-open-whatever-it-hears",
    { ...AGAINST, reqs: [R.OMDP_SEC_022] },
    (s) => {
      s.prologue.listening();
      born(s, 1);
      writes(s, 1);
      s.drive.dut("send-command", () => "sealed-by-gateway");
      s.check.within(SPEAKS, "reactionMs", { scope: "all" });
      s.check.none(publication("something open to the device", isOpen), { scope: "all" });
      s.epilogue.stillAcknowledges();
    },
  ),

  scenario("sec/counters-rise", { ...ABOUT, reqs: [R.OMDP_SEC_006] }, (s) => {
    s.prologue.listening();
    born(s, 0, { sealKeyId: 1, sealCounter: 0 });
    for (const id of ["one", "two", "three"]) s.drive.dut("send-command", () => id);
    s.check.holds("no counter comes twice", countersRise(3), { within: "reactionMs" });
  }),

  scenario("sec/repeats-are-sealed-afresh", { ...AGAINST, reqs: [R.OMDP_SEC_006] }, (s) => {
    s.prologue.listening();
    born(s, 0, { sealKeyId: 1, sealCounter: 0 });
    s.drive.dut("send-command", () => "unanswered");
    s.check.holds("no counter comes twice", countersRise(2), { within: "resendMs" });
  }),
];

/** All commands so far have different counters, each greater than the one before. */
function countersRise(least: number) {
  return (
    trace: { publications(): readonly Publication[] },
    { over }: { readonly over: boolean },
  ) => {
    const counters = trace.publications().flatMap(({ channel, payload }) => {
      const read = channel === "cmd" ? readSealed(payload) : undefined;
      return read?.ok === true ? [read.value.header.counter] : [];
    });
    const seen = `counters ${counters.join(", ")}`;
    const isRising = counters.every((counter, at) => at === 0 || counter > (counters[at - 1] ?? 0));
    if (!isRising) return { verdict: "fail", seen } as const;
    if (counters.length >= least) return { verdict: "pass", seen } as const;
    return over ? ({ verdict: "fail", seen: `only ${seen}` } as const) : undefined;
  };
}

function isToDevice({ channel, deviceId }: Publication): boolean {
  const down: readonly (string | undefined)[] = [
    "cmd",
    "cfg/desired",
    "ack",
  ] satisfies DownChannel[];
  return down.includes(channel) && deviceId !== "probe";
}

function isOpen(seen: Publication): boolean {
  return isToDevice(seen) && decodeMessage(seen.payload).ok;
}
