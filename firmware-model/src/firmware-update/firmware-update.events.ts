/** Numbers of the profile that the update reckons with. */
export interface UpdateFigures {
  readonly stageLimitMs: number;
  readonly trialMs: number;
}

/** What the update's chart remembers beside its states. */
export interface UpdateContext {
  readonly figures: UpdateFigures;
}

/** Everything that can happen to a firmware update. */
export type UpdateEvent =
  /** Somebody with the right to it asked for another program image. */
  | { readonly type: "update.requested" }
  | { readonly type: "image.staged" }
  | { readonly type: "image.refused" }
  /** No dose is near, and nothing is going on. */
  | { readonly type: "moment.quiet" }
  /** The deadline of the update has come. */
  | { readonly type: "update.expired" }
  /** The records of the last step could not be made durable; what was to follow was not done. */
  | { readonly type: "step.dropped" }
  /** They are durable. */
  | { readonly type: "step.durable" }
  | {
      readonly type: "device.booted";
      /** Whether the image that runs has to be confirmed yet. */
      readonly onTrial: boolean;
      /** Whether the boot loader went back from an image on trial. */
      readonly rolledBack: boolean;
      /** Parts that failed their power-on self-test. */
      readonly failed: number;
    };

/** The closed alphabet of the update's chart. */
export const UPDATE_EVENTS: readonly UpdateEvent["type"][] = [
  "update.requested",
  "image.staged",
  "image.refused",
  "moment.quiet",
  "update.expired",
  "step.dropped",
  "step.durable",
  "device.booted",
];
