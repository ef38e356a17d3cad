import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

const CYCLE = "test/unit/sdk/device/sleep-cycle.test.ts";
const OVER_MQTT = "test/integration/sdk/device/sleeping.test.ts";
const RELAY = "test/integration/sdk/child-relay.test.ts";
const OWN_WILL = "leaves one last will, its own, and says itself that it is there";
const SLEEPER = "a sleeper announces its next contact, wakes for an alert, and leaves no will";

/** Tests that decide about devices that sleep, and about gateways that speak for devices. */
export const CONTACT_TESTS: readonly CitedTest[] = [
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
  ...cites(
    RELAY,
    "gives each its own channels, in both directions, and names itself in their states",
    "positive",
    R.OMDP_MQT_018,
  ),
  ...cites(RELAY, "lets a device forget by the host's word alone", "negative", R.OMDP_MQT_018),
  ...cites(RELAY, OWN_WILL, "positive", R.OMDP_MQT_019),
  ...cites(RELAY, OWN_WILL, "negative", R.OMDP_MQT_019),
  ...cites(
    RELAY,
    "knows nothing of its devices until it is back, and then what it knew",
    "positive",
    R.OMDP_MQT_020,
  ),
  ...cites(RELAY, "leaves every other device as it is", "negative", R.OMDP_MQT_020),
];

function cites(
  file: string,
  title: string,
  sign: Sign,
  ...requirements: readonly RequirementId[]
): readonly CitedTest[] {
  return requirements.map((requirement) => ({ requirement, sign, file, title }));
}
