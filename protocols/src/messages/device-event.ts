import { ALERT_CODE } from "../catalogue/alerts.ts";
import { DISPENSE_CODE } from "../catalogue/dispense-events.ts";
import { EVENT_KIND } from "../catalogue/events.ts";
import {
  ACTOR_ROLE,
  CLOCK_QUALITY,
  EVIDENCE,
  OUTCOME,
  PREVENTION_REASON,
  RESET_CAUSE,
} from "../catalogue/outcome.ts";
import { PAUSE_REASON, SERVICE_MODE } from "../catalogue/service.ts";
import { LADDER_RUNNER, RECIPIENT } from "../escalation/ladder.ts";
import { civilInstant, field, optional, text, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import { DEVICE_ID_PATTERN } from "../units/identity.ts";

/** Greatest number that fits 32 bits; epochs, sequences and boot ids end there. */
export const UINT32_MAX = 0xffff_ffff;

/** One record of a device's journal, and the message that carries it to the host. */
export const DeviceEvent = defineMessage({
  id: 1,
  name: "device-event",
  direction: "device-to-host",
  doc: "One journal record: what happened on the device, under its epoch and sequence number.",
  requirements: ["OMDP-EVT-001"],
  fields: {
    epoch: field(
      1,
      whole({ min: 1, max: UINT32_MAX }),
      "Life of the sequence; changes whenever it starts again.",
    ),
    seq: field(
      2,
      whole({ min: 1, max: UINT32_MAX }),
      "Place in the journal, rising by one without a gap.",
    ),
    kind: field(3, EVENT_KIND, "What happened."),
    bootId: field(4, whole({ max: UINT32_MAX }), "Which boot of the device it happened in."),
    uptimeMs: field(
      5,
      whole({ max: Number.MAX_SAFE_INTEGER, unit: "ms" }),
      "Time since that boot.",
    ),
    civilMs: optional(
      6,
      civilInstant(),
      "Device clock when it happened; absent while the clock is unset.",
    ),
    clock: field(7, CLOCK_QUALITY, "How far the device trusted its clock then."),
    doseId: optional(8, text({ maxBytes: 48 }), "The dose it is about."),
    dueMs: optional(9, civilInstant(), "When that dose was due."),
    outcome: optional(10, OUTCOME, "How the dose ended."),
    evidence: optional(11, EVIDENCE, "What the outcome rests on."),
    reason: optional(12, PREVENTION_REASON, "Why the dose was not offered, or was withheld."),
    dispense: optional(13, DISPENSE_CODE, "National dispense event that this record is."),
    alertId: optional(
      14,
      text({ maxBytes: 24 }),
      "The alert it is about, the same for its whole life.",
    ),
    alert: optional(15, ALERT_CODE, "National code of the alert."),
    severity: optional(16, whole({ max: 40 }), "Severity of the alert: 0, 10, 20, 30 or 40."),
    actor: optional(17, ACTOR_ROLE, "Who did it."),
    refersTo: optional(
      18,
      whole({ min: 1, max: UINT32_MAX }),
      "Sequence number of an earlier record of the same epoch.",
    ),
    slot: optional(19, whole({ max: 255 }), "Compartment of the mechanism, counted from 0."),
    count: optional(
      20,
      whole({ max: UINT32_MAX }),
      "How many: doses left, records dropped, ladder step.",
    ),
    resetCause: optional(21, RESET_CAUSE, "Why the device started."),
    commandId: optional(22, text({ maxBytes: 36 }), "The command that it answers."),
    detail: optional(23, text({ maxBytes: 120 }), "Short technical text; never about a person."),
    lastDueMs: optional(24, civilInstant(), "When the last of several doses was due."),
    mode: optional(25, SERVICE_MODE, "Where the service pathway went."),
    pauseReason: optional(26, PAUSE_REASON, "Why the user is away."),
    runner: optional(
      27,
      LADDER_RUNNER,
      "Who runs the alert's escalation ladder from here on; absent means the gateway.",
    ),
    recipient: optional(28, RECIPIENT, "Who was told of the alert."),
    about: optional(
      29,
      text({ maxBytes: 32, pattern: DEVICE_ID_PATTERN }),
      "Device that it is about, in a record of a gateway or a response centre; never in a device's own.",
    ),
  },
});
/** See {@link DeviceEvent}. */
export type DeviceEvent = Infer<typeof DeviceEvent>;

/** A record as the journal keeps it: the message itself, so that log and wire can't differ. */
export type JournalRecord = DeviceEvent;
