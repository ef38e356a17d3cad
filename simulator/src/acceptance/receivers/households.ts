import { controlDigitsOf, type Placement } from "@dosekit/sdk/register";

/** One device with one person in the register; the person does not exist. */
export interface Household {
  readonly deviceId: string;
  readonly serialNumber: string;
  /** Identity number of a synthetic person: the month has 80 added. */
  readonly identityNumber: string;
  /** Number of the next of kin's telephone. */
  readonly phone: string;
}

/** Name of the receiver of the patient record. */
export const RECORD_RECEIVER = "journal";

/** Two households with one product each, so that a mix-up shows. */
export const HOUSEHOLDS: readonly Household[] = [
  household(1, "018150001", "+4700000001"),
  household(2, "028150002", "+4700000002"),
];

/** How the register holds a household. */
export function placementOf({ deviceId, ...household }: Household): Placement {
  return {
    ...{ id: `placement-${deviceId}`, deviceId, fromMs: 0 },
    device: {
      system: "urn:example:serial",
      serialNumber: household.serialNumber,
      type: "Medisindispenser",
    },
    patient: { identityNumber: household.identityNumber, name: "Syntetisk Person" },
    municipalities: [
      { municipality: "0301", kind: "home", fromMs: 0, receivers: [RECORD_RECEIVER] },
    ],
    contacts: [{ recipient: "next-of-kin", channel: "sms", address: household.phone }],
  };
}

function household(number: number, nine: string, phone: string): Household {
  const digits = controlDigitsOf(nine);
  if (digits === undefined) throw new RangeError(`no control digits for ${nine}`);
  return {
    deviceId: `device-${number}`,
    serialNumber: `SN-${number}`,
    identityNumber: `${nine}${digits}`,
    phone,
  };
}
