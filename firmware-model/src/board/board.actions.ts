import type { AlertCode, EventKind } from "@dosekit/protocols";
import { setup } from "xstate";
import type { MechanismRequest } from "../mechanism/mechanism.ts";
import type { BoardContext, BoardEvent } from "./board.events.ts";

/** The types that every action of the board's chart is made with. */
const { assign } = setup({
  types: {} as { context: BoardContext; events: BoardEvent; input: BoardContext },
});

/** Changes of what the board's chart remembers. Pure. */
export const boardAssignments = {
  "count reset": assign(({ context }) => ({ resets: context.resets + 1 })),
  "forget resets": assign({ resets: 0 }),
};

/** What an action of the board's chart can ask of the device. */
export type BoardRequest =
  | Extract<MechanismRequest, { type: "alert" }>
  | { readonly type: "record"; readonly kind: EventKind; readonly detail?: string };

const REQUESTS = {
  "record mains lost": () => ({ type: "record", kind: "mains.lost" }),
  "record mains restored": () => ({ type: "record", kind: "mains.restored" }),
  "raise no mains": () => alert("1.19", "mains", true),
  "clear no mains": () => alert("1.19", "mains", false),
  "raise low": () => alert("1.17", "battery", true),
  "clear low": () => alert("1.17", "battery", false),
  "raise empty": () => alert("1.18", "battery", true),
  "clear empty": () => alert("1.18", "battery", false),
  "raise cold": () => alert("1.5", "temperature-low", true),
  "clear cold": () => alert("1.5", "temperature-low", false),
  "raise hot": () => alert("1.5", "temperature-high", true),
  "clear hot": () => alert("1.5", "temperature-high", false),
  "raise tampering": () => alert("1.22", "case", true),
  "clear tampering": () => alert("1.22", "case", false),
  "raise self-test": () => alert("1.5", "self-test", true),
  "clear self-test": () => alert("1.5", "self-test", false),
  "record steady": () => ({ type: "record", kind: "device.self-tested", detail: "steady" }),
  "raise resets": () => alert("1.5", "resets", true),
  "clear resets": () => alert("1.5", "resets", false),
} as const satisfies Readonly<Record<string, () => BoardRequest>>;

/** Name of an action that asks something of the device. */
export type BoardAction = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function boardRequestOf(action: string): BoardRequest {
  if (!Object.hasOwn(REQUESTS, action)) throw new RangeError(`the board has no action ${action}`);
  return REQUESTS[action as BoardAction]();
}

/** The same names for XState, which only has to know that they exist: the device carries them out. */
export const boardRequests = Object.fromEntries(
  Object.keys(REQUESTS).map((name) => [name, () => undefined]),
) as Record<BoardAction, () => void>;

function alert(code: AlertCode, cause: string, active: boolean): BoardRequest {
  return { type: "alert", code, cause, active };
}
