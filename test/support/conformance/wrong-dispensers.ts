import { R, type RequirementId } from "@dosekit/conformance";
import {
  type Checkpoint,
  Command,
  DesiredConfig,
  DeviceEvent,
  type DeviceTransport,
  type DosePlan,
  encodeMessage,
  instant,
  type PlanEntry,
  Reply,
} from "@dosekit/protocols";
import type { DevicePatch } from "./own-device.ts";
import { changing, read, type Spoiler, spoiled } from "./patched-transport.ts";

/** Our own device with one thing wrong in what it does with doses. */
export interface WrongDispenser {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: DevicePatch;
}

interface ClosedDose {
  readonly doseId: string;
  readonly dueMs: number;
}

/** How long the window of a dose stays open, ms. */
const WINDOW_MS = 30 * 60_000;

/** It follows another plan than the one that it was given. */
export function plans(
  name: string,
  breaks: RequirementId,
  change: (plan: DosePlan) => DosePlan,
): WrongDispenser {
  const down: Spoiler["down"] = changing(DesiredConfig, ({ plan, ...config }) => {
    return plan === undefined ? config : { ...config, plan: change(plan) };
  });
  return { name, breaks, patch: { transport: (transport) => spoiled(transport, { down }) } };
}

/** It follows other entries than those that it was given. */
export function entries(
  name: string,
  breaks: RequirementId,
  change: (entry: PlanEntry) => PlanEntry,
): WrongDispenser {
  return plans(name, breaks, (plan) => ({ ...plan, entries: plan.entries.map(change) }));
}

/** It tells something else than what happened. */
export function tells(
  name: string,
  breaks: RequirementId,
  change: (event: DeviceEvent) => DeviceEvent | undefined,
): WrongDispenser {
  const up: Spoiler["up"] = changing(DeviceEvent, change);
  return { name, breaks, patch: { transport: (transport) => spoiled(transport, { up }) } };
}

/** It starts from another memory than what its storage kept. */
function remembers(
  name: string,
  breaks: RequirementId,
  change: (state: Checkpoint) => Checkpoint,
): WrongDispenser {
  return {
    name,
    breaks,
    patch: {
      logic: (logic) => ({
        ...logic,
        boot: (checkpoint, input, now) => {
          const state = checkpoint?.["state"] as Checkpoint | undefined;
          const other = checkpoint && { ...checkpoint, state: change(state ?? {}) };
          return logic.boot(other, input, now);
        },
      }),
    },
  };
}

/** Due almost at once, and open as long as it would have been. */
function sooner(entry: PlanEntry): PlanEntry {
  return { ...entry, minuteOfDay: entry.minuteOfDay - 9, lateMin: entry.lateMin + 9 };
}

/** A dose that has its outcome, as if it had none. */
function openAgain({ doseId, dueMs }: ClosedDose): Checkpoint {
  const window = { earlyMs: dueMs, lateMs: dueMs + WINDOW_MS };
  return { doseId, dueMs, ...window, timeCritical: false };
}

