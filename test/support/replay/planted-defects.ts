import type { DeviceInput, DeviceLogic } from "@dosekit/protocols";
import type { HomeSpoilers } from "@dosekit/simulator";

/** Spoils what a device's program is told before it hears it. */
export function hearing(
  change: (input: DeviceInput) => DeviceInput,
): Pick<Required<HomeSpoilers>, "logic"> {
  return {
    logic: (logic: DeviceLogic<unknown>) => ({
      ...logic,
      boot: (checkpoint, input, now) => logic.boot(checkpoint, input, now),
      step: (state, input, now) => logic.step(state, change(input), now),
      checkpoint: (state) => logic.checkpoint(state),
      timers: (state) => logic.timers(state),
    }),
  };
}

/** A device that reads every late limit one minute too late. */
export const LATE_BY_A_MINUTE: HomeSpoilers = hearing((input) => {
  if (input.type !== "config.received" || input.config.plan === undefined) return input;
  const { config } = input;
  const { plan } = input.config;
  const entries = plan.entries.map((entry) => ({ ...entry, lateMin: entry.lateMin + 1 }));
  return { ...input, config: { ...config, plan: { ...plan, entries } } };
});
