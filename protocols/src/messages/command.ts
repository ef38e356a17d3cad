import { ACTOR_ROLE } from "../catalogue/outcome.ts";
import { PAUSE_REASON, SERVICE_MODE } from "../catalogue/service.ts";
import {
  bytes,
  choice,
  civilInstant,
  field,
  optional,
  text,
  whole,
} from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import type { InferKind } from "../schema/kind.ts";
import { UINT32_MAX } from "./device-event.ts";

/**
 * What a command asks for.
 *
 * - `self-test` check the mechanism without moving medicine
 * - `sync-time` set the clock
 * - `acknowledge-alert` note that somebody took charge of an alert
 * - `release-early` offer a dose before it is due, inside its window
 * - `release-assisted` hand the next dose to staff, inside its window or ahead of it
 * - `release-travel` hand out several doses ahead in one go, all of them or none
 * - `pause` offer nothing for a while, or until `resume`
 * - `resume` end a pause, or take back one that has not begun
 * - `set-mode` move the service pathway
 * - `set-assistance` offer doses to staff only, or to the user again
 * - `reset` forget everything about the user, after the end of service and the export
 * - `message-to-user` show a text until the user confirms it
 * - `set-volume` bound how loud the device gets
 * - `update-firmware` start another program image once no dose is near, on trial
 */
export const COMMAND_VERB = choice({
  "self-test": 1,
  "sync-time": 2,
  "acknowledge-alert": 3,
  "release-early": 4,
  "release-assisted": 5,
  "release-travel": 6,
  pause: 7,
  resume: 8,
  "set-mode": 9,
  "set-assistance": 10,
  reset: 11,
  "message-to-user": 12,
  "set-volume": 13,
  "update-firmware": 14,
});
/** See {@link COMMAND_VERB}. */
export type CommandVerb = InferKind<typeof COMMAND_VERB>;

/** A wish of the host that the device answers, at most once for each command id. */
export const Command = defineMessage({
  id: 7,
  name: "command",
  direction: "host-to-device",
  doc: "A wish that the device fulfils or refuses, once for each command id, before its deadline.",
  requirements: ["OMDP-CMD-001", "OMDP-CMD-002", "OMDP-CMD-006"],
  fields: {
    commandId: field(
      -1,
      text({ maxBytes: 36, pattern: /^[A-Za-z0-9-]+$/ }),
      "Name of the command; a repeated one acts once.",
    ),
    verb: field(-2, COMMAND_VERB, "What is asked for."),
    notAfterMs: field(-3, civilInstant(), "Deadline; a device whose clock has reached it refuses."),
    notBeforeMs: optional(-4, civilInstant(), "Earliest instant at which it may act."),
    actor: field(-5, ACTOR_ROLE, "In whose right it is given."),
    alertId: optional(-6, text({ maxBytes: 24 }), "The alert, for `acknowledge-alert`."),
    civilMs: optional(-7, civilInstant(), "The time, for `sync-time`."),
    doseId: optional(
      -8,
      text({ maxBytes: 48 }),
      "The dose, for `release-early` and `release-assisted`; absent means the next.",
    ),
    doses: optional(
      -9,
      whole({ min: 1, max: 255, unit: "doses" }),
      "How many doses, for `release-travel`.",
    ),
    fromMs: optional(-10, civilInstant(), "When a `pause` begins; absent means now."),
    untilMs: optional(
      -11,
      civilInstant(),
      "When a `pause` ends, if that is known; or the instant before which the doses of a `release-travel` are due.",
    ),
    pauseReason: optional(-12, PAUSE_REASON, "Why the user is away, for `pause`."),
    mode: optional(-13, SERVICE_MODE, "Where to, for `set-mode`."),
    on: optional(-14, whole({ max: 1 }), "1 for staff only, 0 for the user, for `set-assistance`."),
    text: optional(-15, text({ maxBytes: 160 }), "What to show, for `message-to-user`."),
    volume: optional(-16, whole({ max: 10 }), "Greatest loudness, for `set-volume`; 0 is silent."),
    epoch: optional(
      -17,
      whole({ min: 1, max: UINT32_MAX }),
      "Epoch that was exported, for `reset`.",
    ),
    throughSeq: optional(
      -18,
      whole({ min: 1, max: UINT32_MAX }),
      "Last record that was exported, for `reset`.",
    ),
    firmware: optional(-19, text({ maxBytes: 32 }), "Version to start, for `update-firmware`."),
    digest: optional(
      -20,
      bytes({ minBytes: 32, maxBytes: 32 }),
      "SHA-256 of the program image, for `update-firmware`.",
    ),
  },
});
/** See {@link Command}. */
export type Command = Infer<typeof Command>;

/** What a device answers to a command. */
export const COMMAND_RESULT = choice({ done: 0, refused: 1 });

/**
 * Why a device refused a command.
 *
 * - `expired` its deadline has passed; `too-early` its time, or that of its dose, has not come
 * - `too-late` its dose has its outcome
 * - `not-allowed` the role has no right to it; `wrong-mode` nobody has at this point of the service
 * - `unsupported` the product can't do it; its profile says why
 * - `unknown-subject` what it is about is not there, or not said
 * - `clock-untrusted` its deadline can't be judged; `busy` it can be done later
 * - `prevented` something stands in the way: medicine, a fault, the minimum spacing
 * - `too-few` there is less medicine than it asks for
 * - `incomplete` it was begun and not brought to its end; the journal says how far it came
 * - `not-exported` records would be lost
 */
export const REFUSAL = choice({
  expired: 1,
  "too-early": 2,
  "not-allowed": 3,
  unsupported: 4,
  "unknown-subject": 5,
  "clock-untrusted": 6,
  busy: 7,
  "too-late": 8,
  "wrong-mode": 9,
  prevented: 10,
  "too-few": 11,
  incomplete: 12,
  "not-exported": 13,
});

/** The device's answer to a command; the same command gets the same answer for ever. */
export const Reply = defineMessage({
  id: 8,
  name: "reply",
  direction: "device-to-host",
  doc: "The final answer to a command, kept and repeated when the command is.",
  requirements: ["OMDP-CMD-003"],
  fields: {
    commandId: field(1, text({ maxBytes: 36 }), "The command that is answered."),
    result: field(2, COMMAND_RESULT, "What became of it."),
    refusal: optional(3, REFUSAL, "Why it was refused."),
    epoch: optional(4, whole({ min: 1, max: UINT32_MAX }), "Epoch of the record that tells of it."),
    seq: optional(5, whole({ min: 1, max: UINT32_MAX }), "Record of the journal that tells of it."),
  },
});
/** See {@link Reply}. */
export type Reply = Infer<typeof Reply>;
