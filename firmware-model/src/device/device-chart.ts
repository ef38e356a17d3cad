import type { TimerSlot } from "@dosekit/protocols";
import type { MachineStep } from "../machine/executor.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";

/** One of the charts of a device. */
export interface DeviceChart {
  /** Where its state is kept, and its executor. */
  readonly key: "machine" | "board" | "firmware";
  /** In front of the names of its timers. */
  readonly prefix: string;
  /**
   * Names of its timers by the names of its delays, each put together once: as one and the same
   * text they are told apart without a look at their letters.
   */
  readonly timerNames: Map<string, TimerSlot>;
  /** Names of its delays by the names of its timers. */
  readonly delays: Map<TimerSlot, string>;
}

/** The mechanism. */
export const MECHANISM_CHART = chart("machine", "mechanism/");
/** The hardware around the mechanism. */
export const BOARD_CHART = chart("board", "board/");
/** The firmware update. */
export const UPDATE_CHART = chart("firmware", "firmware/");

/** Takes over the new state of a chart and the delays that it began or ended. */
export function adoptStep(draft: StepDraft, chart: DeviceChart, step: MachineStep): void {
  if (draft.state[chart.key] !== step.state) draft.state[chart.key] = step.state;
  for (const slot of step.cancel) disarm(draft, timerName(chart, slot));
  for (const { slot, delayMs } of step.arm) {
    arm(draft, timerName(chart, slot), "uptime", draft.now.uptimeMs + delayMs);
  }
}

/** Lets a delay of a chart run out; `undefined` when the timer is not one of its own. */
export function firedDelay(
  draft: StepDraft,
  { key, prefix, delays }: DeviceChart,
  slot: TimerSlot,
): MachineStep | undefined {
  const delay =
    delays.get(slot) ?? (slot.startsWith(prefix) ? slot.slice(prefix.length) : undefined);
  return delay === undefined ? undefined : draft.model[key].fire(draft.state[key], delay);
}

function chart(key: DeviceChart["key"], prefix: string): DeviceChart {
  return { key, prefix, timerNames: new Map(), delays: new Map() };
}

function timerName({ prefix, timerNames, delays }: DeviceChart, delay: string): TimerSlot {
  const known = timerNames.get(delay);
  if (known !== undefined) return known;
  const name = prefix + delay;
  timerNames.set(delay, name);
  delays.set(name, delay);
  return name;
}
