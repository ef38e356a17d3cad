import { type Command, MINUTE_MS, type SignalShow } from "@dosekit/protocols";
import { clearAlert, raiseNotice } from "./alerts.ts";
import type { ShownSignal } from "./device-state.ts";
import { callFor, reminds, signalOf } from "./reminding.ts";
import type { Refusal } from "./rights.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";

/** Timer at whose end a message counts as not read. */
export const MESSAGE_UNREAD = "message/unread";
const SUBJECT = "message";

/** Shows what the mechanism wants shown, as loud as the user may be called, with any open message. */
export function showSignal(draft: StepDraft, shown: ShownSignal): void {
  draft.state.shown = shown;
  if (shown.alarm !== true && shown.sound > 0) draft.state.rounds += 1;
  draft.signal = composed(draft);
}

/** Puts a message on the display. A newer one takes its place once it was told as not read. */
export function takeMessage(draft: StepDraft, { commandId, text }: Command): "done" | Refusal {
  if (text === undefined) return "unknown-subject";
  const { message } = draft.state;
  if (message !== undefined && !message.told) return "busy";
  dropMessage(draft);
  const { messageAlertMin } = draft.model.service;
  const unreadMs = draft.now.uptimeMs + messageAlertMin.value * MINUTE_MS;
  arm(draft, MESSAGE_UNREAD, "uptime", unreadMs);
  draft.state.message = { commandId, text, told: false };
  draft.signal = composed(draft);
  return "done";
}

/** Raises 1.4 for a message that nobody confirmed in time. */
export function tellUnread(draft: StepDraft): void {
  const { message } = draft.state;
  if (message === undefined) return;
  raiseNotice(draft, "1.4", SUBJECT);
  draft.state.message = { ...message, told: true };
}

/** Takes the user's word that the message was read: a dispense event of its own. */
export function confirmMessage(draft: StepDraft): void {
  const { message } = draft.state;
  if (message === undefined) return;
  const { commandId } = message;
  write(draft, "message.acknowledged", { commandId, dispense: "3", actor: "user" });
  dropMessage(draft);
}

/** Takes a message away, and what was told of it. */
function dropMessage(draft: StepDraft): void {
  if (draft.state.message === undefined) return;
  draft.state.message = undefined;
  disarm(draft, MESSAGE_UNREAD);
  clearAlert(draft, "1.4", SUBJECT);
  draft.signal = composed(draft);
}

/** Bounds how loud the device gets from now on. */
export function takeVolume(draft: StepDraft, { volume }: Command): "done" | Refusal {
  if (volume === undefined) return "unknown-subject";
  draft.state.volumeMax = volume;
  draft.signal = composed(draft);
  return "done";
}

/** Shows again what is to be seen and heard, where the hour or the way of reminding changed. */
export function showAgain(draft: StepDraft): void {
  draft.signal = composed(draft);
}

/** Tells whether what is shown reminds anybody. */
export function isReminding(draft: StepDraft): boolean {
  return reminds(composed(draft));
}

function composed(draft: StepDraft): SignalShow {
  const { shown, message, volumeMax } = draft.state;
  const call = shown.alarm === true ? signalOf(shown) : callFor(draft, shown);
  const sound = volumeMax === undefined ? call.sound : Math.min(call.sound, volumeMax);
  if (message === undefined) return sound === call.sound ? call : { ...call, sound };
  return {
    ...call,
    light: call.light === "off" ? "steady" : call.light,
    sound,
    text: message.text,
  };
}
