import { checkPlan, type ProductProfile, planLimitsOf } from "@dosekit/firmware-model";
import { DEFAULT_LADDER, type DosePlan, instant, type PlanEntry } from "@dosekit/protocols";
import { type DeviceSpec, type RunSpec, shippedPersonas } from "@dosekit/simulator";
import fc from "fast-check";
import { TRYING_ZONES, tableOf } from "./plans.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTES_PER_DAY = 1_440;
/** Part of a day over which the doses of a drawn plan are spread. */
const DOSED_MIN = (3 * MINUTES_PER_DAY) / 4;

/** Days before which a run begins: plain ones, and those on which a calendar or a clock turns. */
const FIRST_DAYS = [
  "2026-11-22",
  "2027-03-27",
  "2027-10-30",
  "2028-02-28",
  "2028-12-30",
  "2033-10-01",
] as const;

/** How large a drawn run may be. */
export interface HomesWish {
  readonly devices: number;
  readonly days: number;
}

/** Draws runs of one product: other plans, zones, dates, users, faults and power cuts each time. */
export function drawnHomes(profile: ProductProfile, wish: HomesWish): fc.Arbitrary<RunSpec> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      firstDay: fc.constantFrom(...FIRST_DAYS),
      zone: fc.constantFrom(...TRYING_ZONES),
      preset: fc.constantFrom("everyday", "storm", "storm"),
      devices: fc.array(drawnDevice(profile), { minLength: 1, maxLength: wish.devices }),
    })
    .map(({ seed, firstDay, zone, preset, devices }): RunSpec => {
      const startMs = instant(Date.parse(`${firstDay}T00:00:00Z`));
      return {
        seed: String(seed),
        startMs,
        endMs: startMs + wish.days * DAY_MS,
        drainMs: 8 * HOUR_MS,
        devices: devices.map((device, index) => ({
          ...device,
          deviceId: `d${index + 1}`,
          plan: { ...device.plan, zone },
        })),
        faults: { preset: preset as "everyday" | "storm", planned: [] },
        people: { preset: "B" },
        refill: { onAlert: true, everyDays: 7 },
        ladder: DEFAULT_LADDER,
      };
    })
    .filter(({ devices }) => devices.every(({ plan }) => isFollowed(profile, plan)));
}

type DrawnDevice = Omit<DeviceSpec, "deviceId">;

function drawnDevice(profile: ProductProfile): fc.Arbitrary<DrawnDevice> {
  return fc.record({
    product: fc.constant(profile.product),
    plan: drawnPlan(profile),
    configVersion: fc.constant(1),
    persona: fc.constantFrom(...shippedPersonas().map(({ name }) => name)),
    driftPpm: fc.integer({ min: -60, max: 60 }),
  });
}

/** Doses spread over the day, each with a window that ends before the next one begins. */
function drawnPlan(profile: ProductProfile): fc.Arbitrary<DosePlan> {
  const { dosesPerDayMax, earlyMaxMin } = planLimitsOf(profile);
  return fc
    .record({
      doses: fc.integer({ min: 1, max: Math.min(4, dosesPerDayMax) }),
      first: fc.integer({ min: 0, max: MINUTES_PER_DAY / 4 }),
      earlyMin: fc.constantFrom(0, 0, 30, 60).map((minutes) => Math.min(minutes, earlyMaxMin)),
      lateMin: fc.integer({ min: 60, max: 180 }),
      everyDays: fc.constantFrom(1, 1, 1, 2),
      critical: fc.boolean(),
      isTight: fc.boolean(),
    })
    .map(
      ({ doses, first, isTight, ...entry }): DosePlan => ({
        planId: "drawn",
        revision: 1,
        zone: "Europe/Oslo",
        spacing: "shift-later",
        minimumSpacingMin: isTight ? Math.floor(DOSED_MIN / doses) - 60 : 60,
        entries: Array.from({ length: doses }, (_, at) =>
          entryAt(at, first + Math.floor((at * DOSED_MIN) / doses), entry),
        ),
      }),
    );
}

function entryAt(
  at: number,
  minuteOfDay: number,
  drawn: Pick<PlanEntry, "earlyMin" | "lateMin" | "everyDays"> & { readonly critical: boolean },
): PlanEntry {
  const { critical, ...entry } = drawn;
  return {
    id: `e${at}`,
    minuteOfDay,
    startDate: "2026-01-01",
    ...entry,
    ...(critical ? { timeCritical: 1 as const } : {}),
  };
}

function isFollowed(profile: ProductProfile, plan: DosePlan): boolean {
  return checkPlan(plan, tableOf(plan.zone), planLimitsOf(profile)).length === 0;
}
