import type { IcsStatement } from "@dosekit/conformance";
import { DEFAULT_LIMITS } from "@dosekit/protocols";

/** What is stated about the modelled device that the kit runs in this process. */
export const SIM_DEVICE_ICS: IcsStatement = {
  ics: 1,
  role: "device",
  device: { vendor: "Dosekit", product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
  profiles: ["CORE", "MQTT", "SERIAL", "SEC"],
  features: ["doses", "sleeping", "update", "storage"],
  capabilities: {
    minor: 0,
    testClock: "off",
    messageBytesMax: DEFAULT_LIMITS.bytesMax,
    spoolEvents: 60,
    verbs: [
      "acknowledge-alert",
      "pause",
      "release-assisted",
      "release-early",
      "release-travel",
      "reset",
      "resume",
      "self-test",
      "set-assistance",
      "set-mode",
      "set-volume",
      "sync-time",
      "update-firmware",
    ],
    planEntriesMax: 64,
    dosesPerDayMax: 24,
    minimumSpacingMin: 30,
    repliesKept: 32,
  },
};

/** What is stated about the gateway of the SDK that the kit runs in this process. */
export const SIM_GATEWAY_ICS: IcsStatement = {
  ics: 1,
  role: "gateway",
  device: { vendor: "Dosekit", product: "dosekit-gateway", firmware: "0.1.0" },
  profiles: ["CORE", "MQTT", "SERIAL", "SEC"],
  features: ["relaying"],
};
