import { Command, DesiredConfig, EventAcknowledgement } from "@dosekit/protocols";
import { R } from "../../requirements/registry.generated.ts";
import { message } from "../../scenario/pattern.ts";
import { type Scenario, scenario } from "../../scenario/scenario.ts";
import type { Stage } from "../../scenario/stage.ts";
import { connectingScenarios } from "../mqtt-connecting.ts";
import { asDefined, inOneForm, speakingScenarios } from "../mqtt-speaking.ts";
import { born, writes } from "./played-device.ts";

const ABOUT = { profile: "MQTT", kind: "positive", role: "gateway" } as const;
/** Makes a gateway use each of its channels. */
function everyChannel(s: Stage): void {
  s.prologue.listening();
  born(s, 1);
  writes(s, 1);
  s.drive.dut("set-config", () => 3);
  s.drive.dut("send-command", () => "gateway-command");
  s.check.within(message(EventAcknowledgement, "it acknowledges"), "reactionMs");
  s.check.within(
    message(DesiredConfig, "it sends the configuration", ({ version }) => version === 3),
    "reactionMs",
  );
  s.check.within(message(Command, "it sends the command"), "reactionMs");
}

/** How a gateway connects, and what each of its publications has to be like. */
export const GATEWAY_SPEAKING: readonly Scenario[] = [
  ...connectingScenarios("gateway", (s) => s.prologue.listening()),
  ...speakingScenarios({
    role: "gateway",
    way: "down",
    topics: "on a topic of the binding that a host publishes on",
    everyChannel,
  }),

  scenario(
    "messages/as-defined",
    {
      ...ABOUT,
      profile: "CORE",
      reqs: [R.OMDP_CBR_001, R.OMDP_CBR_006, R.OMDP_MSG_001, R.OMDP_MSG_002, R.OMDP_MSG_003],
    },
    (s) => {
      everyChannel(s);
      inOneForm(s);
      asDefined(s);
    },
  ),
];
