import type { ChartInstance, OpenContext } from "./chart-stepper.ts";

/** Gives the context of an instance for a change: one that was lent out is copied first. */
export function ownContext(instance: ChartInstance): OpenContext {
  if (instance.isShared) {
    instance.context = { ...instance.context };
    instance.isShared = false;
  }
  return instance.context;
}
