import { IDENTITY_SYSTEMS, readIdentityNumber } from "../register/identity-number.ts";
import type { Placement } from "../register/placement.ts";
import type { JsonValue } from "./fhir-types.ts";
import { HER_SYSTEM, type VkpParty } from "./vkp-options.ts";

/**
 * The person as VKP names one: identity number under its namespace, and the name.
 *
 * @throws RangeError when the placement holds no identity number (a register never does so)
 */
export function patientReference({ patient }: Placement): JsonValue {
  const reading = readIdentityNumber(patient.identityNumber);
  if (reading === undefined) throw new RangeError("a placement without an identity number");
  const system = IDENTITY_SYSTEMS[reading.kind];
  return { identifier: { system, value: patient.identityNumber }, display: patient.name };
}

/** The device by serial number or IMEI; the profile allows no reference. */
export function deviceReference({ device }: Placement): JsonValue {
  const { system, serialNumber, type } = device;
  return { identifier: { system, value: serialNumber }, display: type };
}

/** An organisation by its HER id. */
export function partyReference({ herId, name }: VkpParty): JsonValue {
  return { identifier: { system: HER_SYSTEM, value: herId }, display: name };
}
