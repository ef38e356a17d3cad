import type { AnyMachineSnapshot, AnyStateMachine, EventObject } from "xstate";
import type {
  ArmedDelay,
  MachineAction,
  MachineContext,
  MachineEvent,
  MachineExecutor,
  MachineState,
  MachineStep,
  MachineValue,
} from "./executor.ts";
import { actionsOf, builtInOf, type StateNode, statesOf } from "./machine-walk.ts";

type Scope = Parameters<AnyStateMachine["transition"]>[2];

/** What XState hands to whoever carries out actions. */
interface PlannedAction {
  readonly type: string;
  readonly params: unknown;
}

/** What one run of the machine asked for, in the order in which it did. */
interface Collected {
  readonly actions: MachineAction[];
  readonly delays: Map<string, number | undefined>;
}

/**
 * Makes an executor that steps a machine of the restricted profile with XState itself, without
 * actors: the machine's own transition function runs in one scope that does nothing.
 *
 * The scope has the shape that XState 5.33.3 expects inside; that version is pinned, and a test
 * holds the result equal to XState's public `transition`.
 *
 * @throws RangeError from its functions when the machine breaks the profile (a caller's bug)
 */
export function xstateExecutor(machine: AnyStateMachine): MachineExecutor {
  const events = delayedEvents(machine);
  const snapshots = new WeakMap<MachineState, AnyMachineSnapshot>();
  const nobody = inertScope();

  function run(before: AnyMachineSnapshot | undefined, go: () => AnyMachineSnapshot): MachineStep {
    const collected: Collected = { actions: [], delays: new Map() };
    nobody.collect(collected);
    const after = go();
    const state: MachineState =
      after === before
        ? stateOf(after)
        : { value: after.value as MachineValue, context: after.context as MachineContext };
    snapshots.set(state, after);
    return { state, ...outcomeOf(collected), handled: after !== before || isAnything(collected) };
  }

  function snapshotOf(state: MachineState): AnyMachineSnapshot {
    const known = snapshots.get(state);
    if (known !== undefined) return known;
    const made = machine.resolveState({ value: state.value, context: state.context });
    snapshots.set(state, made);
    return made;
  }

  function step(state: MachineState, event: MachineEvent): MachineStep {
    const before = snapshotOf(state);
    const result = run(before, () => machine.transition(before, event, nobody.scope));
    return result.handled ? result : { ...result, state };
  }

  return {
    step,
    knows: ({ value }) => isWhole(machine.root, value),
    initial: (context) =>
      run(undefined, () => started(machine.getInitialSnapshot(nobody.scope, context))),
    fire(state, slot) {
      const event = events.get(slot);
      return event === undefined ? untouched(state) : step(state, event as MachineEvent);
    },
  };
}

/** A value is whole when it names one state below each compound one and all regions. */
function isWhole(node: StateNode, value: unknown): boolean {
  const children = Object.keys(node.states);
  if (typeof value === "string") {
    const child = node.type === "compound" ? node.states[value] : undefined;
    return child !== undefined && Object.keys(child.states).length === 0;
  }
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  const wanted = node.type === "parallel" ? children.length : 1;
  return (
    entries.length === wanted &&
    entries.every(([key, below]) => {
      const child = node.states[key];
      return child !== undefined && isWhole(child, below);
    })
  );
}

function stateOf(snapshot: AnyMachineSnapshot): MachineState {
  return { value: snapshot.value as MachineValue, context: snapshot.context as MachineContext };
}

function started(snapshot: AnyMachineSnapshot): AnyMachineSnapshot {
  if (snapshot.status !== "active") {
    throw new RangeError(`machine does not start: ${String(snapshot.error)}`);
  }
  return snapshot;
}

function untouched(state: MachineState): MachineStep {
  return { state, actions: [], arm: [], cancel: [], handled: false };
}

function isAnything({ actions, delays }: Collected): boolean {
  return actions.length > 0 || delays.size > 0;
}

function outcomeOf({
  actions,
  delays,
}: Collected): Pick<MachineStep, "actions" | "arm" | "cancel"> {
  const arm: ArmedDelay[] = [];
  const cancel: string[] = [];
  for (const [slot, delayMs] of delays) {
    if (delayMs === undefined) cancel.push(slot);
    else arm.push({ slot, delayMs });
  }
  return { actions, arm, cancel };
}

/** Finds the event that each delay of the chart delivers; delays are named by their id. */
function delayedEvents(machine: AnyStateMachine): ReadonlyMap<string, EventObject> {
  const events = new Map<string, EventObject>();
  const named = Object.values(machine.implementations.actions);
  const placed = statesOf(machine.root).flatMap((node) => actionsOf(node));
  for (const action of [...named, ...placed]) {
    const builtIn = builtInOf(action);
    if (builtIn?.type === "xstate.raise" && builtIn.delay !== undefined) {
      events.set(String(builtIn.id), builtIn.event as EventObject);
    }
  }
  return events;
}

/** A surrounding in which nothing happens, reused for all steps because it holds nothing. */
function inertScope(): { scope: Scope; collect(into: Collected): void } {
  let into: Collected | undefined;
  const self = {};
  const scope = {
    self,
    id: "",
    sessionId: "",
    system: { _sendInspectionEvent: () => undefined },
    defer: () => undefined,
    emit: () => undefined,
    logger: () => undefined,
    stopChild: () => undefined,
    actionExecutor: (action: PlannedAction) => into && collect(into, action),
  };
  return {
    scope: scope as unknown as Scope,
    collect: (next) => {
      into = next;
    },
  };
}

function collect(into: Collected, { type, params }: PlannedAction): void {
  if (!type.startsWith("xstate.")) {
    into.actions.push({ type, params });
    return;
  }
  const { id, sendId, delay } = params as { id?: string; sendId?: string; delay?: number };
  if (type === "xstate.raise") {
    if (delay !== undefined) noteDelay(into, String(id), checkedDelay(String(id), delay));
  } else if (type === "xstate.cancel") noteDelay(into, String(sendId), undefined);
  else throw new RangeError(`action ${type} is outside the profile`);
}

/** The last word about a slot counts: left and entered again in one step means armed anew. */
function noteDelay({ delays }: Collected, slot: string, delayMs: number | undefined): void {
  delays.delete(slot);
  delays.set(slot, delayMs);
}

function checkedDelay(slot: string, delayMs: number): number {
  if (Number.isSafeInteger(delayMs) && delayMs >= 0) return delayMs;
  throw new RangeError(`delay of ${slot} is ${delayMs}, not whole milliseconds`);
}
