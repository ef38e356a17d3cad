import { Command, DesiredConfig } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Publication } from "../../scenario/observation.ts";
import { message, publication } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { born, writes } from "./played-device.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "gateway" } as const;
const AGAINST = { ...ABOUT, kind: "negative" } as const;

const NOTHING = publication("nothing at all, retained, on cfg/desired", isNothing);
const RESET = message(Command, "it asks for the reset", ({ verb }) => verb === "reset");
const CONFIGURES = message(DesiredConfig, "it sends a configuration");

function isNothing({ channel, payload, packet }: Publication): boolean {
  return channel === "cfg/desired" && payload.length === 0 && packet.retain;
}

/** Each reset comes behind a word to the broker that nothing is to be followed, newest of all. */
const nothingFirst: Judge = (trace) => {
  const words = trace.observations.flatMap((seen): string[] => {
    if (RESET.matches(seen, trace)) return ["reset"];
    if (CONFIGURES.matches(seen, trace)) return ["configuration"];
    return NOTHING.matches(seen, trace) ? ["nothing"] : [];
  });
  const isLate = words.some((word, at) => {
    const before = words.slice(0, at).filter((one) => one !== "reset");
    return word === "reset" && before.at(-1) !== "nothing";
  });
  return { verdict: isLate ? "fail" : "pass", seen: words.join(", ") };
};

/** A device follows a configuration of the gateway, which then asks for its reset. */
function resets(s: Stage): void {
  s.prologue.listening();
  born(s, 1);
  writes(s, 1);
  s.drive.dut("set-config", () => 3);
  s.check.within(CONFIGURES, "reactionMs");
  s.drive.dut("reset-device");
  s.check.within(RESET, "reactionMs", { reqs: [R.OMDP_CMD_013] });
}

/** What a gateway does before it has a device forget everything. */
export const GATEWAY_RESETTING: readonly Scenario[] = [
  scenario(
    "cfg/taken-back-before-a-reset",
    { ...ABOUT, reqs: [R.OMDP_CMD_013, R.OMDP_CFG_005] },
    (s) => {
      resets(s);
      s.check.holds("what was kept is gone first", nothingFirst, {
        scope: "all",
        reqs: [R.OMDP_CMD_013, R.OMDP_CFG_005],
      });
    },
  ),

  scenario("cfg/none-before-the-answer", { ...AGAINST, reqs: [R.OMDP_CMD_013] }, (s) => {
    resets(s);
    s.drive.broker.cuts();
    born(s, 0, { bootId: 8, epoch: 42 });
    s.check.within(RESET, "connectMs");
    s.check.none(CONFIGURES, { reqs: [R.OMDP_CMD_013] });
    s.check.holds("what was kept is gone first", nothingFirst, {
      scope: "all",
      reqs: [R.OMDP_CMD_013],
    });
  }),
];
