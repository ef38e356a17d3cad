import { MODE_STEPS, RIGHTS, refusalByRight } from "@dosekit/firmware-model";
import { ACTOR_ROLE, COMMAND_VERB, type CommandVerb, SERVICE_MODE } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ask, inMinutes, lastAnswer } from "../../../support/firmware-model/asking.ts";
import { recordsOf, usedBench } from "../../../support/firmware-model/tray-stories.ts";

const VERBS = Object.keys(COMMAND_VERB.words) as CommandVerb[];
const ROLES = Object.keys(ACTOR_ROLE.words) as (keyof typeof ACTOR_ROLE.words)[];
const MODES = Object.keys(SERVICE_MODE.words) as (keyof typeof SERVICE_MODE.words)[];

describe("the table of rights", () => {
  test("has a row for each verb, with somebody in it, and gives a device none", () => {
    expect(Object.keys(RIGHTS).sort()).toEqual([...VERBS].sort());
    for (const { roles, modes } of Object.values(RIGHTS)) {
      expect(roles.length).toBeGreaterThan(0);
      expect(modes.length).toBeGreaterThan(0);
      expect(roles).not.toContain("device");
    }
  });

  test("gives a user the dose that is due next and the volume, and next of kin no dose at all", () => {
    const verbsOf = (role: (typeof ROLES)[number]) =>
      VERBS.filter((verb) => RIGHTS[verb].roles.includes(role)).sort();
    expect(verbsOf("user")).toEqual(["release-early", "set-volume"]);
    expect(verbsOf("next-of-kin")).toEqual(["acknowledge-alert", "message-to-user", "set-volume"]);
  });

  test("leads out of the end of service by no step, so that only a reset does", () => {
    expect(MODE_STEPS.ended).toEqual([]);
  });

  test("leads from every mode but the first and the last to the end of service", () => {
    const without = MODES.filter((mode) => !MODE_STEPS[mode].includes("ended"));
    expect(without).toEqual(["provisioned", "ended"]);
  });

  test("says first that a role has no right, then that nobody has one now", () => {
    expect(refusalByRight("reset", "user", "daily-use")).toBe("not-allowed");
    expect(refusalByRight("reset", "staff", "daily-use")).toBe("wrong-mode");
    expect(refusalByRight("reset", "staff", "ended")).toBeUndefined();
  });
});

describe("a device", () => {
  test.each(VERBS)("refuses `%s` to every role without the right, and nothing changes", (verb) => {
    for (const actor of ROLES.filter((role) => !RIGHTS[verb].roles.includes(role))) {
      const bench = usedBench();
      const { journal: _j, replies: _r, ...before } = bench.state ?? ({} as never);
      ask(bench, verb, { actor, ...everything(bench) });
      const { journal: _k, replies: _s, ...after } = bench.state ?? ({} as never);
      expect(lastAnswer(bench)).toBe("not-allowed");
      expect(after).toEqual(before);
      expect(recordsOf(bench, "command.handled")).toHaveLength(1);
    }
  });

  test.each(VERBS)("refuses `%s` at its deadline, and does not do it before its time", (verb) => {
    const [actor = "staff"] = RIGHTS[verb].roles;
    const bench = usedBench();
    ask(bench, verb, { actor, ...everything(bench), notAfterMs: inMinutes(bench, 0) });
    expect(lastAnswer(bench)).toBe("expired");
    const answers = bench.replies.length;
    const notAfterMs = inMinutes(bench, 9);
    ask(bench, verb, { actor, ...everything(bench), notAfterMs, notBeforeMs: inMinutes(bench, 1) });
    // What the product can't do is refused at once, and so is a time that would have to wait.
    const isKept = lastAnswer(bench) === "expired" && bench.replies.length === answers;
    expect(isKept || ["too-early", "unsupported"].includes(lastAnswer(bench) ?? "")).toBe(true);
    expect(bench.state?.service.mode).toBe("configured");
    expect(bench.state?.held).toBeUndefined();
  });

  test("refuses what its product can't do, with the reason in its profile", () => {
    const bench = usedBench();
    ask(bench, "message-to-user", { text: "Drink water." });
    expect(lastAnswer(bench)).toBe("unsupported");
  });
});

/** Fields with which every verb would have all that it needs. */
function everything(bench: ReturnType<typeof usedBench>) {
  return {
    doses: 1,
    mode: "ended",
    on: 1,
    text: "Hello",
    volume: 0,
    epoch: 1_001,
    throughSeq: bench.records.length,
    civilMs: inMinutes(bench, 60),
    untilMs: inMinutes(bench, 2_000),
  } as const;
}
