import { controlDigitsOf, type Placement } from "@dosekit/sdk/register";
import fc from "fast-check";

/** Identity numbers of people who don't exist: the month has 80 added. */
export const syntheticNumber: fc.Arbitrary<string> = fc
  .record({
    day: fc.integer({ min: 1, max: 28 }),
    month: fc.integer({ min: 81, max: 92 }),
    year: fc.integer({ min: 0, max: 99 }),
    serial: fc.integer({ min: 0, max: 999 }),
    isDNumber: fc.boolean(),
  })
  .map(({ day, month, year, serial, isDNumber }) => {
    const nine = `${pad(day + (isDNumber ? 40 : 0), 2)}${month}${pad(year, 2)}${pad(serial, 3)}`;
    return `${nine}${controlDigitsOf(nine) ?? ""}`;
  })
  .filter((number) => number.length === 11);

/** Makes the number of a synthetic person by nine digits that have control digits. */
export function numberOf(nine: string): string {
  const digits = controlDigitsOf(nine);
  if (digits === undefined) throw new Error(`no control digits for ${nine}`);
  return `${nine}${digits}`;
}

/** A synthetic person born on 1 January 1950. */
export const SOMEBODY = numberOf("018150001");

/** A device with a synthetic person, in one municipality from the beginning of time. */
export function placementOf(parts: Partial<Placement> = {}): Placement {
  return {
    id: "placement-1",
    deviceId: "d1",
    device: { system: "urn:example:serial", serialNumber: "SN-1", type: "Medisindispenser" },
    patient: { identityNumber: SOMEBODY, name: "Syntetisk Person" },
    fromMs: 0,
    municipalities: [{ municipality: "0301", kind: "home", fromMs: 0, receivers: ["epj"] }],
    ...parts,
  };
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
