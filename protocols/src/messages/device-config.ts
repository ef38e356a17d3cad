import { choice, civilInstant, field, optional, text, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import { UINT32_MAX } from "./device-event.ts";
import { Escalation } from "./escalation.ts";
import { DosePlan } from "./plan.ts";
import { Reminding } from "./reminding.ts";

/** The configuration that the host wants the device to have; retained by the broker. */
export const DesiredConfig = defineMessage({
  id: 5,
  name: "desired-config",
  direction: "host-to-device",
  doc: "The configuration and dose plan that the device is to follow.",
  requirements: ["OMDP-CFG-001"],
  fields: {
    version: field(
      1,
      whole({ min: 1, max: UINT32_MAX }),
      "Rises with every change; a device ignores an older one.",
    ),
    plan: optional(2, DosePlan, "The dose plan; absent leaves the present one."),
    lowStockDoses: optional(
      3,
      whole({ max: 255, unit: "doses" }),
      "Doses left at which stock counts as low.",
    ),
    notBeforeMs: optional(
      -4,
      civilInstant(),
      "Earliest instant at which it may be followed; absent means now.",
    ),
    escalation: optional(-5, Escalation, "Who is told of which alert; absent leaves it."),
    reminding: optional(-6, Reminding, "How the user is reminded; absent leaves it."),
  },
});
/** See {@link DesiredConfig}. */
export type DesiredConfig = Infer<typeof DesiredConfig>;

/** What the device made of a desired configuration; retained by the broker. */
export const ReportedConfig = defineMessage({
  id: 6,
  name: "reported-config",
  direction: "device-to-host",
  doc: "The configuration and plan revision that the device follows, or why it refused.",
  requirements: ["OMDP-CFG-002"],
  fields: {
    version: field(
      1,
      whole({ max: UINT32_MAX }),
      "Version that the device follows; 0 before the first.",
    ),
    planRevision: field(2, whole({ max: UINT32_MAX }), "Revision of its plan; 0 without a plan."),
    result: field(
      3,
      choice({ applied: 0, refused: 1 }),
      "What became of the last desired version.",
    ),
    refusedVersion: optional(
      4,
      whole({ min: 1, max: UINT32_MAX }),
      "The version that was refused.",
    ),
    detail: optional(5, text({ maxBytes: 120 }), "Why it was refused: field, found, allowed."),
    waitingVersion: optional(
      6,
      whole({ min: 1, max: UINT32_MAX }),
      "The version that waits for its earliest instant.",
    ),
  },
});
/** See {@link ReportedConfig}. */
export type ReportedConfig = Infer<typeof ReportedConfig>;
