import {
  type AreaFault,
  allCheckers,
  DEFAULT_WORLD,
  type DeviceFault,
  type Fault,
  type FaultPlan,
  type GatewayFault,
  type Observation,
  PLANNED_KINDS,
  type PlannedFault,
  placeOfHome,
  type RunSpec,
  runVirtual,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { RUN_START_MS, runSpecOf } from "../../support/storm-spec.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const DAYS = 3;
/** One with doses at eight and twenty o'clock, one with three a day. */
const DEVICES = ["d01", "d02"];
/** Between the morning doses and what comes of them, and behind them. */
const FROM = RUN_START_MS + 7 * HOUR + 20 * MINUTE;
const SPAN = { fromMs: FROM, durationMs: 90 * MINUTE };
const UNTIL = FROM + SPAN.durationMs;
const INSTANT = { fromMs: FROM, durationMs: 0 };

interface Life {
  readonly seen: readonly Observation[];
  /** Event messages that arrived at the gateway, with their time. */
  readonly arrivals: readonly number[];
  readonly violations: readonly string[];
}

function live(
  planned: readonly PlannedFault[],
  wish: Partial<RunSpec> & { product?: string },
): Life {
  const { product = "evondos-e300", ...others } = wish;
  const faults: FaultPlan = { preset: "none", planned };
  const spec = runSpecOf({ days: DAYS, deviceIds: DEVICES, faults });
  const devices = spec.devices.map((device) => ({ ...device, product }));
  const seen: Observation[] = [];
  const arrivals: number[] = [];
  const checkers = allCheckers();
  let nowMs = 0;
  const run = runVirtual(
    { ...spec, devices, ...others },
    {
      sink: {
        observe: (one) => {
          nowMs = one.trueMs;
          for (const checker of checkers) checker.observe(one);
          seen.push(one);
        },
        received: () => arrivals.push(nowMs),
        stopped: (deviceId, fault) => {
          throw new Error(`${deviceId} stopped: ${fault.message}`);
        },
      },
    },
  );
  const reports = checkers.map((checker) => checker.finish(run.endedMs));
  const violations = reports.flatMap((one) => one.violations.map(({ message }) => message));
  return { seen, arrivals, violations };
}

/** Whether a record says this. */
function told(life: Life, words: Readonly<Record<string, unknown>>): boolean {
  return life.seen.some(
    (one) =>
      one.seen === "record" &&
      Object.entries(words).every(
        ([field, value]) => (one.record as unknown as Record<string, unknown>)[field] === value,
      ),
  );
}

function raised(life: Life, alert: string): boolean {
  return told(life, { kind: "alert.raised", alert });
}

function commits(life: Life, fromMs: number, untilMs: number): number {
  return life.seen.filter(
    ({ seen, trueMs }) => seen === "committed" && trueMs > fromMs && trueMs < untilMs,
  ).length;
}

function records(life: Life, fromMs: number, untilMs: number): number {
  return life.seen.filter(
    ({ seen, trueMs }) => seen === "record" && trueMs > fromMs && trueMs < untilMs,
  ).length;
}

/** Nothing comes through though there is something to tell, and then it does. */
function isCutOff(life: Life): boolean {
  const isSilent = commits(life, FROM + 30_000, UNTIL) === 0;
  return isSilent && records(life, FROM, UNTIL) > 0 && commits(life, UNTIL, UNTIL + HOUR) > 0;
}

function longestWayMs(life: Life): number {
  const made = new Map<string, number>();
  let longest = 0;
  for (const one of life.seen) {
    if (one.seen !== "record" && one.seen !== "committed") continue;
    const name = `${one.deviceId}/${one.record.epoch}/${one.record.seq}`;
    if (one.seen === "record") made.set(name, one.trueMs);
    else if (one.trueMs < UNTIL) {
      longest = Math.max(longest, one.trueMs - (made.get(name) ?? one.trueMs));
    }
  }
  return longest;
}

function has(life: Life, seen: Observation["seen"]): boolean {
  return life.seen.some((one) => one.seen === seen);
}

function inputs(life: Life, type: string): readonly number[] {
  return life.seen.flatMap((one) =>
    one.seen === "input" && one.input.type === type ? [one.trueMs] : [],
  );
}

/** How far the clock of a record is from true time, ms, at its greatest. */
function greatestErrorMs(life: Life, sinceMs = 0): number {
  const errors = life.seen.flatMap((one) =>
    one.seen === "record" &&
    one.trueMs > sinceMs &&
    one.record.civilMs !== undefined &&
    one.record.kind !== "device.booted"
      ? [Math.abs(one.record.civilMs - one.trueMs)]
      : [],
  );
  return Math.max(...errors);
}

interface Row {
  readonly fault: Fault;
  /** What stands beside it. */
  readonly beside?: readonly DeviceFault[];
  readonly wish?: Partial<RunSpec> & { product?: string };
  /** What shows that it struck. */
  readonly shows: (life: Life) => boolean;
  /** What shows that it is over, besides what holds for every kind. */
  readonly mended?: (life: Life) => boolean;
}

const NOISE = { lossPermille: 0, duplicatePermille: 1_000, reorderPermille: 0 };
const EVERY_DAY = { refill: { onAlert: true, everyDays: 1 } };

const ROWS: Readonly<Record<(typeof PLANNED_KINDS)[number], Row>> = {
  "link-cut": { fault: { ...SPAN, kind: "link-cut" }, shows: isCutOff },
  "link-noise": {
    fault: { ...SPAN, kind: "link-noise", ...NOISE },
    shows: (life) => {
      const arrived = life.arrivals.filter((ms) => ms > FROM && ms < UNTIL).length;
      return arrived > 1.5 * commits(life, FROM, UNTIL) - 2;
    },
  },
  "link-latency": {
    fault: { ...SPAN, kind: "link-latency", addMs: 9_000, jitterMs: 500 },
    shows: (life) => longestWayMs(life) > 9_000,
  },
  "half-open": { fault: { ...SPAN, kind: "half-open", way: "up" }, shows: isCutOff },
  "link-clog": { fault: { ...SPAN, kind: "link-clog", release: "drawn" }, shows: isCutOff },
  "station-outage": { fault: { ...SPAN, kind: "station-outage" }, shows: isCutOff },
  "area-outage": {
    fault: { fromMs: FROM, durationMs: 6 * HOUR, kind: "area-outage" },
    shows: (life) =>
      raised(life, "1.19") &&
      DEVICES.every((deviceId) => {
        const { station } = placeOfHome(DEFAULT_WORLD, "1", deviceId);
        return life.seen.some(
          (one) =>
            one.seen === "fault" &&
            one.fault === "link-cut" &&
            one.deviceId === deviceId &&
            one.trueMs === FROM + station.backupMs,
        );
      }),
  },
  "gateway-outage": { fault: { ...SPAN, kind: "gateway-outage" }, shows: isCutOff },
  "gateway-restart": { fault: { ...SPAN, kind: "gateway-restart" }, shows: isCutOff },
  "broker-outage": { fault: { ...SPAN, kind: "broker-outage", forgets: true }, shows: isCutOff },
  "power-cut": {
    fault: { ...SPAN, kind: "power-cut" },
    shows: (life) => told(life, { kind: "device.booted", resetCause: "power-restored" }),
  },
  "mains-loss": { fault: { ...SPAN, kind: "mains-loss" }, shows: (life) => raised(life, "1.19") },
  "battery-drop": {
    fault: { ...SPAN, kind: "battery-drop", permille: 120 },
    shows: (life) => raised(life, "1.17"),
  },
  "clock-step": {
    fault: { ...INSTANT, kind: "clock-step", byMs: 4 * MINUTE, noticed: false },
    shows: (life) => has(life, "clock-jump") && greatestErrorMs(life) > 3 * MINUTE,
  },
  "clock-drift": {
    fault: { fromMs: RUN_START_MS + HOUR, durationMs: 40 * HOUR, kind: "clock-drift", ppm: 900 },
    beside: [{ fromMs: RUN_START_MS + HOUR, durationMs: 40 * HOUR, kind: "link-cut" }],
    shows: (life) => greatestErrorMs(life) > 2 * MINUTE,
    // The clock is set every six hours: 19 seconds at 900 millionths.
    mended: (life) => greatestErrorMs(life, RUN_START_MS + 56 * HOUR) < 5_000,
  },
  "store-fails": {
    fault: { ...SPAN, durationMs: 8 * MINUTE, kind: "store-fails", failure: "io" },
    wish: { product: "pilly-sms" },
    beside: [{ ...SPAN, durationMs: 8 * MINUTE, kind: "case-open" }],
    shows: (life) => told(life, { kind: "alert.raised", alert: "1.5", detail: "journal" }),
  },
  "store-lies": {
    fault: { ...SPAN, kind: "store-lies", commits: 3 },
    beside: [{ fromMs: FROM + HOUR, durationMs: MINUTE, kind: "power-cut" }],
    shows: (life) => has(life, "forgotten"),
  },
  "flash-wear": {
    fault: { ...SPAN, durationMs: 8 * MINUTE, kind: "flash-wear", failPermille: 900, slowMs: 50 },
    beside: [{ ...SPAN, durationMs: 8 * MINUTE, kind: "case-open" }],
    shows: (life) => told(life, { kind: "alert.raised", alert: "1.5", detail: "journal" }),
  },
  jam: { fault: { ...SPAN, kind: "jam" }, shows: (life) => raised(life, "1.8") },
  "lost-step": {
    fault: { ...INSTANT, kind: "lost-step" },
    wish: { product: "carousel-28" },
    shows: (life) => raised(life, "1.5"),
  },
  misplaced: {
    fault: { ...SPAN, kind: "misplaced" },
    wish: { product: "pilly-sms" },
    shows: (life) => raised(life, "1.23"),
  },
  "sensor-bounce": {
    fault: { ...INSTANT, fromMs: RUN_START_MS + 1, kind: "sensor-bounce" },
    wish: { product: "carousel-28" },
    shows: (life) => raised(life, "1.5") || raised(life, "1.8"),
  },
  "sensor-ghost": {
    fault: { ...INSTANT, kind: "sensor-ghost", sensor: "lid", times: 2 },
    shows: (life) =>
      inputs(life, "lid.opened").filter((ms) => ms - FROM < 1_000 && ms > FROM).length === 4,
  },
  "sensor-stuck": {
    fault: { ...SPAN, kind: "sensor-stuck", sensor: "tilt" },
    wish: { product: "pilly-sms" },
    shows: (life) => inputs(life, "posture.tilted").every((ms) => ms < FROM || ms >= UNTIL),
  },
  "pouch-unreadable": {
    fault: { ...INSTANT, fromMs: FROM - HOUR, kind: "pouch-unreadable", pouches: 1 },
    shows: (life) => raised(life, "1.6"),
  },
  "roll-swapped": {
    fault: { ...SPAN, kind: "roll-swapped" },
    shows: (life) => raised(life, "1.7"),
  },
  "refill-late": {
    fault: { fromMs: RUN_START_MS + 25 * HOUR, durationMs: 20 * HOUR, kind: "refill-late" },
    wish: EVERY_DAY,
    shows: (life) => {
      const [fromMs, untilMs] = [RUN_START_MS + 25 * HOUR, RUN_START_MS + 45 * HOUR];
      const loads = inputs(life, "stock.loaded");
      const isLate = loads.every((ms) => ms < fromMs || ms > untilMs);
      return isLate && loads.some((ms) => ms > untilMs && ms < untilMs + 2 * HOUR);
    },
  },
  temperature: {
    fault: { ...SPAN, kind: "temperature", celsius: 48 },
    shows: (life) => told(life, { kind: "alert.raised", alert: "1.5", detail: "temperature-high" }),
  },
  "case-open": { fault: { ...SPAN, kind: "case-open" }, shows: (life) => raised(life, "1.22") },
  hang: {
    fault: { ...INSTANT, kind: "hang" },
    shows: (life) => told(life, { kind: "device.booted", resetCause: "watchdog" }),
  },
};

function planOf({ fault, beside = [] }: Row): readonly PlannedFault[] {
  const others = beside.map((one) => ({ fault: one, target: { all: true } as const }));
  const { kind } = fault;
  if (kind === "area-outage" || kind === "station-outage") {
    return [{ fault: fault as AreaFault }, ...others];
  }
  if (kind === "gateway-outage" || kind === "gateway-restart" || kind === "broker-outage") {
    return [{ fault: fault as GatewayFault }, ...others];
  }
  return [{ fault: fault as DeviceFault, target: { all: true } }, ...others];
}

/** What the last day brought: by then everything is mended and looked after. */
function lastDay(life: Life): { readonly retrieved: number; readonly prevented: number } {
  const outcomes = life.seen.flatMap((one) =>
    one.seen === "record" &&
    one.record.kind === "dose.closed" &&
    one.trueMs > RUN_START_MS + (DAYS - 1) * DAY
      ? [one.record.outcome]
      : [],
  );
  const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
  return { retrieved: count("retrieved"), prevented: count("prevented") };
}

describe.each(PLANNED_KINDS)("%s", (kind) => {
  test("is seen to strike, breaks no rule, and what it did ends with it", () => {
    const row = ROWS[kind];
    const calm = live([], row.wish ?? {});
    const life = live(planOf(row), row.wish ?? {});
    expect(row.shows(life), "strikes").toBe(true);
    expect(row.shows(calm), "is seen without it").toBe(false);
    expect(row.mended?.(life) ?? true, "is over").toBe(true);
    expect(life.violations).toEqual([]);
    expect(lastDay(life).retrieved).toBeGreaterThanOrEqual(4);
    expect(lastDay(life).prevented).toBe(0);
  });
});

describe("rolls of two users that were swapped", () => {
  /** Two neighbours, each with the other's roll from the first morning on. */
  function swapped(product: string): Life {
    const { devices } = runSpecOf({ days: DAYS, deviceIds: DEVICES });
    const faults = devices.map((device, at): PlannedFault => {
      const other = devices[1 - at] ?? device;
      const span = { fromMs: RUN_START_MS + HOUR, durationMs: 30 * HOUR };
      return {
        fault: { ...span, kind: "roll-swapped", other },
        target: { deviceIds: [device.deviceId] },
      };
    });
    return live(faults, { product });
  }

  const wrong = (life: Life) =>
    life.seen.filter(
      (one) =>
        one.seen === "plant" && one.fact.type === "hazard" && one.fact.hazard === "wrong-patient",
    );

  test("are kept behind the lock by devices that read them, until they are changed", () => {
    const life = swapped("evondos-e300");
    const alerted = life.seen.flatMap((one) =>
      one.seen === "record" && one.record.alert === "1.7" ? [one.deviceId] : [],
    );
    expect([...new Set(alerted)].sort()).toEqual(DEVICES);
    expect(wrong(life)).toEqual([]);
    expect(life.violations).toEqual([]);
    expect(lastDay(life).prevented).toBe(0);
  });

  test("are given by a device that reads nothing, and counted as what it can't notice", () => {
    const life = swapped("medido");
    const given = wrong(life);
    expect(given.length).toBeGreaterThan(1);
    expect(given.every(({ trueMs }) => trueMs < RUN_START_MS + 31 * HOUR + HOUR)).toBe(true);
    expect(life.violations).toEqual([]);
  });
});

test("a network that ended for good takes contact with it, and no dose", () => {
  const world = { ...DEFAULT_WORLD, twoGOffMs: FROM };
  const life = live([], { world, product: "medido" });
  expect(commits(life, RUN_START_MS, FROM)).toBeGreaterThan(0);
  expect(commits(life, FROM + 30_000, Number.POSITIVE_INFINITY)).toBe(0);
  expect(life.violations).toEqual([]);
  expect(lastDay(life).retrieved).toBeGreaterThanOrEqual(4);
  const kept = live([], { world, product: "evondos-e300" });
  expect(commits(kept, FROM + HOUR, Number.POSITIVE_INFINITY)).toBeGreaterThan(0);
});
