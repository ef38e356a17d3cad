import type { AnyStateMachine } from "xstate";
import { type ActionReference, actionsOf, builtInOf, statesOf } from "../machine-walk.ts";
import type {
  AssignedField,
  PlainData,
  RaisedEvent,
  TableAction,
  TableAsk,
  TableAssignment,
  TableDelay,
  TableSlot,
} from "./chart-table.ts";

/** Everything that actions of a chart can be, numbered in the order in which they are first met. */
export interface ActionIndex {
  readonly actions: TableAsk[];
  readonly assignments: TableAssignment[];
  readonly raised: RaisedEvent[];
  readonly slots: TableSlot[];
  /** Resolves a list of actions of the chart. */
  resolve(references: readonly ActionReference[]): readonly TableAction[];
}

/** Begins to number the actions of a machine. */
export function indexActions(
  machine: AnyStateMachine,
  codeOf: (type: string) => number,
): ActionIndex {
  const index: Omit<ActionIndex, "resolve"> = {
    actions: [],
    assignments: [],
    raised: [],
    slots: slotsOf(machine, codeOf),
  };
  const resolveOne = (reference: ActionReference): TableAction => {
    const { name, params } = namedAction(reference);
    const implementation =
      name === undefined ? reference : (machine.implementations.actions[name] as unknown);
    const builtIn = builtInOf(implementation);
    const given = params === undefined ? {} : { params };
    switch (builtIn?.type) {
      case "xstate.assign": {
        const assignment = (builtIn as { assignment?: unknown }).assignment;
        const row = { name: name ?? "", ...given, ...fieldsOf(assignment) };
        return { kind: "assign", assignment: placeOf(index.assignments, row) };
      }
      case "xstate.cancel":
        return { kind: "cancel", slot: slotNamed(index.slots, String(builtIn.sendId)) };
      case "xstate.raise": {
        const event = builtIn.event as RaisedEvent["event"];
        if (builtIn.delay === undefined) {
          const row = { code: codeOf(event.type), event };
          return { kind: "raise", raised: placeOf(index.raised, row) };
        }
        const slot = slotNamed(index.slots, String(builtIn.id));
        return { kind: "arm", slot, delay: delayOf(machine, String(builtIn.delay), given) };
      }
      default:
        return { kind: "ask", action: placeOf(index.actions, { type: name ?? "", ...given }) };
    }
  };
  return { ...index, resolve: (references) => references.map(resolveOne) };
}

/** Lists the delays of a machine by the names under which they are armed, in document order. */
function slotsOf(machine: AnyStateMachine, codeOf: (type: string) => number): TableSlot[] {
  const named = Object.values(machine.implementations.actions);
  const placed = statesOf(machine.root).flatMap((node) => actionsOf(node));
  const slots = new Map<string, RaisedEvent>();
  for (const action of [...placed, ...named]) {
    const builtIn = builtInOf(action);
    if (builtIn?.type !== "xstate.raise" || builtIn.delay === undefined) continue;
    const event = builtIn.event as RaisedEvent["event"];
    slots.set(String(builtIn.id), { code: codeOf(event.type), event });
  }
  return [...slots].map(([name, event]) => ({ name, event }));
}

function slotNamed(slots: readonly TableSlot[], name: string): number {
  const slot = slots.findIndex((one) => one.name === name);
  if (slot < 0) throw new RangeError(`no delay is armed as ${name}`);
  return slot;
}

function delayOf(
  machine: AnyStateMachine,
  name: string,
  given: { readonly params?: PlainData },
): TableDelay {
  const delay = machine.implementations.delays[name] as unknown;
  return typeof delay === "number" ? { delayMs: delay } : { name, ...given };
}

/** Fields that are set one by one; one function for all of them has none. */
function fieldsOf(assignment: unknown): { readonly fields?: readonly AssignedField[] } {
  if (typeof assignment !== "object" || assignment === null) return {};
  const fields = Object.entries(assignment).map(
    ([key, value]): AssignedField => (typeof value === "function" ? { key } : { key, data: value }),
  );
  return { fields };
}

function namedAction(reference: ActionReference): {
  readonly name?: string;
  readonly params?: PlainData;
} {
  if (typeof reference === "string") return { name: reference };
  if (typeof reference === "function") return {};
  const { type, params } = reference as { type: string; params?: PlainData };
  return params === undefined ? { name: type } : { name: type, params };
}

/** Finds a row by what it says, or adds it. */
function placeOf<T>(rows: T[], row: T): number {
  const text = JSON.stringify(row);
  const known = rows.findIndex((one) => JSON.stringify(one) === text);
  return known >= 0 ? known : rows.push(row) - 1;
}
