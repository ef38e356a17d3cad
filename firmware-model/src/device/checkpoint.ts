import type { Checkpoint, CheckpointValue, TimerDeadline } from "@dosekit/protocols";
import { freshBoardContext } from "../board/board.ts";
import { freshUpdateContext } from "../firmware-update/firmware-update.ts";
import { freshJournal } from "../journal/journal-state.ts";
import type { MachineContext, MachineExecutor, MachineState } from "../machine/executor.ts";
import type { DeviceModel } from "./device-model.ts";
import { type DeviceCharts, type DeviceState, freshState } from "./device-state.ts";
import type { PendingTimers } from "./pending-timers.ts";
import { withRepeat } from "./reminding.ts";

/** Form of the checkpoint; one of another form is not understood, and the device starts anew. */
const FORM = 1;
/** Where the charts beside the mechanism's keep the figures of the profile. */
const FIGURES = "figures";
/** What a state lists by order, and a checkpoint by name. */
const TIMERS = "timers";

/** Parts of a state that are kept as they are, or without what is undefined in them. */
type KeptPart = Exclude<keyof DeviceState, "journal" | keyof DeviceCharts>;

/** How each part of a state becomes plain data, `undefined` for nothing; in the order of a state. */
const PARTS: { readonly [Part in KeptPart]: (part: DeviceState[Part]) => unknown } = {
  timers: byName,
  clock: withoutAbsent,
  config: withoutAbsent,
  schedule: withoutAbsent,
  waiting: eachWithoutAbsent,
  held: withoutAbsent,
  closed: asItIs,
  uncollected: withoutAbsent,
  lastRelease: asItIs,
  alerts: (alerts) => (alerts.length === 0 ? alerts : toData(alerts)),
  escalation: asItIs,
  link: asItIs,
  replies: asItIs,
  forgottenThroughMs: asItIs,
  commandsAhead: (commands) => (commands.length === 0 ? commands : toData(commands)),
  configAhead: (config) => (config === undefined ? undefined : toData(config)),
  selfTest: asItIs,
  update: asItIs,
  service: withoutAbsent,
  session: (session) => (session === undefined ? undefined : toData(session)),
  offeredAhead: asItIs,
  shown: asItIs,
  reminding: asItIs,
  rounds: asItIs,
  message: asItIs,
  volumeMax: asItIs,
  isResetting: asItIs,
  doubt: withoutAbsent,
  batteryStep: asItIs,
};
const PART_NAMES = Object.keys(PARTS) as readonly KeptPart[];

/**
 * Turns a state into plain data. Records that were asked to become durable count as durable: the
 * checkpoint is stored together with them or not at all. Figures of the profile are left out.
 *
 * A part in which nothing is undefined is the very object that the state has, so that a checkpoint
 * costs little beside a step: neither is ever changed.
 *
 * Bound: the plan and one that is to come, 64 active alerts, 32 answers and commands to come, the
 * doses of the last days and of a journey, one message, and a dozen timers.
 */
export function toCheckpoint({ profile, mechanism }: DeviceModel, state: DeviceState): Checkpoint {
  const kept: { [part: string]: CheckpointValue } = {};
  for (const name of PART_NAMES) {
    const data = (PARTS[name] as (part: unknown) => unknown)(state[name]);
    if (data !== undefined) kept[name] = data as CheckpointValue;
  }
  const { epoch, nextSeq } = state.journal;
  kept["journal"] = { epoch, nextSeq };
  kept["machine"] = withoutFigures(state.machine, mechanism.figuresKey);
  kept["board"] = withoutFigures(state.board, FIGURES);
  kept["firmware"] = withoutFigures(state.firmware, FIGURES);
  return { form: FORM, product: profile.product, state: kept };
}

/**
 * Rebuilds a state; `undefined` when the data are not a checkpoint of this product. The board has
 * checked that they are whole.
 */
export function fromCheckpoint(
  model: DeviceModel,
  checkpoint: Checkpoint,
): DeviceState | undefined {
  const { form, product, state } = checkpoint;
  if (form !== FORM || product !== model.profile.product || !isRecord(state)) return undefined;
  const charts = chartsFrom(model, state);
  const journal = state["journal"];
  if (charts === undefined || !isRecord(journal)) return undefined;
  const { epoch, nextSeq } = journal;
  if (!isCount(epoch) || !isCount(nextSeq)) return undefined;
  const fresh = freshState(charts, epoch);
  if (!hasShape(fresh, state)) return undefined;
  const restored = {
    ...fresh,
    ...(state as unknown as Partial<DeviceState>),
    ...charts,
    timers: Object.values(state[TIMERS] ?? {}) as unknown as PendingTimers,
    journal: { ...freshJournal(epoch), nextSeq },
  };
  restored.machine = withRepeat(model, restored);
  const isOlder = state["service"] === undefined && restored.schedule.plan !== undefined;
  const service = { ...fresh.service, mode: "configured" } as const;
  return isOlder ? { ...restored, service } : restored;
}

