import { field, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import { UINT32_MAX } from "./device-event.ts";

/** The host's word that every record up to a sequence number is committed in its inbox. */
export const EventAcknowledgement = defineMessage({
  id: 2,
  name: "event-acknowledgement",
  direction: "host-to-device",
  doc: "Every record of the epoch up to this sequence number is durable at the host.",
  requirements: ["OMDP-EVT-010"],
  fields: {
    epoch: field(1, whole({ min: 1, max: UINT32_MAX }), "Epoch that is acknowledged."),
    throughSeq: field(
      2,
      whole({ max: UINT32_MAX }),
      "Last record of the unbroken row that is durable; 0 for none yet.",
    ),
  },
});
/** See {@link EventAcknowledgement}. */
export type EventAcknowledgement = Infer<typeof EventAcknowledgement>;

/** The host's request for records that it has not got. */
export const EventRequest = defineMessage({
  id: 3,
  name: "event-request",
  direction: "host-to-device",
  doc: "Send these records again.",
  requirements: ["OMDP-EVT-011"],
  fields: {
    epoch: field(1, whole({ min: 1, max: UINT32_MAX }), "Epoch of the records."),
    fromSeq: field(2, whole({ min: 1, max: UINT32_MAX }), "First record wanted."),
    throughSeq: field(3, whole({ min: 1, max: UINT32_MAX }), "Last record wanted, included."),
  },
});
/** See {@link EventRequest}. */
export type EventRequest = Infer<typeof EventRequest>;