/** Wrong devices, one thing wrong with what each does with doses. */
export const WRONG_DISPENSERS: readonly WrongDispenser[] = [
  tells("closes a dose twice", R.OMDP_DOS_001, (event) => {
    if (event.kind !== "dose.offered") return event;
    return { ...event, kind: "dose.closed", outcome: "retrieved", evidence: "dispensed" };
  }),
  tells("leaves a missed dose open", R.OMDP_DOS_001, (event) => {
    return event.kind === "dose.closed" ? { ...event, kind: "dose.reminded" } : event;
  }),
  remembers("forgets in a power cut what it gave", R.OMDP_DOS_002, (state) => ({
    ...state,
    closed: [],
    waiting: (state["closed"] as unknown as readonly ClosedDose[]).map(openAgain),
    lastRelease: undefined as never,
  })),
  entries("opens its windows long before", R.OMDP_DOS_003, sooner),
  entries("takes lockout for an advice", R.OMDP_DOS_009, sooner),
  entries("closes its windows late", R.OMDP_TIM_009, (entry) => ({ ...entry, lateMin: 90 })),
  plans("knows no spacing but its own", R.OMDP_DOS_005, (plan) => ({
    ...plan,
    minimumSpacingMin: 30,
  })),
  tells("is sure of what it can't know", R.OMDP_DOS_007, (event) => {
    return event.outcome === "uncertain" ? { ...event, outcome: "retrieved" } : event;
  }),
  tells("corrects nobody knows what", R.OMDP_DOS_008, (event) => {
    if (event.kind !== "dose.corrected" || event.refersTo === undefined) return event;
    return { ...event, refersTo: event.refersTo - 1 };
  }),
  tells("tells nobody of a missed dose", R.OMDP_DOS_010, (event) => {
    return event.alert === "1.1" ? { ...event, alert: "1.13" } : event;
  }),
  tells("moves first and writes then", R.OMDP_EVT_006, (event) => {
    if (event.kind === "dose.offering") return { ...event, kind: "dose.offered" };
    return event.kind === "dose.offered" ? { ...event, kind: "dose.offering" } : event;
  }),
  {
    name: "takes any clock for a set one",
    breaks: R.OMDP_CLK_001,
    patch: {
      isClockBelieved: true,
    },
  },
  {
    name: "does not know how far it has lived",
    breaks: R.OMDP_CLK_003,
    patch: {
      logic: (logic) => ({
        ...logic,
        step: (state, input, now) => {
          const { clock, ...rest } = state as unknown as { readonly clock: object };
          const young = { ...rest, clock: { ...clock, highMs: 0 } };
          return logic.step(young as unknown as typeof state, input, now);
        },
      }),
    },
  },
  commanded("believes any time that it is told", R.OMDP_CLK_004, (command) => {
    return command.verb === "sync-time" ? { ...command, civilMs: instant(Date.now()) } : command;
  }),
  entries("opens a window again that it jumped over", R.OMDP_DOS_004, (entry) => ({
    ...entry,
    lateMin: 90,
  })),
  tells("does not say why it gave nothing", R.OMDP_DOS_006, (event) => {
    return event.reason === "journal-unavailable" ? { ...event, reason: "no-power" } : event;
  }),
  tells("ends an alert when somebody takes charge", R.OMDP_DOS_011, (event) => {
    return event.kind === "alert.acknowledged" ? { ...event, kind: "alert.cleared" } : event;
  }),
  {
    name: "never learns that its storage forgot",
    breaks: R.OMDP_EVT_019,
    patch: { isWithoutWitness: true },
  },
  answers("calls everything a hindrance", R.OMDP_CMD_007, (reply) => {
    return reply.refusal === "too-few" ? { ...reply, refusal: "prevented" } : reply;
  }),
  tells("tells nobody that there is too little", R.OMDP_CMD_007, (event) => {
    return event.alert === "1.11" ? { ...event, alert: "1.13" } : event;
  }),
  tells("reports each dose of a journey by itself", R.OMDP_CMD_008, (event) => {
    return event.kind === "dose.released" ? { ...event, dispense: "2.2" } : event;
  }),
  tells("calls a journey a day like any other", R.OMDP_CMD_009, (event) => {
    return event.outcome === "released-ahead" ? { ...event, outcome: "retrieved" } : event;
  }),
  commanded("ends its pauses as it likes", R.OMDP_CMD_010, (command) => {
    if (command.verb !== "pause" || command.untilMs === undefined) return command;
    return { ...command, untilMs: instant(command.untilMs - 55 * 60_000) };
  }),
  travelsOn(),
  resetsAnyhow(),
  {
    name: "keeps what it was to erase",
    breaks: R.OMDP_CMD_012,
    patch: { isHoarding: true },
  },
];

/** It takes another command than the one that it was given. */
function commanded(
  name: string,
  breaks: RequirementId,
  change: (command: Command) => Command,
): WrongDispenser {
  const down: Spoiler["down"] = changing(Command, change);
  return { name, breaks, patch: { transport: (transport) => spoiled(transport, { down }) } };
}

/** It answers something else than what it did. */
export function answers(
  name: string,
  breaks: RequirementId,
  change: (reply: Reply) => Reply,
): WrongDispenser {
  const up: Spoiler["up"] = changing(Reply, change);
  return { name, breaks, patch: { transport: (transport) => spoiled(transport, { up }) } };
}

/** Says yes to a pause during a journey and goes on with the journey. */
function travelsOn(): WrongDispenser {
  const transport = (inner: DeviceTransport): DeviceTransport => {
    let journey: string | undefined;
    return spoiled(inner, {
      up: changing(Reply, (reply) => {
        if (reply.commandId === journey) journey = undefined;
        return reply;
      }),
      down: (passing, { toHost }) => {
        const command = read(Command, passing.payload);
        if (command?.verb === "release-travel") journey = command.commandId;
        if (command?.verb !== "pause" || journey === undefined) return passing;
        const { commandId } = command;
        toHost({ channel: "rsp", payload: encodeMessage(Reply, { commandId, result: "done" }) });
        return undefined;
      },
    });
  };
  return {
    name: "goes on with a journey in a pause",
    breaks: R.OMDP_CMD_010,
    patch: { transport },
  };
}

/** Takes any export for the right one. */
function resetsAnyhow(): WrongDispenser {
  const transport = (inner: DeviceTransport): DeviceTransport => {
    let last = { epoch: 1, throughSeq: 1 };
    return spoiled(inner, {
      up: changing(DeviceEvent, (event) => {
        last = { epoch: event.epoch, throughSeq: Math.max(last.throughSeq, event.seq) };
        return event;
      }),
      down: changing(Command, (command) => {
        return command.verb === "reset" ? { ...command, ...last } : command;
      }),
    });
  };
  return { name: "takes any export for the whole", breaks: R.OMDP_CMD_011, patch: { transport } };
}
