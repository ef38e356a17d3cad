import type { DispenseCode } from "@dosekit/protocols";
import type { ProductProfile } from "./product-profile.ts";

/** Reasons for codes of dispense events: why a device never tells them. */
export type DispenseReasons = Readonly<Partial<Record<DispenseCode, string>>>;

/** Dispense events that no product tells. */
export const NEVER_DISPENSED: DispenseReasons = {
  "1": "A device knows whether somebody assisted, and tells 1.1 or 1.2.",
  "1.3": "As-needed medicine is no part of a plan: the code is only encoded and decoded.",
  "2": "A device knows whether somebody assisted, and tells 2.1 or 2.2.",
};

/** Says which dispense events a product never tells, each with the reason. */
export function dispenseReasons({ unreachableDispenses }: ProductProfile): DispenseReasons {
  return { ...NEVER_DISPENSED, ...unreachableDispenses };
}
