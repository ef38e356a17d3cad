import type { DeviceInput, MotionStart } from "@dosekit/protocols";

/** Where medicine can truly be; `slot` is a compartment or the roll. */
export type Place = "slot" | "mechanism" | "drawer" | "user" | "reject-store" | "staff";

/** What truly happened to medicine, whatever the device believes. */
export type PlantFact =
  | { readonly type: "loaded"; readonly doses: number }
  | {
      readonly type: "moved";
      readonly from: Place;
      readonly to: Place;
      readonly doses: number;
      readonly slot: number;
    }
  | { readonly type: "counted"; readonly places: Readonly<Record<Place, number>> }
  /** The device believes otherwise than the plant knows; `detectable` as its profile says. */
  | { readonly type: "hazard"; readonly hazard: string; readonly detectable: boolean };

/** An input that the mechanism's sensors will give the device. */
export interface SensorReaction {
  /** Delay after the cause, in ms of true time. */
  readonly afterMs: number;
  readonly input: DeviceInput;
}

/** What a person does with the device with their hands. */
export type HandAction =
  | { readonly type: "press"; readonly actor: "user" | "staff" }
  | { readonly type: "take" }
  | { readonly type: "tilt" }
  | { readonly type: "right" }
  | { readonly type: "open-lid"; readonly withKey: boolean }
  | { readonly type: "close-lid" }
  | { readonly type: "refill"; readonly doses: number };

/** What follows from a cause: sensor readings for the device, and facts for the checkers. */
export interface PlantResponse {
  readonly reactions: readonly SensorReaction[];
  readonly facts: readonly PlantFact[];
}

/** The physical truth of one device: where every dose is, and what the sensors say of it. */
export interface Plant {
  /** The device drives its mechanism. */
  drive(effect: MotionStart): PlantResponse;
  /** Somebody handles the device. */
  handle(action: HandAction): PlantResponse;
  /** The device loses power in whatever position it is. */
  losePower(): void;
  /** Counts every dose by place. */
  count(): Readonly<Record<Place, number>>;
}
