import { ALERTS, type AlertCode } from "@dosekit/protocols";

/**
 * True until the codes below and those of the alert catalogue are compared with the paid standard
 * (SS 91100:2014, CLC/TS 50134-9): they come from public implementations, the pairing is inferred.
 */
export const SCAIP_UNVERIFIED = true;

/** Media type of requests and answers. */
export const SCAIP_MEDIA_TYPE = "application/scaip+xml";

/** Device type of a pill dispenser; unverified against the paid standard. */
export const SCAIP_PILL_DISPENSER = "0011";

/** Version that requests state. */
export const SCAIP_VERSION = "01.00";

/** Kinds of requests: message, reset, information, ping; unverified against the paid standard. */
export type ScaipMessageType = "ME" | "RE" | "IN" | "PI";

/** What an answer means for whoever asked. */
export type ScaipVerdict = "accepted" | "held" | "declined" | "refused";

/** One row of the table of answers. */
export interface ScaipAnswerDefinition {
  readonly en: string;
  readonly verdict: ScaipVerdict;
}

/**
 * Numbers of answers (`snu`); unverified against the paid standard.
 *
 * Held: the same request is sent again. Declined: another receiver may take it. Refused: this
 * request will not be taken as it is.
 */
export const SCAIP_ANSWERS: Readonly<Record<number, ScaipAnswerDefinition>> = {
  0: { en: "Accepted", verdict: "accepted" },
  1: { en: "A value is too long", verdict: "refused" },
  2: { en: "Wrong format", verdict: "refused" },
  3: { en: "Wrong content", verdict: "refused" },
  4: { en: "On hold", verdict: "held" },
  5: { en: "Not treated", verdict: "declined" },
  6: { en: "Busy", verdict: "declined" },
  7: { en: "A mandatory tag is missing", verdict: "refused" },
};

/** Gives the status code that carries an alert; unverified against the paid standard. */
export function statusCodeOf(alert: AlertCode): string {
  // The catalogue's first code is the preferred one; a test holds that there is one for each alert.
  return ALERTS[alert].scaip[0] ?? "0042";
}

/** Gives the status code that says that an alert is over, where there is one. */
export function restoreCodeOf(alert: AlertCode): string | undefined {
  return ALERTS[alert].scaipRestore;
}
