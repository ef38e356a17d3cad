import {
  checkPlan,
  PROFILES,
  type ProductProfile,
  planLimitsOf,
  windowsBetween,
} from "@dosekit/firmware-model";
import {
  type Command,
  DAY_MS,
  DEFAULT_LADDER,
  type DesiredConfig,
  type DosePlan,
  HOUR_MS,
  instant,
  MINUTE_MS,
} from "@dosekit/protocols";
import {
  type DeviceSpec,
  plantOf,
  type RandomStream,
  type RunSpec,
  streamOf,
} from "@dosekit/simulator";
import { tableOf } from "../plans.ts";
import { drawnFaults } from "./drawn-faults.ts";

/** Something that somebody wants of one device at an instant of its own clock. */
export interface WireOrder {
  readonly deviceId: string;
  /** True time at which the gateway sends it: hours ahead of its earliest instant. */
  readonly sendAtMs: number;
  readonly notBeforeMs: number;
  readonly wish: { readonly command: Command } | { readonly config: DesiredConfig };
  /** Doses that staff take out of the device from that instant on. */
  readonly staffTakes: number;
}

/** A fleet, its people and faults, and everything that it is asked. */
export interface WireFleet {
  readonly spec: RunSpec;
  readonly orders: readonly WireOrder[];
}

/** A Sunday in November at midnight in Oslo. */
const START_MS = Date.UTC(2026, 10, 21, 23);
/** How far ahead a wish is sent at the least; outages of a day are shorter taken together. */
const LEAD_MS = 11 * HOUR_MS;
/** When devices begin to follow their first plan: late enough that every wire has brought it. */
const FIRST_PLAN_MS = START_MS + 3 * HOUR_MS + 1_357;
/** Time between two contacts of products that sleep, ms: four pass in the lead of a wish. */
export const SLEEPS_MS = 2 * HOUR_MS;
/** The products whose mechanism the simulator has; a home has one of them by its number. */
export const PRODUCTS: readonly ProductProfile[] = PROFILES.filter(hasPlant).map(sleepingSoon);

const ZONES = ["Europe/Oslo", "Asia/Kolkata", "America/New_York"] as const;

/** Draws a fleet; each home hangs on the seed and its own number alone. */
export function drawFleet(seed: number, homes: readonly number[], days: number): WireFleet {
  const endMs = START_MS + days * DAY_MS;
  const drawn = homes.map((home) => drawHome(String(seed), home, endMs));
  const spec: RunSpec = {
    profiles: PRODUCTS,
    seed: String(seed),
    startMs: START_MS,
    endMs,
    drainMs: 4 * HOUR_MS,
    devices: drawn.map(({ device }) => device),
    faults: {
      preset: "none",
      planned: drawnFaults(String(seed), homes.map(nameOf), { startMs: START_MS, endMs }),
    },
    people: { preset: "B" },
    refill: { onAlert: false, everyDays: 1 },
    ladder: DEFAULT_LADDER,
  };
  return { spec, orders: drawn.flatMap(({ orders }) => orders) };
}

function hasPlant(profile: ProductProfile): boolean {
  const random = streamOf("0", profile.product, "plant");
  try {
    plantOf(profile, { nowMs: () => 0, random, patientKey: "", nextDoses: () => [] });
    return true;
  } catch {
    return false;
  }
}

/** Products that sleep do so for hours here: with a day between contacts few would fit a run. */
function sleepingSoon(profile: ProductProfile): ProductProfile {
  const { contactIntervalHours, ...figures } = profile.mechanismFigures;
  if (contactIntervalHours === undefined) return profile;
  const hours = { ...contactIntervalHours, value: SLEEPS_MS / HOUR_MS };
  return { ...profile, mechanismFigures: { ...figures, contactIntervalHours: hours } };
}

function nameOf(home: number): string {
  return `home-${String(home).padStart(4, "0")}`;
}

interface Drawing {
  readonly random: RandomStream;
  readonly deviceId: string;
  readonly plan: DosePlan;
  readonly endMs: number;
}

function drawHome(seed: string, home: number, endMs: number) {
  const deviceId = nameOf(home);
  const random = streamOf(seed, deviceId, "wire/orders");
  const profile = PRODUCTS[home % PRODUCTS.length] as ProductProfile;
  const plan = drawPlan(random, profile, 1);
  const device: DeviceSpec = {
    deviceId,
    product: profile.product,
    plan,
    configVersion: 1,
    persona: random.chance(0.6) ? "stable" : "forgetful",
  };
  const drawing = { random, deviceId, plan, endMs };
  const first = orderOf(drawing, FIRST_PLAN_MS, { config: { version: 1, plan } });
  const orders = [{ ...first, sendAtMs: START_MS + 1 }, ...drawCommands(drawing)];
  const change = random.chance(0.5) ? [drawChange(drawing, profile)] : [];
  return { device, orders: [...orders, ...change] };
}

