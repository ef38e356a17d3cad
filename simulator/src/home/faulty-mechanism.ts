import type { DeviceInput } from "@dosekit/protocols";
import type { HandAction, PlantResponse } from "../plant/plant.ts";
import type { PlantOffer } from "../plant/plant-of.ts";
import type { FaultyMechanism } from "./device-faults.ts";

/** Carries the faults of a mechanism to its plant, and what follows from them to the board. */
export function faultyMechanism(
  { plant }: PlantOffer,
  handle: (action: HandAction) => void,
  apply: (response: PlantResponse) => void,
): FaultyMechanism {
  return {
    setJam: (isJammed) => plant.setJam(isJammed),
    slipOnce: () => plant.slipOnce(),
    bounceOnce: () => plant.bounceOnce?.(),
    smudge: (pouches) => plant.smudge?.(pouches),
    misplace: (isTilted) => handle({ type: isTilted ? "tilt" : "right" }),
    setStuck: (sensor, isStuck) => apply(plant.setStuck(sensor, isStuck)),
  };
}

/** What a sensor tells of a gesture, or an opening of the lid, that never was. */
export function ghostOf(
  sensor: "tilt" | "lid",
  gesture: PlantOffer["gesture"],
): readonly DeviceInput[] {
  if (sensor === "lid") return [{ type: "lid.opened", withKey: false }, { type: "lid.closed" }];
  return gesture === "tilt"
    ? [{ type: "posture.tilted" }, { type: "posture.righted" }]
    : [{ type: "outlet.filled" }, { type: "outlet.emptied" }];
}
