import type { MachineState, StateNode } from "@dosekit/firmware-model";
import type { AnyMachineSnapshot, AnyStateMachine } from "xstate";
import type { WalkedStep } from "./machine-walk.ts";

type Scope = Parameters<AnyStateMachine["transition"]>[2];

/** A transition with its targets resolved. */
export type Transition = NonNullable<StateNode["always"]>[number];

/** What XState tells an inspector after each microstep. */
interface Inspected {
  readonly type: string;
  readonly _transitions?: readonly Transition[];
}

/** Lists the declared transitions that one step takes, raised and eventless ones included. */
export function transitionWatch(
  machine: AnyStateMachine,
): (step: Pick<WalkedStep, "from" | "event">) => readonly Transition[] {
  let taken: Transition[] = [];
  let last: { readonly from: MachineState; readonly snapshot: AnyMachineSnapshot } | undefined;
  const scope = inspectedScope((seen) => taken.push(...seen));
  return ({ from, event }) => {
    if (last?.from !== from) last = { from, snapshot: machine.resolveState(from as never) };
    taken = [];
    machine.transition(last.snapshot, event, scope);
    return taken;
  };
}

/** A surrounding in which nothing happens but that somebody is told of transitions. */
function inspectedScope(tell: (transitions: readonly Transition[]) => void): Scope {
  const nothing = () => undefined;
  const scope = {
    self: {},
    id: "",
    sessionId: "",
    system: {
      _sendInspectionEvent: ({ type, _transitions }: Inspected) => {
        if (type === "@xstate.microstep") tell(_transitions ?? []);
      },
    },
    defer: nothing,
    emit: nothing,
    logger: nothing,
    stopChild: nothing,
    actionExecutor: nothing,
  };
  return scope as unknown as Scope;
}
