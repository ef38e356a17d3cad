import { DEFAULT_LADDER, HOUR_MS, instant } from "@dosekit/protocols";
import type { DeviceSpec, Order, RunSpec } from "../../home/run-spec.ts";
import { SOUND_ROLLS } from "../incidents/town.ts";
import { type PathwayCalendar, plannedBetween } from "./pathway-calendar.ts";

/** How long after packing the device is carried to its other place, and how long that takes. */
const CARRIED_AFTER_MS = 2 * HOUR_MS;
const CARRIED_MS = 1.5 * HOUR_MS;
/** Attempts to reset: what came meanwhile is exported before the next. */
const RESET_ATTEMPTS = 3;
const RESET_AGAIN_MS = HOUR_MS / 6;

/** What is asked of the device on one user's way, by whom and when. */
export function pathwayOrders(
  { deviceId, plan }: DeviceSpec,
  when: PathwayCalendar,
): readonly Order[] {
  const staff = (atMs: number, wish: Omit<Order["wish"], "actor">, staffTakes = 0): Order => ({
    ...{ deviceId, atMs, staffTakes },
    wish: { ...wish, actor: "staff" },
  });
  const doses = plannedBetween(plan, when.travelMs, when.travelUntilMs);
  const untilMs = instant(when.travelUntilMs);
  const resets = Array.from({ length: RESET_ATTEMPTS }, (_, at) =>
    staff(when.resetMs + at * RESET_AGAIN_MS, { verb: "reset" }),
  );
  return [
    staff(when.trainingMs, { verb: "set-mode", mode: "training" }),
    staff(when.dailyUseMs, { verb: "set-mode", mode: "daily-use" }),
    staff(when.pauseMs, { verb: "pause", pauseReason: "institution" }),
    staff(when.resumeMs, { verb: "resume" }),
    ...(doses === 0 ? [] : [staff(when.travelMs, { verb: "release-travel", untilMs }, doses)]),
    staff(when.evaluationMs, { verb: "set-mode", mode: "evaluation-due" }),
    staff(when.endedMs, { verb: "set-mode", mode: "ended" }),
    ...resets,
  ];
}

/** When the device is without power and contact, because somebody carries it. */
export function carriedSpans(when: PathwayCalendar) {
  return [when.travelMs + CARRIED_AFTER_MS, when.homeAgainMs].map((fromMs) => ({
    ...{ fromMs, durationMs: CARRIED_MS },
  }));
}

/** One user's way as a run: one device, its orders, and nothing that goes wrong. */
export function pathwaySpec(
  device: DeviceSpec,
  when: PathwayCalendar,
  base: Pick<RunSpec, "seed" | "people" | "profiles">,
): RunSpec {
  const target = { deviceIds: [device.deviceId] };
  const planned = carriedSpans(when).map((span) => ({
    fault: { kind: "power-cut", ...span } as const,
    target,
  }));
  return {
    ...base,
    ...{ startMs: when.startMs, endMs: when.endMs, drainMs: 3 * HOUR_MS, devices: [device] },
    faults: { preset: "none", planned },
    refill: { onAlert: true, everyDays: 7 },
    ladder: DEFAULT_LADDER,
    rollFaults: SOUND_ROLLS,
    watchesContact: true,
    orders: pathwayOrders(device, when),
  };
}
