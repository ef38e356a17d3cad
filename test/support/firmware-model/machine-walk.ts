import {
  type MachineEvent,
  type MachineState,
  type MachineStep,
  type Mechanism,
  profiledExecutor,
} from "@dosekit/firmware-model";

/** A machine with its closed alphabet. */
export type Chart = Pick<Mechanism, "machine" | "events">;

/** One step that was taken on the way through all states. */
export interface WalkedStep {
  readonly from: MachineState;
  readonly event: MachineEvent;
  readonly step: MachineStep;
}

/** What a walk needs: where it starts, what it tries everywhere, and which states count as one. */
export interface WalkPlan {
  readonly mechanism: Chart;
  readonly starts: readonly MachineState[];
  readonly events: readonly MachineEvent[];
  readonly sameAs: (state: MachineState) => string;
}

/** Tries every event and every delay in every state that can be reached, breadth first. */
export function walkThrough({ mechanism, starts, events, sameAs }: WalkPlan): WalkedStep[] {
  const executor = profiledExecutor(mechanism.machine, mechanism.events);
  const seen = new Set(starts.map(sameAs));
  const reached = [...starts];
  const walked: WalkedStep[] = [];
  const tried = [...events, ...delaysOf(mechanism)];
  for (const from of reached) {
    for (const event of tried) {
      const step = executor.step(from, event);
      walked.push({ from, event, step });
      const key = step.handled ? sameAs(step.state) : undefined;
      if (key === undefined || seen.has(key)) continue;
      seen.add(key);
      reached.push(step.state);
    }
  }
  return walked;
}

/** The events that the delays of a machine deliver. */
function delaysOf({ machine }: Chart): readonly MachineEvent[] {
  return [...machine.root.machine.events, ...afterEvents(machine.root)]
    .filter((type) => String(type).startsWith("xstate.after."))
    .map((type) => ({ type: String(type) }));
}

function afterEvents(node: Mechanism["machine"]["root"]): readonly string[] {
  return [
    ...node.transitions.keys(),
    ...Object.values(node.states).flatMap((child) => afterEvents(child)),
  ];
}
