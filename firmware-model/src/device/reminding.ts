import { MINUTE_MS, type Reminding, type SignalShow } from "@dosekit/protocols";
import type { ProductProfile, ReminderMode } from "../profile/product-profile.ts";
import { instantOf, localOf, OUTSIDE_TABLE } from "../time/civil-time.ts";
import type { ZoneTable } from "../time/zone-table.ts";
import type { DeviceModel } from "./device-model.ts";
import type { DeviceState, ShownSignal } from "./device-state.ts";
import { arm, disarm, type StepDraft } from "./step-draft.ts";

/** Timer at which quiet hours begin or end. */
export const QUIET_CHANGE = "reminding/quiet";

/** What a product reminds with that does not say. */
const USUAL_MODES: readonly ReminderMode[] = ["light", "sound", "text"];

/** What is wrong with a way of reminding, as it is told. */
export interface RemindingProblem {
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
}

/** Looks whether a product can remind so; `undefined` when it can. Pure. */
export function remindingProblem(
  reminding: Reminding,
  profile: ProductProfile,
): RemindingProblem | undefined {
  return (
    modesProblem(reminding, profile) ?? repeatProblem(reminding, profile) ?? quietProblem(reminding)
  );
}

/**
 * Says what a call of the mechanism becomes: each way of reminding only where it is switched on; in
 * quiet hours and after the last round of sound it is light alone.
 */
export function callFor(draft: StepDraft, shown: ShownSignal): SignalShow {
  const { reminding, rounds } = draft.state;
  const isQuiet = isQuietNow(draft);
  const isSpent = reminding?.roundsMax !== undefined && rounds > reminding.roundsMax;
  const hasSound = !isQuiet && !isSpent;
  const { text } = shown;
  const isWritten = text !== undefined && !isQuiet && isOn(draft, "text");
  const isSpoken = text !== undefined && shown.sound > 0 && hasSound && isOn(draft, "speech");
  return signalOf({
    light: isOn(draft, "light") ? shown.light : "off",
    sound: hasSound && isOn(draft, "sound") ? shown.sound : 0,
    text: isWritten ? text : undefined,
    speech: isSpoken ? text : undefined,
  });
}

/** Makes a signal, without what is neither written nor said. */
export function signalOf(parts: {
  readonly light: SignalShow["light"];
  readonly sound: number;
  readonly text?: string | undefined;
  readonly speech?: string | undefined;
}): SignalShow {
  const { light, sound, text, speech } = parts;
  const type = "signal.show";
  if (speech !== undefined) {
    return text === undefined
      ? { type, light, sound, speech }
      : { type, light, sound, text, speech };
  }
  return text === undefined ? { type, light, sound } : { type, light, sound, text };
}

/** Tells whether a signal reminds anybody of anything. */
export function reminds({ light, sound, text, speech }: Omit<SignalShow, "type">): boolean {
  return light !== "off" || sound > 0 || text !== undefined || speech !== undefined;
}

/** Arms the timer at which quiet hours begin or end. */
export function followQuietHours(draft: StepDraft): void {
  const atMs = nextQuietChangeMs(draft);
  if (atMs === undefined) disarm(draft, QUIET_CHANGE);
  else arm(draft, QUIET_CHANGE, "civil", atMs);
}

/** Puts the repeat of the configuration in the place of the product's own. */
export function withRepeat(model: DeviceModel, state: DeviceState): DeviceState["machine"] {
  const { repeatMinutes, roundMinutes } = model.profile.reminder;
  const { figuresKey } = model.mechanism;
  const { context } = state.machine;
  const repeatMin = state.reminding?.repeatMin ?? repeatMinutes.value;
  const reminderRestMs = (repeatMin - roundMinutes.value) * MINUTE_MS;
  const figures = context[figuresKey] as Readonly<Record<string, number>>;
  return {
    ...state.machine,
    context: { ...context, [figuresKey]: { ...figures, reminderRestMs } },
  };
}

function isOn({ model, state }: StepDraft, mode: ReminderMode): boolean {
  const modes = model.profile.reminder.modes?.value ?? USUAL_MODES;
  return modes.includes(mode) && (state.reminding?.[mode] ?? 1) === 1;
}

/** Without a clock or a plan nothing is known of the hour. */
function isQuietNow(draft: StepDraft): boolean {
  const { reminding } = draft.state;
  if (reminding?.quietFromMin === undefined || reminding.quietUntilMin === undefined) return false;
  const { quietFromMin: from, quietUntilMin: until } = reminding;
  const table = tableOf(draft);
  const { civilMs } = draft.now;
  if (table === undefined) return false;
  const local = localOf(table, civilMs ?? Number.NaN);
  if (local === OUTSIDE_TABLE) return false;
  const minute = local.minuteOfDay;
  return from < until ? minute >= from && minute < until : minute >= from || minute < until;
}

function nextQuietChangeMs(draft: StepDraft): number | undefined {
  const { reminding } = draft.state;
  if (reminding?.quietFromMin === undefined || reminding.quietUntilMin === undefined) {
    return undefined;
  }
  const { quietFromMin: from, quietUntilMin: until } = reminding;
  const table = tableOf(draft);
  const { civilMs = Number.NaN } = draft.now;
  if (table === undefined) return undefined;
  const local = localOf(table, civilMs);
  if (local === OUTSIDE_TABLE) return undefined;
  const ahead = [from, until].flatMap((minute) =>
    [0, 1].flatMap((days) => {
      const found = instantOf(table, local.dayNumber + days, minute);
      return found === OUTSIDE_TABLE || found.ms <= civilMs ? [] : [found.ms];
    }),
  );
  return ahead.length === 0 ? undefined : Math.min(...ahead);
}

function tableOf({ state, model }: StepDraft): ZoneTable | undefined {
  const { plan } = state.schedule;
  return plan && model.zoneTableOf(plan.zone);
}

function modesProblem(
  reminding: Reminding,
  { reminder }: ProductProfile,
): RemindingProblem | undefined {
  const modes = reminder.modes?.value ?? USUAL_MODES;
  const all = ["light", "sound", "speech", "text"] as const;
  const lacking = all.find((mode) => reminding[mode] === 1 && !modes.includes(mode));
  if (lacking !== undefined) {
    return { field: `reminding.${lacking}`, found: "1", allowed: "0: the product has none" };
  }
  if (all.some((mode) => reminding[mode] === 1)) return undefined;
  return { field: "reminding", found: "all off", allowed: "one of light, sound, speech, text" };
}

function repeatProblem(
  { repeatMin }: Reminding,
  { reminder }: ProductProfile,
): RemindingProblem | undefined {
  const { repeatMinutes, roundMinutes } = reminder;
  const min = Math.max(repeatMinutes.range[0], roundMinutes.value + 1);
  const max = repeatMinutes.range[1];
  if (repeatMin === undefined || (repeatMin >= min && repeatMin <= max)) return undefined;
  return { field: "reminding.repeatMin", found: `${repeatMin}`, allowed: `${min} to ${max}` };
}

function quietProblem({
  quietFromMin: from,
  quietUntilMin: until,
}: Reminding): RemindingProblem | undefined {
  if (from === undefined && until === undefined) return undefined;
  if (from !== undefined && until !== undefined && from !== until) return undefined;
  const found = `${from ?? "nothing"} to ${until ?? "nothing"}`;
  return { field: "reminding.quietFromMin", found, allowed: "two different clock times, or none" };
}