/** Restores the charts. Those beside the mechanism's begin anew where an earlier version had none. */
function chartsFrom(
  model: DeviceModel,
  state: { readonly [key: string]: CheckpointValue },
): DeviceCharts | undefined {
  const { mechanism, profile } = model;
  const machine = chartFrom(state["machine"], {
    ...{ executor: model.machine, fresh: mechanism.freshContext(profile) },
    figuresKey: mechanism.figuresKey,
  });
  const board = sideChartFrom(state["board"], model.board, freshBoardContext(profile));
  const firmware = sideChartFrom(state["firmware"], model.firmware, freshUpdateContext(profile));
  if (machine === undefined || board === undefined || firmware === undefined) return undefined;
  return { machine, board, firmware };
}

function sideChartFrom(
  data: CheckpointValue | undefined,
  executor: MachineExecutor,
  fresh: MachineContext,
): MachineState | undefined {
  if (data === undefined) return executor.initial(fresh).state;
  return chartFrom(data, { executor, fresh, figuresKey: FIGURES });
}

/** Restores one chart; a value that it does not know is not understood. */
function chartFrom(
  data: CheckpointValue | undefined,
  made: {
    readonly executor: MachineExecutor;
    readonly fresh: MachineContext;
    readonly figuresKey: string;
  },
): MachineState | undefined {
  if (!isRecord(data) || !isRecord(data["context"]) || data["value"] === undefined) {
    return undefined;
  }
  const { executor, fresh, figuresKey } = made;
  const figures = fresh[figuresKey];
  const context: MachineContext = {
    ...fresh,
    ...data["context"],
    ...(figures === undefined ? {} : { [figuresKey]: figures }),
  };
  const { value: initial } = executor.initial(context).state;
  const state = { value: withLaterRegions(initial, data["value"]), context };
  return executor.knows(state) ? state : undefined;
}

/** Regions that a chart got since the checkpoint was written stand as on the first boot. */
function withLaterRegions(
  initial: MachineState["value"],
  value: CheckpointValue,
): MachineState["value"] {
  if (!isRecord(value) || typeof initial !== "object") return value as MachineState["value"];
  return { ...initial, ...value } as MachineState["value"];
}

function withoutFigures({ value, context }: MachineState, figuresKey: string): CheckpointValue {
  const kept: { [key: string]: CheckpointValue } = {};
  for (const key of Object.keys(context)) {
    const remembered = context[key];
    if (key !== figuresKey && remembered !== undefined) kept[key] = remembered;
  }
  return { value, context: kept };
}

function asItIs(part: unknown): unknown {
  return part;
}

/** Leaves out what is undefined in a part; what lies deeper is whole. */
function withoutAbsent(part: object | undefined): unknown {
  if (part === undefined) return undefined;
  const whole = part as { readonly [key: string]: unknown };
  for (const key of Object.keys(whole)) {
    if (whole[key] === undefined) return shallowData(whole);
  }
  return part;
}

function shallowData(part: { readonly [key: string]: unknown }): object {
  const kept: { [key: string]: unknown } = {};
  for (const key of Object.keys(part)) {
    if (part[key] !== undefined) kept[key] = part[key];
  }
  return kept;
}

function eachWithoutAbsent(list: readonly object[]): unknown {
  return list.length === 0 ? list : list.map(withoutAbsent);
}

/** A state lists its timers by order, a checkpoint by name. */
function byName(timers: PendingTimers): object {
  const named: { [slot: string]: TimerDeadline } = {};
  for (const timer of timers) named[timer.slot] = timer;
  return named;
}

/** Parts that a checkpoint of an earlier version lacks; they begin as in a fresh state. */
const LATER_PARTS = [
  "board",
  "firmware",
  "service",
  "offeredAhead",
  "shown",
  "isResetting",
  "commandsAhead",
  "escalation",
  "link",
  "rounds",
  "forgottenThroughMs",
];

/** Every part that a fresh state has is there with the same kind of value, or left out where it may be. */
function hasShape(fresh: DeviceState, state: { readonly [key: string]: CheckpointValue }): boolean {
  return Object.entries(fresh).every(([key, value]) => {
    const found = state[key];
    if (key === TIMERS) return isRecord(found);
    if (value === undefined || (found === undefined && LATER_PARTS.includes(key))) return true;
    return Array.isArray(value) ? Array.isArray(found) : typeof found === typeof value;
  });
}

function toData(value: unknown): CheckpointValue {
  if (Array.isArray(value)) return value.map(toData);
  if (typeof value !== "object" || value === null) return value as CheckpointValue;
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([key, inner]): [string, CheckpointValue] => [key, toData(inner)]);
  return Object.fromEntries(entries);
}

function isRecord(
  value: CheckpointValue | undefined,
): value is { readonly [key: string]: CheckpointValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isCount(value: CheckpointValue | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 1;
}
