/** What an action of the update's chart asks of the device. */
export type UpdateRequest =
  /** An effect for the boot loader. */
  | { readonly type: "loader"; readonly ask: "stage" | "activate" | "confirm" | "revert" }
  | {
      readonly type: "record";
      readonly kind: "firmware.activated" | "firmware.confirmed" | "firmware.rolled-back";
    }
  /** The final answer to the command that asked for the update. */
  | { readonly type: "answer"; readonly verdict: "done" | "incomplete" | "expired" };

const REQUESTS = {
  "fetch image": { type: "loader", ask: "stage" },
  "start image": { type: "loader", ask: "activate" },
  "keep image": { type: "loader", ask: "confirm" },
  "go back": { type: "loader", ask: "revert" },
  "record activated": { type: "record", kind: "firmware.activated" },
  "record confirmed": { type: "record", kind: "firmware.confirmed" },
  "record rolled back": { type: "record", kind: "firmware.rolled-back" },
  "answer done": { type: "answer", verdict: "done" },
  "answer incomplete": { type: "answer", verdict: "incomplete" },
  "answer expired": { type: "answer", verdict: "expired" },
} as const satisfies Readonly<Record<string, UpdateRequest>>;

/** Name of an action of the update's chart. */
export type UpdateAction = keyof typeof REQUESTS;

/** Says what a named action asks of the device. */
export function updateRequestOf(action: string): UpdateRequest {
  if (!Object.hasOwn(REQUESTS, action)) throw new RangeError(`an update has no action ${action}`);
  return REQUESTS[action as UpdateAction];
}

/** The same names for XState, which only has to know that they exist: the device carries them out. */
export const updateRequests = Object.fromEntries(
  Object.keys(REQUESTS).map((name) => [name, () => undefined]),
) as Record<UpdateAction, () => void>;
