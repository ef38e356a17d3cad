import { choice } from "../schema/define-kind.ts";
import type { InferKind } from "../schema/kind.ts";

/**
 * The national codes for dispense events; the number on the wire is the code without its dot.
 *
 * @see VKP code system `vkp-medicationdispense-events-v090`, version 0.9.0
 */
export const DISPENSE_CODE = choice({
  "1": 1,
  "1.1": 11,
  "1.2": 12,
  "1.3": 13,
  "2": 2,
  "2.1": 21,
  "2.2": 22,
  "3": 3,
});
/** See {@link DISPENSE_CODE}. */
export type DispenseCode = InferKind<typeof DISPENSE_CODE>;

/** Display texts of the dispense events: the national one in bokmål, ours in English. */
export const DISPENSE_EVENTS: Readonly<
  Record<DispenseCode, { readonly no: string; readonly en: string }>
> = {
  "1": { no: "medisin utlevert", en: "medicine dispensed" },
  "1.1": { no: "medisin utlevert uassistert", en: "medicine dispensed unassisted" },
  "1.2": { no: "medisin utlevert assistert", en: "medicine dispensed assisted" },
  "1.3": { no: "behovsmedisin utlevert", en: "as-needed medicine dispensed" },
  "2": { no: "medisin utlevert reise", en: "medicine dispensed for travel" },
  "2.1": {
    no: "medisin utlevert reise uassistert",
    en: "medicine dispensed for travel, unassisted",
  },
  "2.2": { no: "medisin utlevert reise assistert", en: "medicine dispensed for travel, assisted" },
  "3": { no: "medisin melding til bruker", en: "message to the user acknowledged" },
};
