import type { Scheduler } from "../clock/scheduler.ts";
import type { Fault } from "./fault.ts";

/** Carries out the beginning and the end of faults where they strike. */
export interface FaultEffects<F extends Fault> {
  /** A fault begins. */
  begin(fault: F): void;
  /** The last overlapping fault of this kind ended. */
  end(fault: F): void;
}

/** Where faults run. */
export interface InjectorSetup<F extends Fault> {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly faults: readonly F[];
  readonly effects: FaultEffects<F>;
  /** Told of every beginning and every end, overlapping ones too. */
  readonly onChange: (fault: F, isActive: boolean) => void;
}

/**
 * Puts a row of faults on the scheduler.
 *
 * Faults of one kind may overlap: the later beginning counts too, and only the last end ends them.
 */
export function scheduleFaults<F extends Fault>(setup: InjectorSetup<F>): void {
  const { scheduler, lane, faults, effects, onChange } = setup;
  const depth = new Map<string, number>();
  for (const fault of faults) {
    const name = overlapName(fault);
    scheduler.at(fault.fromMs, lane, () => {
      depth.set(name, (depth.get(name) ?? 0) + 1);
      onChange(fault, true);
      effects.begin(fault);
    });
    // What is never mended has no end to be told.
    if (!Number.isFinite(fault.durationMs)) continue;
    scheduler.at(fault.fromMs + fault.durationMs, lane, () => {
      const left = (depth.get(name) ?? 1) - 1;
      depth.set(name, left);
      if (left === 0) effects.end(fault);
      onChange(fault, false);
    });
  }
}

/** Faults of the same name hold together; two sensors stick each for itself. */
function overlapName(fault: Fault): string {
  if (fault.kind === "sensor-stuck") return `${fault.kind}/${fault.sensor}`;
  return fault.kind === "half-open" ? `${fault.kind}/${fault.way}` : fault.kind;
}
