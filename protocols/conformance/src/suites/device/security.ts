import { CounterReport } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Bound } from "../../scenario/drive-parts.ts";
import type { Kit } from "../../scenario/kit.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, type ScenarioAbout, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { SealChange } from "../../security/kit-seals.ts";
import { DEVICE_SEALED_CHANNELS } from "./sealed-channels.ts";
import { answered, commandBytes, gives, ID, refused, restarts } from "./sealing.ts";

const ABOUT = { profile: "SEC", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const FOREIGN_SECRET = "ab".repeat(32);

/** A command under a wrong seal is neither answered nor obeyed, and the next right one is. */
function refuses(
  id: string,
  reqs: ScenarioAbout["reqs"],
  change: SealChange | ((kit: Kit) => Uint8Array),
): Scenario {
  return scenario(id, { ...AGAINST, reqs }, (s) => {
    s.prologue.timed();
    s.drive.host.bytes("a command under a wrong seal", "cmd", (_trace, kit) =>
      typeof change === "function" ? change(kit) : kit.seal("cmd", commandBytes(kit), change),
    );
    s.check.none(answered());
    s.epilogue.stillAnswers();
  });
}

/** Gives the same bytes again that were given before. */
function recorded(): { give: Bound<Uint8Array>; again: Bound<Uint8Array> } {
  let bytes = new Uint8Array();
  return {
    give: (_trace, kit) => {
      bytes = Uint8Array.from(kit.seal("cmd", commandBytes(kit)));
      return bytes;
    },
    again: () => bytes,
  };
}

/** What a device in the security profile takes, and what it does not. */
export const DEVICE_SECURITY: readonly Scenario[] = [
  scenario(
    "sec/sealed-command-accepted",
    { ...ABOUT, reqs: [R.OMDP_SEC_001, R.OMDP_SEC_002, R.OMDP_SEC_003, R.OMDP_SEC_004] },
    (s) => {
      s.prologue.timed();
      gives(s, "the host gives a sealed command");
      s.check.within(answered(ID, "done"), "reactionMs");
    },
  ),

  refuses("sec/open-command", [R.OMDP_SEC_004], (kit) => commandBytes(kit)),
  refuses("sec/wrong-key", [R.OMDP_SEC_004], { secret: FOREIGN_SECRET }),
  refuses("sec/unknown-key", [R.OMDP_SEC_004], { keyId: 40 }),
  refuses("sec/for-another-device", [R.OMDP_SEC_003], { deviceId: "another" }),
  refuses("sec/for-another-tenant", [R.OMDP_SEC_003], { tenant: "another" }),
  refuses("sec/for-another-channel", [R.OMDP_SEC_003], { sealedFor: "ack" }),
  refuses("sec/turned-bit", [R.OMDP_SEC_001], (kit) => {
    const bytes = kit.seal("cmd", commandBytes(kit));
    return bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1);
  }),
  refuses("sec/tag-cut-short", [R.OMDP_SEC_001], (kit) => {
    const bytes = kit.seal("cmd", commandBytes(kit));
    // The tag is the last item: a head for 8 bytes, then these.
    return Uint8Array.from([...bytes.slice(0, -9), 0x47, ...bytes.slice(-8, -1)]);
  }),

  scenario("sec/replayed-at-once", { ...AGAINST, reqs: [R.OMDP_SEC_007] }, (s) => {
    const record = recorded();
    s.prologue.timed();
    s.drive.host.bytes("the host gives a sealed command", "cmd", record.give);
    s.check.within(answered(ID, "done"), "reactionMs");
    s.drive.host.bytes("somebody sends the same bytes again", "cmd", record.again);
    s.check.none(answered());
    s.epilogue.stillAnswers();
  }),

  scenario("sec/older-counter", { ...AGAINST, reqs: [R.OMDP_SEC_007] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command with the counter 500", { counter: 500 });
    s.check.within(answered(ID, "done"), "reactionMs");
    gives(s, "a new command with the counter 499", { counter: 499 }, "older");
    s.check.none(answered("older"));
    gives(s, "a new command with the counter 501", { counter: 501 }, "newer");
    s.check.within(answered("newer", "done"), "reactionMs");
  }),

  scenario(
    "sec/replayed-after-a-restart",
    { ...AGAINST, reqs: [R.OMDP_SEC_007, R.OMDP_SEC_010] },
    (s) => {
      const record = recorded();
      s.prologue.timed();
      s.drive.host.bytes("the host gives a sealed command", "cmd", record.give);
      s.check.within(answered(ID, "done"), "reactionMs");
      restarts(s);
      s.drive.host.bytes("somebody sends the same bytes again", "cmd", record.again);
      s.check.none(answered());
      s.epilogue.stillAnswers();
    },
  ),

  scenario(
    "sec/acts-after-a-restart",
    { ...ABOUT, reqs: [R.OMDP_SEC_007, R.OMDP_SEC_010] },
    (s) => {
      s.prologue.timed();
      restarts(s);
      gives(s, "the host gives a sealed command");
      s.check.within(answered(ID, "done"), "reactionMs");
    },
  ),

  scenario("sec/expired", { ...AGAINST, reqs: [R.OMDP_CMD_002] }, (s) => {
    s.prologue.timed();
    s.drive.host.command("the host gives a sealed command that is over", (_trace, kit) => ({
      ...{ commandId: ID, verb: "sync-time", actor: "gateway", civilMs: kit.nowInstant() },
      notAfterMs: kit.earlierMs(),
    }));
    s.check.within(refused(ID, "expired"), "reactionMs");
    s.epilogue.stillAnswers();
  }),

  ...DEVICE_SEALED_CHANNELS,

  scenario("sec/clock-unset-other-boot", { ...AGAINST, reqs: [R.OMDP_SEC_011] }, (s) => {
    s.prologue.connected("unset");
    gives(s, "a command for no boot");
    gives(s, "a command for another boot", { bootId: 1 }, ID);
    s.check.none(answered());
    givesForBoot(s);
    s.check.within(answered("for-this-boot", "done"), "reactionMs");
  }),

  scenario("sec/clock-unset-this-boot", { ...ABOUT, reqs: [R.OMDP_SEC_011] }, (s) => {
    s.prologue.connected("unset");
    givesForBoot(s);
    s.check.within(answered("for-this-boot", "done"), "reactionMs");
  }),

  scenario("sec/birth-names-key-and-counter", { ...ABOUT, reqs: [R.OMDP_SEC_024] }, (s) => {
    s.prologue.timed();
    gives(s, "the host gives a command with the counter 900", { counter: 900 });
    s.check.within(answered(ID, "done"), "reactionMs");
    s.drive.broker.cuts();
    s.check.holds(
      "the birth names key 1 and the counter 900",
      (trace, { over }) => {
        const { sealKeyId, sealCounter } = trace.birth() ?? {};
        const seen = `key ${sealKeyId}, counter ${sealCounter}`;
        if (sealKeyId === 1 && sealCounter === 900) return { verdict: "pass", seen };
        return over ? { verdict: "fail", seen } : undefined;
      },
      { within: "connectMs" },
    );
  }),

  scenario(
    "sec/refusals-are-counted",
    { ...ABOUT, reqs: [R.OMDP_SEC_018, R.OMDP_CAP_005, R.OMDP_CBR_010] },
    (s) => {
      s.prologue.timed();
      gives(s, "a command under a wrong key", { secret: FOREIGN_SECRET });
      s.drive.host.bytes("an open command", "cmd", (_trace, kit) => commandBytes(kit));
      s.drive.host.report("the host asks for counters", () => ({
        requestId: 77,
        report: "counters",
      }));
      s.check.within(
        message(CounterReport, "both refusals with their reasons", ({ requestId, rejected }) => {
          const reasons = rejected.map(({ reason }) => reason);
          const wanted = ["not-sealed", "seal-wrong-tag"];
          return requestId === 77 && wanted.every((reason) => reasons.includes(reason));
        }),
        "reactionMs",
      );
      s.check.none(answered());
    },
  ),
];

/** Sets the clock by a command for the boot that the device names. */
function givesForBoot(s: Stage): void {
  s.drive.host.bytes("a command for the present boot", "cmd", (trace, kit) => {
    const { bootId = 0 } = trace.birth() ?? {};
    return kit.seal("cmd", commandBytes(kit, "for-this-boot"), { bootId });
  });
}
