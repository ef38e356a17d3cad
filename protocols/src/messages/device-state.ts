import { choice, civilInstant, field, optional, text, whole } from "../schema/define-kind.ts";
import { defineMessage, type Infer } from "../schema/define-message.ts";
import { UINT32_MAX } from "./device-event.ts";

/** Birth, farewell or last will of a device; retained by the broker. */
export const DeviceState = defineMessage({
  id: 4,
  name: "device-state",
  direction: "device-to-host",
  doc: "Whether the device is there, and which boot and journal it speaks for.",
  requirements: ["OMDP-MQT-010"],
  fields: {
    status: field(
      1,
      choice({ online: 1, sleeping: 2, offline: 3, lost: 4 }),
      "Whether it is there; lost is said by its last will.",
    ),
    bootId: field(
      2,
      whole({ max: UINT32_MAX }),
      "Boot that this speaks for; a will of an older boot is ignored.",
    ),
    epoch: optional(3, whole({ min: 1, max: UINT32_MAX }), "Epoch of its journal."),
    firstSeq: optional(
      4,
      whole({ max: UINT32_MAX }),
      "Oldest record that it can still send; 0 with an empty spool.",
    ),
    lastSeq: optional(
      5,
      whole({ max: UINT32_MAX }),
      "Newest record of its journal; 0 with an empty journal.",
    ),
    product: optional(6, text({ maxBytes: 32 }), "Product profile that it follows."),
    firmware: optional(7, text({ maxBytes: 32 }), "Version of its firmware."),
    serial: optional(8, text({ maxBytes: 32 }), "Serial number or IMEI."),
    configVersion: optional(
      9,
      whole({ max: UINT32_MAX }),
      "Configuration version that it follows.",
    ),
    spoolEvents: optional(
      10,
      whole({ max: UINT32_MAX, unit: "events" }),
      "How many records its spool holds at the most.",
    ),
    nextContactMs: optional(11, civilInstant(), "When a sleeping device will be there again."),
    sealKeyId: optional(
      12,
      whole({ min: 1, max: 65_535 }),
      "Newest key that it takes sealed messages under; absent outside the security profile.",
    ),
    sealCounter: optional(
      13,
      whole({ max: Number.MAX_SAFE_INTEGER }),
      "Greatest counter of a command that it accepted under that key.",
    ),
    testState: optional(
      14,
      whole({ min: 1, max: 1 }),
      "1 in the test state, whose records tell of nobody's medicine; absent otherwise.",
    ),
    via: optional(
      15,
      text({ maxBytes: 32 }),
      "Gateway that speaks for the device; while that is lost, nothing is known of the device.",
    ),
  },
});
/** See {@link DeviceState}. */
export type DeviceState = Infer<typeof DeviceState>;
