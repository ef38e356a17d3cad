import { R, type RequirementId } from "@dosekit/conformance";
import type { CitedTest } from "./cited-tests.ts";
import type { Sign } from "./coverage.ts";

function cites(file: string, title: string) {
  return (sign: Sign, ...requirements: readonly RequirementId[]): readonly CitedTest[] =>
    requirements.map((requirement) => ({ requirement, sign, file, title }));
}

const POINT = "test/unit/protocols/link/point-link.test.ts";
const SHARED = "test/unit/protocols/link/shared-link.test.ts";
const EXCHANGE = "test/unit/protocols/link/exchange.test.ts";
const JOINER = "test/unit/protocols/link/message-joiner.test.ts";
const POINT_LINE = "test/property/protocols/link/point-line.test.ts";
const SHARED_LINE = "test/property/protocols/link/shared-line.test.ts";

const TRANSPORTS = "test/unit/sdk/serial/transports.test.ts";

/** Tests that decide about the requirements of the serial link. */
export const LINK_TESTS: readonly CitedTest[] = [
  cites(POINT, "carries messages both ways and acknowledges each")(
    "positive",
    R.OMDP_LNK_001,
    R.OMDP_LNK_008,
  ),
  cites(POINT_LINE, "hands over each message once and in order, or reports the contact as over")(
    "negative",
    R.OMDP_LNK_001,
    R.OMDP_LNK_003,
    R.OMDP_LNK_009,
  ),
  cites(POINT, "begins a frame after a pause with a 0x00, and no other")(
    "positive",
    R.OMDP_LNK_002,
  ),
  cites(POINT, "takes RST, RSTACK and its confirmation, and agrees on the smaller limits")(
    "positive",
    R.OMDP_LNK_003,
    R.OMDP_LNK_005,
    R.OMDP_LNK_006,
    R.OMDP_LNK_031,
  ),
  cites(POINT, "takes no answer to another RST than its own last one")("negative", R.OMDP_LNK_005),
  cites(POINT, "never answers the handshake of a contact that was over")(
    "negative",
    R.OMDP_LNK_004,
  ),
  cites(POINT, "is asked for by the device ever more rarely")("negative", R.OMDP_LNK_006),
  cites(POINT, "does not count numbers before the gateway confirmed the boot")(
    "negative",
    R.OMDP_LNK_031,
  ),
  cites(POINT, "tells a peer of another version, and reports that as the reason")(
    "positive",
    R.OMDP_LNK_007,
  ),
  cites(EXCHANGE, "tell a frame that was taken from one that came too early")(
    "negative",
    R.OMDP_LNK_008,
  ),
  cites(POINT, "acknowledges a doubled frame again and hands it over once")(
    "positive",
    R.OMDP_LNK_009,
  ),
  cites(EXCHANGE, "go up to a window of frames under way, and on with each acknowledgement")(
    "positive",
    R.OMDP_LNK_010,
  ),
  cites(EXCHANGE, "is acknowledged and was never under way")("negative", R.OMDP_LNK_010),
  cites(EXCHANGE, "bring one NAK for each number that is expected")("positive", R.OMDP_LNK_011),
  cites(POINT, "asks for damaged bytes once, and heeds a NAK once")("negative", R.OMDP_LNK_011),
  cites(POINT, "waits longer on a slow line")("positive", R.OMDP_LNK_012),
  cites(POINT, "repeats after 250, 500, 1,000 and 2,000 ms, and then is lost")(
    "negative",
    R.OMDP_LNK_012,
  ),
  cites(EXCHANGE, "stand still while the peer is busy, and while this end is")(
    "negative",
    R.OMDP_LNK_013,
  ),
  cites(POINT, "holds while the peer is busy, asks now and then, and goes on where it was")(
    "positive",
    R.OMDP_LNK_013,
  ),
  cites(POINT, "drops and counts what it can't send: too long, too many, or without contact")(
    "negative",
    R.OMDP_LNK_014,
  ),
  cites(JOINER, "of %s bytes takes %s frames of 128 and comes back")("positive", R.OMDP_LNK_015),
  cites(JOINER, "is passed over on a channel that is not known, and the next one is taken")(
    "positive",
    R.OMDP_LNK_016,
  ),
  cites(
    TRANSPORTS,
    "take the last will for the device's word when its power is cut, after a while",
  )("positive", R.OMDP_LNK_017),
  cites(POINT, "never makes two ends of different frame versions answer each other for ever")(
    "negative",
    R.OMDP_LNK_018,
  ),
  cites(SHARED, "answers each frame for it by one frame, and nothing else at all")(
    "positive",
    R.OMDP_LNK_018,
    R.OMDP_LNK_023,
  ),
  cites(POINT, "is begun by the gateway at once when the device asks for it while it pauses")(
    "positive",
    R.OMDP_LNK_019,
  ),
  cites(POINT, "ends when a segment does not continue the message before it")(
    "negative",
    R.OMDP_LNK_019,
  ),
  cites(POINT, "is reported to fail after three attempts, by %s, once for each outage")(
    "negative",
    R.OMDP_LNK_020,
  ),
  cites(POINT_LINE, "takes any bytes without handing anything over, and is in contact afterwards")(
    "positive",
    R.OMDP_LNK_020,
  ),
  cites(POINT, "answers an unknown type by ERR and goes on")("positive", R.OMDP_LNK_021),
  cites(POINT, "answers an unknown type by ERR and goes on")("negative", R.OMDP_LNK_021),
  cites(POINT, "is kept alive by the gateway, and lost after silence")("positive", R.OMDP_LNK_022),
  cites(POINT, "is kept alive by the gateway, and lost after silence")("negative", R.OMDP_LNK_022),
  cites(SHARED_LINE, "never has two that speak at once, and hands over every message once")(
    "negative",
    R.OMDP_LNK_023,
    R.OMDP_LNK_025,
  ),
  cites(SHARED, "never answers a frame whose end comes much later, with what is said next")(
    "negative",
    R.OMDP_LNK_032,
  ),
  cites(SHARED, "gets into contact, sends when it is asked, and repeats what was not acknowledged")(
    "positive",
    R.OMDP_LNK_032,
  ),
  cites(SHARED, "sends nothing while an answer may be on its way")("positive", R.OMDP_LNK_025),
  cites(SHARED_LINE, "picks up an alert in time, however much another device has to say")(
    "positive",
    R.OMDP_LNK_026,
  ),
  cites(SHARED_LINE, "is slowed down by devices that are not there only in one turn of eight")(
    "negative",
    R.OMDP_LNK_026,
  ),
  cites(SHARED, "brings messages both ways to each device and nobody else")(
    "positive",
    R.OMDP_LNK_027,
  ),
  cites(SHARED, "takes a device for lost after four turns without an answer, then for down")(
    "negative",
    R.OMDP_LNK_027,
  ),
  cites(SHARED, "fetches counters, tells the time, and holds devices back while it is busy")(
    "positive",
    R.OMDP_LNK_028,
  ),
  cites(SHARED, "takes nothing but the time from the address of everyone, and does not answer it")(
    "negative",
    R.OMDP_LNK_028,
  ),
  cites(POINT, "is the time, and the counters")("positive", R.OMDP_LNK_029),
  cites(JOINER, "takes memory only for what truly came")("positive", R.OMDP_LNK_030),
  cites(POINT, "stays flat while ten megabytes without an end run by")("negative", R.OMDP_LNK_030),
].flat();
