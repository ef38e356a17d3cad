import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

type Entry = readonly [title: string, sign: Sign, ...requirements: readonly RequirementId[]];

/** Tests that decide about what people may ask of a device. */
export const COMMAND_TESTS: readonly CitedTest[] = [
  ...tests("test/unit/firmware-model/device/rights.test.ts", [
    [
      "says first that a role has no right, then that nobody has one now",
      "positive",
      R.OMDP_CMD_006,
    ],
  ]),
  ...tests("test/unit/firmware-model/device/service-pathway.test.ts", [
    ["takes no step that its table does not have, and none twice", "negative", R.OMDP_CMD_006],
    [
      "withholds the doses in it without an alarm, and the next has its own compartment",
      "positive",
      R.OMDP_CMD_010,
    ],
    ["R-5: a dose behind the button is not let go in it", "negative", R.OMDP_CMD_010],
  ]),
  ...tests("test/unit/firmware-model/device/asked-releases.test.ts", [
    [
      "leave one after the other under one dispense event, and their windows are silent",
      "positive",
      R.OMDP_CMD_007,
      R.OMDP_CMD_008,
      R.OMDP_CMD_009,
    ],
    [
      "are all there or none: with too little medicine nothing moves and 1.11 says so",
      "negative",
      R.OMDP_CMD_007,
    ],
    [
      "a repeated command acts once, while it is at work and afterwards",
      "negative",
      R.OMDP_CMD_008,
    ],
    ["end with a new plan, and what left stays out of it", "negative", R.OMDP_CMD_009],
  ]),
  ...tests("test/unit/firmware-model/device/device-reset.test.ts", [
    ["A-3: answers, forgets everything and starts as a new device", "positive", R.OMDP_CMD_011],
    [
      "is refused until whoever asks names the last record of this epoch",
      "negative",
      R.OMDP_CMD_011,
    ],
    ["is made up for when power goes behind its record", "negative", R.OMDP_CMD_012],
  ]),
  ...tests("test/unit/sdk/device/storage-erase.test.ts", [
    [
      "A-3: no byte of plan, record, message or command is in the files",
      "positive",
      R.OMDP_CMD_012,
    ],
    [
      "a storage that fails keeps the device as it is until it works again",
      "negative",
      R.OMDP_CMD_012,
    ],
  ]),
];

function tests(file: string, entries: readonly Entry[]): readonly CitedTest[] {
  return entries.flatMap(([title, sign, ...requirements]) =>
    requirements.map((requirement) => ({ requirement, sign, file, title })),
  );
}
