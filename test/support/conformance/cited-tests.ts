import { R, type RequirementId } from "@dosekit/conformance";
import { COMMAND_TESTS } from "./cited-command-tests.ts";
import { CONTACT_TESTS } from "./cited-contact-tests.ts";
import { DEVICE_TESTS } from "./cited-device-tests.ts";
import { LINK_TESTS } from "./cited-link-tests.ts";
import { SECURITY_TESTS } from "./cited-security-tests.ts";
import { UPDATE_TESTS } from "./cited-update-tests.ts";
import type { Sign } from "./coverage.ts";

/** A test of the repository that decides about a requirement. */
export interface CitedTest {
  readonly requirement: RequirementId;
  readonly sign: Sign;
  readonly file: string;
  /** A part of the title as it stands in the file. */
  readonly title: string;
}

function cites(file: string, title: string) {
  return (sign: Sign, ...requirements: readonly RequirementId[]): readonly CitedTest[] =>
    requirements.map((requirement) => ({ requirement, sign, file, title }));
}

const CBOR_PROPERTY = "test/property/protocols/strict-cbor.test.ts";
const SCAN = "test/unit/protocols/codec/strict-scan.test.ts";
const DECODE = "test/unit/protocols/codec/decode-message.test.ts";
const FRAME_PROPERTY = "test/property/protocols/frames.test.ts";
const FRAME_DECODER = "test/unit/protocols/framing/frame-decoder.test.ts";
const FRAME = "test/unit/protocols/framing/frame.test.ts";
const POWER_SESSION = "test/unit/sdk/device/power-session.test.ts";
const POWER_CUTS = "test/property/sdk/device/power-cuts.test.ts";
const DEVICE_PROPERTY = "test/property/firmware-model/device.test.ts";
const PLAN_WINDOWS = "test/property/firmware-model/time/plan-windows.test.ts";
const ZONES = "test/unit/firmware-model/time/zone-tables.test.ts";

/** Tests that no peer can see, and that decide about a requirement nevertheless. */
export const CITED_TESTS: readonly CitedTest[] = [
  COMMAND_TESTS,
  CONTACT_TESTS,
  DEVICE_TESTS,
  LINK_TESTS,
  SECURITY_TESTS,
  UPDATE_TESTS,
  cites(CBOR_PROPERTY, "has one byte form for each value: what it accepts it would have written")(
    "positive",
    R.OMDP_CBR_001,
    R.OMDP_CBR_002,
  ),
  cites(CBOR_PROPERTY, "gives every value back as it was written")(
    "positive",
    R.OMDP_CBR_004,
    R.OMDP_CBR_005,
  ),
  cites(SCAN, "takes 8 levels and refuses the ninth")("positive", R.OMDP_CBR_008),
  cites(SCAN, "refuses a list that claims 2^32 - 1 items before it reads any")(
    "negative",
    R.OMDP_CBR_009,
  ),
  cites(CBOR_PROPERTY, "reads a message in the middle of a larger buffer as it reads it alone")(
    "positive",
    R.OMDP_CBR_009,
  ),
  cites(DECODE, "reads back what encodeMessage wrote, with its definition")(
    "positive",
    R.OMDP_MSG_005,
    R.OMDP_MSG_006,
    R.OMDP_CBR_010,
  ),
  cites(DECODE, "tells a message number that nobody knows")("negative", R.OMDP_MSG_006),
  cites(
    "test/docs/protocols/registry.test.ts",
    "no number on the wire changed its meaning since it was committed",
  )("positive", R.OMDP_MSG_007),
  cites("test/unit/protocols/describe/to-registry.test.ts", "finds a number that is gone")(
    "negative",
    R.OMDP_MSG_007,
  ),
  cites(POWER_SESSION, "moves nothing before its record is durable")("positive", R.OMDP_EVT_006),
  cites(POWER_SESSION, "drops what stands behind a failed write and tells the device first of all")(
    "negative",
    R.OMDP_EVT_006,
    R.OMDP_EVT_003,
  ),
  cites(POWER_CUTS, "no durable record is lost, no number is used twice, and nothing moves")(
    "positive",
    R.OMDP_EVT_003,
  ),
  cites(FRAME, "refuses the published vector with its last checksum bit turned")(
    "negative",
    R.OMDP_FRM_001,
    R.OMDP_FRM_004,
  ),
  cites(FRAME, "reads the published vector")("positive", R.OMDP_FRM_004),
  cites(FRAME_PROPERTY, "comes undone, leaves no zero and stays within its bound")(
    "negative",
    R.OMDP_FRM_002,
  ),
  cites(FRAME_PROPERTY, "gives back every frame in order, however it is cut")(
    "positive",
    R.OMDP_FRM_003,
    R.OMDP_FRM_005,
    R.OMDP_FRM_008,
  ),
  cites(FRAME_DECODER, "passes over empty frames without a word")("negative", R.OMDP_FRM_003),
  cites(FRAME_DECODER, "finds frames one behind the other, however the stream is cut")(
    "positive",
    R.OMDP_FRM_007,
  ),
  cites(FRAME_DECODER, "keeps its memory flat while a megabyte without a delimiter runs by")(
    "negative",
    R.OMDP_FRM_007,
  ),
  cites(FRAME_DECODER, "says once that a run of bytes is too long, and starts afresh")(
    "negative",
    R.OMDP_FRM_008,
  ),
  cites("test/unit/firmware-model/time/zone-tables-zdump.test.ts", "a wrong table is told")(
    "negative",
    R.OMDP_TIM_001,
  ),
  cites(ZONES, "agree with luxon for every zone on both sides of changes and in between")(
    "positive",
    R.OMDP_TIM_001,
  ),
  cites(DEVICE_PROPERTY, "S1, S2, S7, S8 and S9 hold in its journal at every moment")(
    "negative",
    R.OMDP_TIM_009,
  ),
  cites(PLAN_WINDOWS, "number as many per date as entries fall on it, also where the clock")(
    "negative",
    R.OMDP_TIM_010,
  ),
].flat();
