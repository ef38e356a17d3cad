import { ACTOR_ROLE } from "../catalogue/outcome.ts";
import { choice, civilInstant, field, optional, text, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import { UINT32_MAX } from "./device-event.ts";

/** What a command asks for. */
export const COMMAND_VERB = choice({ "self-test": 1, "sync-time": 2, "acknowledge-alert": 3 });

/** A wish of the host that the device answers, at most once for each command id. */
export const Command = defineMessage({
  id: 7,
  name: "command",
  direction: "host-to-device",
  doc: "A wish that the device fulfils or refuses, once for each command id, before its deadline.",
  requirements: ["OMDP-CMD-001", "OMDP-CMD-002"],
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
  },
});
/** See {@link Command}. */
export type Command = Infer<typeof Command>;

/** What a device answers to a command. */
export const COMMAND_RESULT = choice({ done: 0, refused: 1 });

/** Why a device refused a command. */
export const REFUSAL = choice({
  expired: 1,
  "too-early": 2,
  "not-allowed": 3,
  unsupported: 4,
  "unknown-subject": 5,
  "clock-untrusted": 6,
  busy: 7,
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
