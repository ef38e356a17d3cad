import { referenceOf, type ScaipAlert } from "../scaip/scaip-alert.ts";

/**
 * Where a delivery stands: `parked` until the ladder asks for it, `waiting` to be accepted,
 * `accepted` by the centre.
 */
export type DeliveryStatus = "parked" | "waiting" | "accepted";

/** What a receiver said, or that it said nothing, at the last attempt. */
export interface LastAnswer {
  readonly receiver: string;
  readonly atMs: number;
  /** Kind of the outcome: `accepted`, `refused`, `unanswered`, `unreachable` and so on. */
  readonly outcome: string;
  readonly snu?: number;
}

/** One message of one alert to one response centre, and all that became of it. Kept durably. */
export interface Delivery extends ScaipAlert {
  /** Name of the message for ever; see {@link referenceOf}. */
  readonly ref: string;
  readonly centre: string;
  readonly severity: number;
  readonly status: DeliveryStatus;
  /** Gateway clock when it was taken in, ms since the Unix epoch. */
  readonly takenMs: number;
  /** How many exchanges with a receiver were begun. */
  readonly attempts: number;
  readonly last?: LastAnswer;
  readonly acceptedMs?: number;
  /** Whether the device has to be told that somebody took charge. */
  readonly acknowledgement: "none" | "due" | "done" | "refused";
  /** How many commands were given up before the one that is under way. */
  readonly acknowledgementsLost: number;
}

/** Builds a delivery that nobody has been asked to take yet. */
export function newDelivery(
  alert: ScaipAlert,
  place: Pick<Delivery, "centre" | "severity" | "status" | "takenMs">,
): Delivery {
  return {
    ...alert,
    ...place,
    ref: referenceOf(alert),
    attempts: 0,
    acknowledgement: "none",
    acknowledgementsLost: 0,
  };
}

/** Order of a backlog: beginnings before ends, graver before lighter, older before newer. */
export function compareDeliveries(a: Delivery, b: Delivery): number {
  const stage = (delivery: Delivery) => (delivery.stage === "raise" ? 0 : 1);
  return (
    stage(a) - stage(b) ||
    b.severity - a.severity ||
    a.atMs - b.atMs ||
    (a.ref < b.ref ? -1 : Number(a.ref > b.ref))
  );
}

/** Reads a delivery from storage; `undefined` when the value is none of a known form. */
export function deliveryOf(value: unknown): Delivery | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = value as Partial<Delivery>;
  const texts = [found.ref, found.deviceId, found.alertId, found.alert, found.centre];
  const numbers = [
    found.severity,
    found.atMs,
    found.takenMs,
    found.attempts,
    found.acknowledgementsLost,
  ];
  const isWhole =
    texts.every((text) => typeof text === "string") &&
    numbers.every((number) => Number.isFinite(number)) &&
    ["parked", "waiting", "accepted"].includes(found.status ?? "") &&
    ["raise", "restore"].includes(found.stage ?? "");
  return isWhole ? (found as Delivery) : undefined;
}
