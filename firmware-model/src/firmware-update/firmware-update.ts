import { MINUTE_MS } from "@dosekit/protocols";
import type { MachineContext, MachineState } from "../machine/executor.ts";
import { HARDWARE_FIGURES } from "../profile/hardware-figures.ts";
import type { ProductProfile } from "../profile/product-profile.ts";
import type { UpdateContext } from "./firmware-update.events.ts";

/** What the update's chart remembers before the first boot. */
export function freshUpdateContext(profile: ProductProfile): MachineContext {
  const { updateStageMin, updateTrialMin } = { ...HARDWARE_FIGURES, ...profile.hardware };
  const context: UpdateContext = {
    figures: {
      stageLimitMs: updateStageMin.value * MINUTE_MS,
      trialMs: updateTrialMin.value * MINUTE_MS,
    },
  };
  return context as unknown as MachineContext;
}

/** How long no dose may be near before another image is started, ms. */
export function updateQuietMs(profile: ProductProfile): number {
  return { ...HARDWARE_FIGURES, ...profile.hardware }.updateQuietMin.value * MINUTE_MS;
}

/** Names the state of an update. */
export function updateStage({ value }: MachineState): string {
  return String((value as Readonly<Record<string, unknown>>)["cycle"]);
}

/** Whether an image starts, runs on trial, or is being confirmed: no dose is offered meanwhile. */
export function isOnTrial(state: MachineState): boolean {
  return ["activating", "trial", "confirming"].includes(updateStage(state));
}
