import type { AlertId, Severity } from "@dosekit/protocols";

/** People whom all homes of a run share: operators of the centre, and home care. */
export const SHARED_DESKS = ["operators", "home-care"] as const;
/** See {@link SHARED_DESKS}. */
export type SharedDesk = (typeof SHARED_DESKS)[number];

/** What a home wants of the people that all homes share. */
export type CentreWish =
  /** Somebody is to take up an alert. */
  | {
      readonly wish: "ask";
      /** Own among all that this home ever asked for. */
      readonly id: number;
      readonly desk: SharedDesk;
      readonly alertId: AlertId;
      readonly severity: Severity;
      readonly sinceMs: number;
    }
  /** Nobody has to take it up any more. */
  | { readonly wish: "withdraw"; readonly id: number }
  /** Whoever took it up is free again. */
  | { readonly wish: "release"; readonly id: number };

/** A wish, and its place in the exact order of the run. */
export type CentreCall = CentreWish & {
  /** Place of the home among those of the run. */
  readonly lane: number;
  readonly trueMs: number;
};

/** Somebody takes up what a home asked for. */
export interface CentreAnswer {
  readonly lane: number;
  readonly id: number;
  /** Name of whoever does. */
  readonly name: string;
  readonly trueMs: number;
}
