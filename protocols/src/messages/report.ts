import { choice, field, listOf, optional, struct, text, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import type { InferFields, InferKind } from "../schema/kind.ts";
import { COMMAND_VERB } from "./command.ts";
import { UINT32_MAX } from "./device-event.ts";

/** Minor version of OMDP 1 that this is. */
export const OMDP_MINOR = 0;

/** Most commands, profiles or reasons that a report can name. */
const NAMED_MAX = 64;
const COUNT_MAX = Number.MAX_SAFE_INTEGER;

/** Parts of the specification that a device can claim to keep. */
export const CLAIMED_PROFILE = choice({ core: 0, mqtt: 1, serial: 2, security: 3 });
/** See {@link CLAIMED_PROFILE}. */
export type ClaimedProfile = InferKind<typeof CLAIMED_PROFILE>;

/** Whether a device has a test clock: `off` has one and is not in the test state. */
export const TEST_CLOCK = choice({ none: 0, off: 1, on: 2 });

/** The host's question what a device can do, or what it has counted. */
export const ReportRequest = defineMessage({
  id: 9,
  name: "report-request",
  direction: "host-to-device",
  doc: "Asks what the device can do, or what it has counted.",
  requirements: ["OMDP-CAP-001", "OMDP-CAP-004"],
  fields: {
    requestId: field(1, whole({ max: UINT32_MAX }), "Number that the report repeats."),
    report: field(2, choice({ capabilities: 1, counters: 2 }), "What is asked for."),
  },
});
/** See {@link ReportRequest}. */
export type ReportRequest = Infer<typeof ReportRequest>;

/** What a device can do and what it holds, as it says itself. */
export const CapabilityReport = defineMessage({
  id: 10,
  name: "capability-report",
  direction: "device-to-host",
  doc: "What the device can do and how much it holds.",
  requirements: ["OMDP-CAP-001", "OMDP-CAP-002"],
  fields: {
    requestId: field(1, whole({ max: UINT32_MAX }), "Number of the request."),
    minor: field(2, whole({ max: 65_535 }), "Minor version of OMDP 1 that it speaks."),
    profiles: field(
      3,
      listOf(CLAIMED_PROFILE, { min: 1, max: NAMED_MAX }),
      "Profiles that it keeps, ascending.",
    ),
    testClock: field(4, TEST_CLOCK, "Whether it has a test clock, and is in the test state."),
    messageBytesMax: field(
      5,
      whole({ min: 128, max: 65_536, unit: "bytes" }),
      "Longest message that it takes.",
    ),
    spoolEvents: field(
      6,
      whole({ min: 1, max: UINT32_MAX, unit: "events" }),
      "Unacknowledged records that it keeps at the most.",
    ),
    verbs: optional(
      7,
      listOf(COMMAND_VERB, { max: NAMED_MAX }),
      "Commands that it can carry out, ascending.",
    ),
    planEntriesMax: optional(8, whole({ max: 64 }), "Entries of a plan that it takes."),
    dosesPerDayMax: optional(
      9,
      whole({ min: 1, max: 255, unit: "doses" }),
      "Doses of one date that it can give.",
    ),
    minimumSpacingMin: optional(
      10,
      whole({ max: 1_440, unit: "min" }),
      "Least time between two scheduled releases that it allows.",
    ),
    repliesKept: optional(
      11,
      whole({ min: 1, max: 65_535 }),
      "Answers to commands whose deadline lies ahead that it keeps at the most.",
    ),
  },
});
/** See {@link CapabilityReport}. */
export type CapabilityReport = Infer<typeof CapabilityReport>;

/** Messages that a device refused for one reason. */
export const Rejection = struct("rejection", {
  reason: field(
    1,
    text({ maxBytes: 32, pattern: /^[a-z0-9-]+$/ }),
    "Name of the error, out of the tables of errors.",
  ),
  count: field(2, whole({ min: 1, max: COUNT_MAX }), "How many messages."),
});
/** See {@link Rejection}. */
export type Rejection = InferFields<typeof Rejection.fields>;

/** What a device has counted since its runtime began. */
export const CounterReport = defineMessage({
  id: 11,
  name: "counter-report",
  direction: "device-to-host",
  doc: "What the device has counted; a counter that it does not have is absent.",
  requirements: ["OMDP-CAP-004", "OMDP-CAP-005"],
  fields: {
    requestId: field(1, whole({ max: UINT32_MAX }), "Number of the request."),
    bootId: field(2, whole({ max: UINT32_MAX }), "Boot in which it answers."),
    rejected: field(
      3,
      listOf(Rejection, { max: NAMED_MAX }),
      "Messages of the host that were refused, by reason in ascending order.",
    ),
    boots: optional(4, whole({ max: COUNT_MAX }), "Starts."),
    commits: optional(5, whole({ max: COUNT_MAX }), "Writes that became durable."),
    commitsFailed: optional(6, whole({ max: COUNT_MAX }), "Writes that failed."),
    entriesTorn: optional(7, whole({ max: COUNT_MAX }), "Journal entries that a power cut tore."),
    entriesDamaged: optional(8, whole({ max: COUNT_MAX }), "Journal entries that were damaged."),
    telemetryDropped: optional(9, whole({ max: COUNT_MAX }), "Records dropped to keep room."),
    eventsSent: optional(10, whole({ max: COUNT_MAX }), "Records sent for the first time."),
    eventsResent: optional(11, whole({ max: COUNT_MAX }), "Records sent again."),
    acknowledgeTimeouts: optional(
      12,
      whole({ max: COUNT_MAX }),
      "Times that no acknowledgement came in time.",
    ),
    foreignEpochs: optional(
      13,
      whole({ max: COUNT_MAX }),
      "Acknowledgements and requests of another epoch.",
    ),
    acknowledgedBeyond: optional(
      14,
      whole({ max: COUNT_MAX }),
      "Acknowledgements of records that the journal never had.",
    ),
    inputsDropped: optional(15, whole({ max: COUNT_MAX }), "Inputs dropped: too many waited."),
  },
});
/** See {@link CounterReport}. */
export type CounterReport = Infer<typeof CounterReport>;
