import type { IcsStatement } from "@dosekit/conformance";
import { profileOf } from "@dosekit/firmware-model";
import { COMMAND_VERB, type CommandVerb, DEFAULT_LIMITS } from "@dosekit/protocols";

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

/**
 * What is stated about a product of the registry, out of its profile.
 *
 * @throws RangeError when there is no such product (a caller's bug)
 */
export function simDeviceIcs(product: string): IcsStatement {
  const { device, capabilities } = SIM_DEVICE_ICS;
  const profile = profileOf(product);
  if (profile === undefined || capabilities === undefined) throw new RangeError(`no ${product}`);
  const { unsupportedCommands = {}, dosesPerDayMax, minimumSpacingMin } = profile;
  const verbs = Object.keys(COMMAND_VERB.words) as CommandVerb[];
  return {
    ...SIM_DEVICE_ICS,
    device: { ...device, product },
    capabilities: {
      ...capabilities,
      verbs: verbs.filter((verb) => unsupportedCommands[verb] === undefined).sort(),
      dosesPerDayMax: dosesPerDayMax.value,
      minimumSpacingMin: minimumSpacingMin.value,
    },
  };
}

/** What is stated about the gateway of the SDK that the kit runs in this process. */
export const SIM_GATEWAY_ICS: IcsStatement = {
  ics: 1,
  role: "gateway",
  device: { vendor: "Dosekit", product: "dosekit-gateway", firmware: "0.1.0" },
  profiles: ["CORE", "MQTT", "SERIAL", "SEC"],
  features: ["relaying"],
};
