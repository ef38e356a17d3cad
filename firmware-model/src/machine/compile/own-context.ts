import type { ChartArguments, ChartInstance, OpenContext } from "./chart-stepper.ts";

/** Gives the context of an instance for a change: one that was lent out is copied first. */
export function ownContext(instance: ChartInstance, asked: ChartArguments): OpenContext {
  if (instance.isShared) {
    instance.context = { ...instance.context };
    instance.isShared = false;
    asked.context = instance.context;
  }
  return instance.context;
}
