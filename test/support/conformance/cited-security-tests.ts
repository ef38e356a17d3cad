import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

type Entry = readonly [title: string, sign: Sign, ...requirements: readonly RequirementId[]];

/** Tests that decide about the security profile beside its vectors. */
export const SECURITY_TESTS: readonly CitedTest[] = [
  ...tests("test/property/protocols/security/admit-sealed.test.ts", [
    ["is taken as it is, and refused with any one bit turned", "positive", R.OMDP_SEC_004],
    ["gives a typed refusal, never an exception, whatever bytes come", "negative", R.OMDP_SEC_018],
  ]),
  ...tests("test/property/sdk/security/no-replay.test.ts", [
    ["nothing acts twice, nothing old behind something new", "negative", R.OMDP_SEC_007],
  ]),
  ...tests("test/unit/protocols/security/change-keys.test.ts", [
    ["keeps two keys at the most", "negative", R.OMDP_SEC_013],
    ["never revokes the key that it is sealed under", "negative", R.OMDP_SEC_016],
    ["is expired at its deadline, and judged without one", "negative", R.OMDP_SEC_017],
    ["derives another key for each device, tenant and number", "negative", R.OMDP_SEC_012],
  ]),
  ...tests("test/unit/protocols/security/key-ring-record.test.ts", [
    ["is not read with any bit turned, nor cut short", "negative", R.OMDP_SEC_023],
  ]),
  ...tests("test/unit/sdk/security/device-armour.test.ts", [
    ["acts on a sealed command once its counter is durable", "positive", R.OMDP_SEC_010],
    ["does not act when the counter can't be kept", "negative", R.OMDP_SEC_010],
    ["refuses %s, counts it and says nothing", "positive", R.OMDP_SEC_018],
    ["takes nothing at all when its keys can't be read", "positive", R.OMDP_SEC_023],
    ["names its newest key and its counter in each birth", "positive", R.OMDP_SEC_024],
    ["does without signatures on a board that has Mac0 only", "positive", R.OMDP_SEC_020],
    ["refuses what is sealed, and changes of keys, and counts them", "positive", R.OMDP_SEC_005],
    [
      "refuses what is sealed, and changes of keys, and counts them",
      "negative",
      R.OMDP_SEC_005,
      R.OMDP_SEC_024,
    ],
  ]),
  ...tests("test/unit/sdk/security/gateway-seals.test.ts", [
    ["never give a counter twice, wherever a crash comes between", "positive", R.OMDP_SEC_006],
    ["never use a counter that could not be kept", "negative", R.OMDP_SEC_006],
    ["are never left out for a device with a key", "positive", R.OMDP_SEC_022],
    ["never let a message out open because the store fails", "negative", R.OMDP_SEC_022],
  ]),
  ...tests("test/integration/sdk/security/sealed-over-mqtt.test.ts", [
    ["nobody said a secret in all of this", "positive", R.OMDP_SEC_025],
  ]),
  ...tests("test/unit/sdk/security/key-folder.test.ts", [
    ["holds its tongue about the content", "negative", R.OMDP_SEC_025],
  ]),
  ...tests("test/unit/sdk/provisioning/provision-device.test.ts", [
    ["makes a certificate under the device's name", "positive", R.OMDP_SEC_026],
  ]),
  ...tests("test/integration/sdk/security/certificates.test.ts", [
    ["a broker of another authority is named", "negative", R.OMDP_SEC_026],
  ]),
  ...tests("test/integration/sdk/security/broker-rules.test.ts", [
    ["a device gets what is sent to it, and nothing", "positive", R.OMDP_SEC_027],
    ["nobody hears what a device says for another", "negative", R.OMDP_SEC_027],
  ]),
];

function tests(file: string, entries: readonly Entry[]): readonly CitedTest[] {
  return entries.flatMap(([title, sign, ...requirements]) =>
    requirements.map((requirement) => ({ requirement, sign, file, title })),
  );
}
