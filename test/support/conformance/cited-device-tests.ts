import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

function cites(file: string, title: string) {
  return (sign: Sign, ...requirements: readonly RequirementId[]): readonly CitedTest[] =>
    requirements.map((requirement) => ({ requirement, sign, file, title }));
}

const DEVICE_PROPERTY = "test/property/firmware-model/device.test.ts";
const BOOT = "test/unit/firmware-model/device/boot.test.ts";
const CLOCK = "test/unit/firmware-model/device/clock.test.ts";
const COMMANDS = "test/unit/firmware-model/device/commands.test.ts";
const ALERTS = "test/unit/firmware-model/device/alerts.test.ts";
const JOURNAL_FAILURE = "test/unit/firmware-model/device/journal-failure.test.ts";
const ASKED = "test/unit/firmware-model/device/asked-releases.test.ts";
const CAPABILITIES = "test/unit/firmware-model/device/capabilities.test.ts";
const QUESTIONS = "test/unit/sdk/device/host-questions.test.ts";
const TEST_CLOCK = "test/unit/sdk/device/test-clock.test.ts";
const STRANGER = "test/integration/protocols/stranger.test.ts";
const CIVIL_TIME = "test/vectors/firmware-model/time/civil-time.test.ts";
const LYING = "test/simulation/simulator/lying-storage.test.ts";
const CHECKERS = "test/unit/simulator/checkers";

const POWER_CUTS = "test/property/sdk/device/power-cuts.test.ts";

const SAFE = "S1, S2, S7, S8 and S9 hold in its journal at every moment";

