import { civilInstant, field, text } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";

/** Has a device in the test state let its time run up to an instant. */
export const RunClock = defineMessage({
  id: 12,
  name: "run-clock",
  direction: "host-to-device",
  doc: "Lets the time of a device in the test state run up to an instant; any other refuses it.",
  requirements: ["OMDP-TCK-001", "OMDP-TCK-002"],
  fields: {
    commandId: field(
      -1,
      text({ maxBytes: 36, pattern: /^[A-Za-z0-9-]+$/ }),
      "Name of the wish; the reply refers to it.",
    ),
    untilMs: field(-2, civilInstant(), "What the device's clock is to show at the end."),
  },
});
/** See {@link RunClock}. */
export type RunClock = Infer<typeof RunClock>;
