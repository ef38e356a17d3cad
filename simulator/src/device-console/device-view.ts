import { type DeviceState, type MechanismKind, mechanismOf } from "@dosekit/firmware-model";

/** A dose as the device sees it. */
export interface DoseView {
  readonly doseId: string;
  readonly earlyMs: number;
  readonly dueMs: number;
  readonly lateMs: number;
  /** `waiting` until it is in the mechanism. */
  readonly phase: "waiting" | "offering" | "offered" | "released" | "ended";
}

/** What the device believes of itself. */
export interface DeviceView {
  /** Leaves of the mechanism's chart, region by region, the dose's cycle first. */
  readonly regions: readonly string[];
  /** Compartment of the next dose, and doses that it can still offer. */
  readonly nextSlot: number | undefined;
  readonly stock: number | undefined;
  readonly planId: string | undefined;
  readonly planRevision: number | undefined;
  /** The dose in hand. */
  readonly dose: DoseView | undefined;
  /** The first dose whose window has not opened. */
  readonly next: Omit<DoseView, "phase"> | undefined;
  /** Alerts that last, as code and subject. */
  readonly alerts: readonly { readonly code: string; readonly subject: string }[];
}

/** Reads the state of the firmware model for people; it changes nothing. */
export function viewOfDevice(state: DeviceState, kind: MechanismKind): DeviceView {
  const { machine, schedule, held, waiting, alerts } = state;
  const mechanism = mechanismOf(kind);
  const [first] = waiting;
  const dose = held ?? first;
  const phase = held === undefined ? "waiting" : held.closed === undefined ? held.phase : "ended";
  return {
    regions: [...leavesOf(machine.value, "")].sort((a, b) => rankOf(a) - rankOf(b)),
    nextSlot: mechanism?.nextSlot(machine.context),
    stock: mechanism?.stock(machine.context),
    planId: schedule.plan?.planId,
    planRevision: schedule.plan?.revision,
    dose: dose === undefined ? undefined : { ...windowOf(dose), phase },
    next: schedule.next === undefined ? undefined : windowOf(schedule.next),
    alerts: alerts.map(({ code, subject }) => ({ code, subject })),
  };
}

/** The cycle of the dose comes first: it says most. */
function rankOf(region: string): number {
  return region.startsWith("cycle") ? 0 : 1;
}

function windowOf({ doseId, earlyMs, dueMs, lateMs }: Omit<DoseView, "phase">) {
  return { doseId, earlyMs, dueMs, lateMs };
}

function leavesOf(value: DeviceState["machine"]["value"], path: string): readonly string[] {
  if (typeof value === "string") return [path === "" ? value : `${path} ${value}`];
  return Object.entries(value).flatMap(([name, below]) =>
    leavesOf(below, path === "" ? name : `${path} ${name}`),
  );
}
