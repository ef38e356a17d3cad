import { controlDigitsOf, type Placement, receiversAt } from "@dosekit/sdk/register";
import type { BothTexts } from "../criterion.ts";
import type { LivedWay } from "./lived-way.ts";

/** A person who does not exist: the month has 80 added. */
const NINE_DIGITS = "018150001";
const HOME = "home-record";
const HOLIDAY = "holiday-record";

/**
 * Says whom the SDK's register has told of each record of a way in which the user is in a holiday
 * municipality for a while: the home municipality of all, the holiday one of those of the stay alone.
 */
export function toldOfStay(
  { records, device, when }: LivedWay,
  stay: { readonly fromMs: number; readonly untilMs: number },
): { readonly isRight: boolean; readonly saw: BothTexts } {
  const placement: Placement = {
    id: "placement-1",
    deviceId: device.deviceId,
    device: { system: "urn:example:serial", serialNumber: "SN-1", type: "Medisindispenser" },
    patient: {
      identityNumber: `${NINE_DIGITS}${controlDigitsOf(NINE_DIGITS) ?? ""}`,
      name: "Syntetisk Person",
    },
    fromMs: when.startMs,
    municipalities: [
      { municipality: "0301", kind: "home", fromMs: when.startMs, receivers: [HOME] },
      { municipality: "4601", kind: "holiday", ...stay, receivers: [HOLIDAY] },
    ],
  };
  let toldThere = 0;
  let wrong = 0;
  for (const { atMs } of records) {
    const receivers = receiversAt(placement, atMs);
    const isAway = atMs >= stay.fromMs && atMs < stay.untilMs;
    const isThere = receivers.includes(HOLIDAY);
    if (isThere) toldThere += 1;
    if (isThere !== isAway || !receivers.includes(HOME)) wrong += 1;
  }
  return {
    isRight: wrong === 0 && toldThere > 0,
    saw: {
      nb: `Registeret ga feriekommunen ${toldThere} av ${records.length} hendelser, alle fra oppholdet; ${wrong} gikk feil.`,
      en: `The register gave the holiday municipality ${toldThere} of ${records.length} records, all of the stay; ${wrong} went wrong.`,
    },
  };
}
