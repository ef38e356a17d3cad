import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

const UPDATE = "test/unit/firmware-model/firmware-update/firmware-update.test.ts";
const SLOTS = "test/unit/firmware-model/firmware-update/image-slots.test.ts";

type Entry = readonly [file: string, title: string, sign: Sign, requirement: RequirementId];

const ENTRIES: readonly Entry[] = [
  [UPDATE, "runs on trial, is confirmed, and answers then", "positive", R.OMDP_UPD_001],
  [UPDATE, "when no key of the device vouches for it", "negative", R.OMDP_UPD_001],
  [UPDATE, "loses no dose and doubles none", "positive", R.OMDP_UPD_002],
  [
    UPDATE,
    "never starts while a window is open, nor a quarter of an hour before one",
    "negative",
    R.OMDP_UPD_002,
  ],
  [SLOTS, "starts an image from then on that was confirmed", "positive", R.OMDP_UPD_003],
  [
    SLOTS,
    "tries an image once, and goes back from it at the next boot",
    "negative",
    R.OMDP_UPD_003,
  ],
  [UPDATE, "runs on trial, is confirmed, and answers then", "positive", R.OMDP_UPD_004],
  [
    UPDATE,
    "does not begin where the storage fails, and goes on when it works again",
    "negative",
    R.OMDP_UPD_004,
  ],
  [UPDATE, "runs on trial, is confirmed, and answers then", "positive", R.OMDP_UPD_005],
  [
    UPDATE,
    "goes back when a part fails the self-test of the new image",
    "negative",
    R.OMDP_UPD_005,
  ],
];

/** Tests that decide about updates of a device's program. */
export const UPDATE_TESTS: readonly CitedTest[] = ENTRIES.map(
  ([file, title, sign, requirement]) => ({ requirement, sign, file, title }),
);
