import {
  CapabilityReport,
  COMMAND_VERB,
  Command,
  type CommandVerb,
  instant,
} from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import { type Kit, NotOffered } from "../../scenario/kit.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";

const ABOUT = { profile: "CORE", kind: "positive", role: "device" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;
const VERBS = Object.keys(COMMAND_VERB.words) as readonly CommandVerb[];
const ACTORS: Partial<Record<CommandVerb, Command["actor"]>> = {
  "sync-time": "gateway",
  "update-firmware": "technician",
};

/** A whole command of each kind, in the right of somebody who may give it. */
function commandOf(kit: Kit, verb: CommandVerb): Command {
  const common = { commandId: `named-${verb}`, verb, actor: ACTORS[verb] ?? "staff" } as const;
  const soon = { notAfterMs: kit.laterMs(), untilMs: kit.muchLaterMs() };
  const texts = { alertId: "0-0", doseId: "m/2027-01-01", text: "hello", firmware: "9.9.9" };
  const numbers = { doses: 1, on: 0, volume: 5, epoch: 1, throughSeq: 1 } as const;
  const others = { mode: "daily-use", digest: new Uint8Array(32) } as const;
  const whole = { ...texts, ...numbers, ...others, civilMs: instant(kit.nowMs()) };
  return { ...whole, ...soon, ...common };
}

/** Which commands a device names. @throws NotOffered when it names none */
function named(trace: Trace): readonly CommandVerb[] {
  const verbs = trace.said(CapabilityReport).at(-1)?.message.verbs;
  if (verbs === undefined) throw new NotOffered("the device does not name its commands");
  return verbs;
}

function givesEach(s: Stage, which: (isNamed: boolean) => boolean): void {
  s.prologue.timed();
  s.drive.host.report("the host asks what it can do", () => ({
    requestId: 1,
    report: "capabilities",
  }));
  s.drive.until("it says so", (trace) => trace.said(CapabilityReport).length > 0, "reactionMs");
  s.drive.does("the host gives commands of each kind", async (kit) => {
    const known = named(kit.trace);
    for (const verb of VERBS.filter((one) => which(known.includes(one)))) {
      const command = commandOf(kit, verb);
      const isAnswered = () =>
        kit.trace.replies().some(({ commandId }) => commandId === command.commandId);
      kit.say("cmd", Command, command);
      await kit.waitUntil(isAnswered, kit.params.reactionMs);
    }
  });
}

/** Each answer so far is, or is not, that the command is unsupported. */
const areAll =
  (unsupported: boolean): Judge =>
  (trace) => {
    const answers = trace.replies().filter(({ commandId }) => commandId.startsWith("named-"));
    const words = answers.map(({ commandId, refusal, result }) => {
      return `${commandId.slice("named-".length)} ${refusal ?? result}`;
    });
    const wrong = answers.filter(({ refusal }) => (refusal === "unsupported") !== unsupported);
    const seen = words.join(", ") || "no answers";
    if (wrong.length > 0) return { verdict: "fail", seen };
    // A device that names every command there is has none to refuse.
    const isAll = named(trace).length === VERBS.length;
    const isDecided = answers.length > 0 || (unsupported && isAll);
    return { verdict: isDecided ? "pass" : "unverified", seen };
  };

/** Commands that a device names, and the others. */
export const DEVICE_NAMED_COMMANDS: readonly Scenario[] = [
  scenario("reports/named-commands-are-supported", { ...ABOUT, reqs: [R.OMDP_CAP_003] }, (s) => {
    givesEach(s, (isNamed) => isNamed);
    s.check.holds("none of them is unsupported", areAll(false), { scope: "all" });
  }),

  scenario("reports/other-commands-are-refused", { ...AGAINST, reqs: [R.OMDP_CAP_003] }, (s) => {
    givesEach(s, (isNamed) => !isNamed);
    // One that has its hands full with answers of cases before may say that instead.
    s.prologue.fresh("new");
    s.check.holds("each of them is unsupported", areAll(true), { scope: "all" });
    s.epilogue.stillAnswers();
  }),
];
