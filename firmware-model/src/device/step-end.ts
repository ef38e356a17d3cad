import type { Effect } from "@dosekit/protocols";
import { followLadders } from "./alert-ladders.ts";
import type { DeviceState } from "./device-state.ts";
import { followQuietHours } from "./reminding.ts";
import { finish, type StepDraft } from "./step-draft.ts";

/** Ends a step once all is known that it did: who is to be told of it, and when the hour changes. */
export function endStep(draft: StepDraft): readonly [DeviceState, readonly Effect[]] {
  followLadders(draft);
  followQuietHours(draft);
  return finish(draft);
}
