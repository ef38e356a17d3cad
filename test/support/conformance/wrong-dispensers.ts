import { R, type RequirementId } from "@dosekit/conformance";
import {
  type Checkpoint,
  DesiredConfig,
  DeviceEvent,
  type DosePlan,
  type PlanEntry,
} from "@dosekit/protocols";
import type { DevicePatch } from "./own-device.ts";
import { changing, type Spoiler, spoiled } from "./patched-transport.ts";

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
export function remembers(
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
  tells("tells nobody of a missed dose", R.OMDP_DOS_010, (event) => {
    return event.alert === "1.1" ? { ...event, alert: "1.13" } : event;
  }),
  tells("moves first and writes then", R.OMDP_EVT_006, (event) => {
    if (event.kind === "dose.offering") return { ...event, kind: "dose.offered" };
    return event.kind === "dose.offered" ? { ...event, kind: "dose.offering" } : event;
  }),
];
