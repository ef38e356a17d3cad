import type { Checkpoint, CheckpointValue } from "@dosekit/protocols";
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

/**
 * Turns a state into plain data. Records that were asked to become durable count as durable: the
 * checkpoint is stored together with them or not at all. Figures of the profile are left out.
 *
 * Bound: the plan and one that is to come, 64 active alerts, 32 answers and commands to come, the
 * doses of the last days and of a journey, one message, and a dozen timers.
 */
export function toCheckpoint({ profile, mechanism }: DeviceModel, state: DeviceState): Checkpoint {
  const { machine, board, firmware, journal, ...rest } = state;
  const { epoch, nextSeq } = journal;
  const kept = {
    ...rest,
    [TIMERS]: Object.fromEntries(state.timers.map((timer) => [timer.slot, timer])),
    journal: { epoch, nextSeq },
    machine: withoutFigures(machine, mechanism.figuresKey),
    board: withoutFigures(board, FIGURES),
    firmware: withoutFigures(firmware, FIGURES),
  };
  return { form: FORM, product: profile.product, state: toData(kept) };
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

function withoutFigures({ value, context }: MachineState, key: string): object {
  const { [key]: _figures, ...kept } = context;
  return { value, context: kept };
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