/** Tests that decide about the life of a dose, the clock, and what a device says of itself. */
export const DEVICE_TESTS: readonly CitedTest[] = [
  cites(DEVICE_PROPERTY, "S3: once all is well again every known dose has exactly one outcome")(
    "positive",
    R.OMDP_DOS_001,
  ),
  cites(`${CHECKERS}/s3-one-outcome.test.ts`, "fires when a dose gets a second outcome")(
    "negative",
    R.OMDP_DOS_001,
  ),
  cites(DEVICE_PROPERTY, SAFE)(
    "positive",
    R.OMDP_DOS_002,
    R.OMDP_DOS_003,
    R.OMDP_DOS_004,
    R.OMDP_DOS_005,
  ),
  cites(BOOT, "a released dose is not offered again")("negative", R.OMDP_DOS_002),
  cites(ASKED, "a repeated command acts once, while it is at work and afterwards")(
    "negative",
    R.OMDP_DOS_002,
  ),
  cites(`${CHECKERS}/s2-inside-window.test.ts`, "fires when a dose is released ahead and nobody")(
    "negative",
    R.OMDP_DOS_003,
  ),
  cites(LYING, "keeps every rule: what may have left is uncertain")("positive", R.OMDP_EVT_019),
  cites(POWER_CUTS, "no number is used twice and no dose is given twice by storage that forgets")(
    "negative",
    R.OMDP_EVT_019,
  ),
  cites(CLOCK, "back and forth never opens a closed window again")("negative", R.OMDP_DOS_004),
  cites(BOOT, "each is prevented once and told, and none is opened again")(
    "negative",
    R.OMDP_DOS_004,
  ),
  cites(CLOCK, "true time and the clock's reading both keep the minimum spacing")(
    "negative",
    R.OMDP_DOS_005,
    R.OMDP_CLK_003,
  ),
  cites(JOURNAL_FAILURE, "a dose is offered after all when the journal recovers within the window")(
    "positive",
    R.OMDP_DOS_006,
  ),
  cites(JOURNAL_FAILURE, "the dose is prevented and the fault told as soon as a record can be")(
    "negative",
    R.OMDP_DOS_006,
  ),
  cites(BOOT, "a power cut in the turn leaves the dose uncertain unless the index says locked")(
    "positive",
    R.OMDP_DOS_007,
  ),
  cites(`${CHECKERS}/s1-released-once.test.ts`, "fires when an uncertain dose is opened again")(
    "negative",
    R.OMDP_DOS_007,
  ),
  cites(`${CHECKERS}/s3-one-outcome.test.ts`, "accepts a correction of a correction")(
    "positive",
    R.OMDP_DOS_008,
  ),
  cites(`${CHECKERS}/s3-one-outcome.test.ts`, "fires when a correction refers to a record that")(
    "negative",
    R.OMDP_DOS_008,
  ),
  cites(DEVICE_PROPERTY, "S6: without a window no hands turn the tray to the opening")(
    "positive",
    R.OMDP_DOS_009,
  ),
  cites(
    `${CHECKERS}/s6-lockout.test.ts`,
    "fires when a press in lockout makes medicine accessible",
  )("negative", R.OMDP_DOS_009),
  cites(BOOT, "each is prevented once and told, and none is opened again")(
    "positive",
    R.OMDP_DOS_010,
  ),
  cites(BOOT, "a cut while the shutter locks makes a missed dose uncertain if it stayed open")(
    "negative",
    R.OMDP_DOS_010,
  ),
  cites(ALERTS, "a low battery is told once and over when it is clearly charged")(
    "positive",
    R.OMDP_DOS_011,
  ),
  cites(COMMANDS, "leaves one about a part of the device until its condition is over")(
    "negative",
    R.OMDP_DOS_011,
  ),
  cites(CLOCK, "an error of exactly the limit is still good enough")("positive", R.OMDP_CLK_001),
  cites(CLOCK, "nothing is offered on it, and 1.5 says so")("negative", R.OMDP_CLK_001),
  cites(CLOCK, "by seconds was corrected, by hours has stepped")("positive", R.OMDP_CLK_002),
  cites(CLOCK, "by seconds was corrected, by hours has stepped")("negative", R.OMDP_CLK_002),
  cites(CLOCK, "back before the early limit takes the dose back, and it is offered again at its")(
    "positive",
    R.OMDP_CLK_003,
  ),
  cites(COMMANDS, "needs a clock for its deadline, apart from the one that sets it")(
    "positive",
    R.OMDP_CLK_004,
  ),
  cites(COMMANDS, "an old one that would set an unset clock back is expired")(
    "negative",
    R.OMDP_CLK_004,
  ),
  cites(STRANGER, "asks what the device can do, and what it has counted")(
    "positive",
    R.OMDP_CAP_001,
    R.OMDP_CAP_002,
    R.OMDP_CAP_004,
  ),
  cites(QUESTIONS, "names version, profiles and what it holds, under the number of the question")(
    "negative",
    R.OMDP_CAP_001,
  ),
  cites(QUESTIONS, "claims the security profile only with an armour")("negative", R.OMDP_CAP_002),
  cites(CAPABILITIES, "never refuses so a command that it names")("positive", R.OMDP_CAP_003),
  cites(CAPABILITIES, "refuses as unsupported each command that it does not name")(
    "negative",
    R.OMDP_CAP_003,
  ),
  cites(QUESTIONS, "names each reason for which it refused a message, and how often")(
    "positive",
    R.OMDP_CAP_005,
  ),
  cites(QUESTIONS, "names each reason for which it refused a message, and how often")(
    "negative",
    R.OMDP_CAP_004,
    R.OMDP_CAP_005,
  ),
  cites(QUESTIONS, "writes nothing down for it, and answers as often as it is asked")(
    "positive",
    R.OMDP_CAP_006,
  ),
  cites(QUESTIONS, "writes nothing down for it, and answers as often as it is asked")(
    "negative",
    R.OMDP_CAP_006,
  ),
  cites(QUESTIONS, "names version, profiles and what it holds, under the number of the question")(
    "positive",
    R.OMDP_TCK_001,
  ),
  cites(QUESTIONS, "is refused by a device that has none, and by one outside the test state")(
    "negative",
    R.OMDP_TCK_001,
    R.OMDP_TCK_002,
    R.OMDP_TCK_004,
  ),
  cites(QUESTIONS, "runs up to the instant and answers then, in the test state")(
    "positive",
    R.OMDP_TCK_002,
    R.OMDP_TCK_004,
  ),
  cites(TEST_CLOCK, "runs from deadline to deadline, each at its own instant and in their order")(
    "positive",
    R.OMDP_TCK_005,
  ),
  cites(QUESTIONS, "never turns time back, and needs a clock that is set")(
    "negative",
    R.OMDP_TCK_005,
  ),
  cites("test/unit/protocols/link/link-session.test.ts", "is never answered when it tells")(
    "negative",
    R.OMDP_LNK_029,
  ),
  cites(CIVIL_TIME, "is caught when it reads a gap with the offset behind it")(
    "negative",
    R.OMDP_TIM_003,
  ),
  cites(CIVIL_TIME, "is caught when it takes the second occurrence in a fold")(
    "negative",
    R.OMDP_TIM_004,
  ),
  cites(STRANGER, "hears who is there before anything else, in each contact")(
    "positive",
    R.OMDP_LNK_033,
  ),
  cites(STRANGER, "hears who is there before anything else, in each contact")(
    "negative",
    R.OMDP_LNK_033,
  ),
  cites("test/unit/protocols/link/point-link.test.ts", "carries messages both ways and")(
    "positive",
    R.OMDP_LNK_034,
  ),
  cites("test/unit/protocols/link/point-link.test.ts", "acknowledges a doubled frame again and")(
    "negative",
    R.OMDP_LNK_034,
  ),
].flat();
