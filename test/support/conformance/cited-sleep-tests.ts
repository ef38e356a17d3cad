import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

const CYCLE = "test/unit/sdk/device/sleep-cycle.test.ts";
const OVER_MQTT = "test/integration/sdk/device/sleeping.test.ts";
const SLEEPER = "a sleeper announces its next contact, wakes for an alert, and leaves no will";

/** Tests that decide about devices that sleep between contacts. */
export const SLEEP_TESTS: readonly CitedTest[] = [
  ...cites(OVER_MQTT, SLEEPER, "positive", R.OMDP_MQT_015, R.OMDP_MQT_016, R.OMDP_MQT_017),
  ...cites(CYCLE, "names no instant while its clock is unset", "negative", R.OMDP_MQT_015),
  ...cites(
    CYCLE,
    "does not wake for anything less, and not a second time for a second alert",
    "negative",
    R.OMDP_MQT_016,
  ),
  ...cites(
    CYCLE,
    "asks for a session that outlasts a missed contact, and for a day at the least",
    "negative",
    R.OMDP_MQT_017,
  ),
];

function cites(
  file: string,
  title: string,
  sign: Sign,
  ...requirements: readonly RequirementId[]
): readonly CitedTest[] {
  return requirements.map((requirement) => ({ requirement, sign, file, title }));
}