/** Two doses a day, hours apart, as every product takes them. */
function drawPlan(random: RandomStream, profile: ProductProfile, revision: number): DosePlan {
  const morning = random.integer(6 * 60, 9 * 60);
  const evening = random.integer(17 * 60, 20 * 60);
  const limits = planLimitsOf(profile);
  const earlyMin = Math.min(random.integer(0, 2) * 30, limits.earlyMaxMin);
  const entries = [morning, evening].map((minuteOfDay, at) => ({
    ...{ id: `e${at}`, minuteOfDay, startDate: "2026-01-01", everyDays: 1, earlyMin },
    lateMin: random.integer(60, 180),
  }));
  const plan: DosePlan = {
    ...{ planId: "drawn", revision, spacing: "shift-later", minimumSpacingMin: 60, entries },
    zone: ZONES[random.integer(0, ZONES.length - 1)] ?? ZONES[0],
  };
  const problem = checkPlan(plan, tableOf(plan.zone), limits)[0];
  if (problem !== undefined) throw new Error(`${profile.product}: ${JSON.stringify(problem)}`);
  return plan;
}

/** Another plan, or another bound of low stock, once the first plan has long been followed. */
function drawChange(drawing: Drawing, profile: ProductProfile): WireOrder {
  const { random } = drawing;
  const config: DesiredConfig = random.chance(0.7)
    ? { version: 2, plan: drawPlan(random, profile, 2) }
    : { version: 2, lowStockDoses: random.integer(1, 6) };
  return orderOf(drawing, drawInstant(drawing), { config });
}

/** An instant at which nothing else happens by the clock: no plan counts in odd milliseconds. */
function drawInstant({ random, endMs }: Drawing): number {
  const earliestMs = FIRST_PLAN_MS + LEAD_MS + HOUR_MS;
  return drawOddMs(random.integer(earliestMs, endMs - HOUR_MS));
}

function orderOf(
  { deviceId }: Drawing,
  notBeforeMs: number,
  wish: { readonly config: DesiredConfig } | { readonly command: Omit<Command, "notBeforeMs"> },
  staffTakes = 0,
): WireOrder {
  const times = { notBeforeMs: instant(notBeforeMs) };
  const timed =
    "config" in wish
      ? { config: { ...wish.config, ...times } }
      : { command: { ...wish.command, ...times } };
  return { deviceId, sendAtMs: notBeforeMs - LEAD_MS, notBeforeMs, wish: timed, staffTakes };
}

type Asked = Omit<Command, "commandId" | "notAfterMs" | "notBeforeMs">;

function drawCommands(drawing: Drawing): readonly WireOrder[] {
  const { random, deviceId, endMs } = drawing;
  return Array.from({ length: random.integer(1, 4) }, (_, at) => {
    const atMs = drawOddMs(drawInstant(drawing));
    const [asked, wantedMs = atMs, staffTakes = 0] = drawAsked(drawing, atMs);
    const notBeforeMs = drawOddMs(Math.max(wantedMs, FIRST_PLAN_MS + LEAD_MS));
    const notAfterMs = instant(endMs + DAY_MS);
    const command = { ...asked, commandId: `${deviceId}-${at}`, notAfterMs };
    return orderOf(drawing, notBeforeMs, { command }, staffTakes);
  });
}

function drawOddMs(atMs: number): number {
  return atMs % 2 === 0 ? atMs + 1 : atMs;
}

/** What is asked, when it is wanted if not at the drawn instant, and what staff take out then. */
function drawAsked(
  { random, plan }: Drawing,
  atMs: number,
): readonly [Asked, (number | undefined)?, number?] {
  const staff = { actor: "staff" } as const;
  const hours = random.integer(4, 16);
  switch (random.integer(0, 9)) {
    case 0:
    case 1:
      return [{ verb: "release-early", actor: "user" }, earlyInstant(random, plan, atMs)];
    case 2: {
      const doses = random.integer(1, 4);
      return [{ ...staff, verb: "release-travel", doses }, undefined, random.integer(0, doses)];
    }
    case 3:
      return [{ ...staff, verb: "release-assisted" }, undefined, random.integer(0, 1)];
    case 4:
    case 5:
      return [{ ...staff, verb: "pause", untilMs: instant(atMs + hours * HOUR_MS) }];
    case 6:
      return [{ ...staff, verb: "resume" }];
    case 7:
      return [{ ...staff, verb: "set-mode", mode: random.chance(0.5) ? "training" : "daily-use" }];
    case 8:
      return [{ ...staff, verb: "set-assistance", on: random.integer(0, 1) }];
    default:
      return [{ ...staff, verb: "self-test" }];
  }
}

/** Somewhere in the first part of the next window, before the dose is due. */
function earlyInstant(random: RandomStream, plan: DosePlan, afterMs: number): number {
  const windows = windowsBetween(plan, tableOf(plan.zone), afterMs, afterMs + DAY_MS);
  const next = windows.find(({ dueMs }) => dueMs > afterMs);
  if (next === undefined) return afterMs;
  return random.integer(next.earlyMs, next.dueMs) + MINUTE_MS;
}
