import { DAY_MS, MINUTE_MS } from "@dosekit/protocols";
import { type RandomStream, streamOf } from "../random/random-stream.ts";
import type {
  DeviceFault,
  Fault,
  FaultPlan,
  FaultSpan,
  FaultTarget,
  GatewayFault,
} from "./fault.ts";
import { isGatewayFault } from "./fault.ts";
import { type FaultRate, PRESET_RATES } from "./preset-rates.ts";

/** What faults are drawn from. */
export interface FaultDraw {
  readonly seed: string;
  readonly plan: FaultPlan;
  /** True time in which faults may begin; every one ends by its end. */
  readonly startMs: number;
  readonly endMs: number;
}

/** Name under which a gateway draws its chance. */
export const GATEWAY_SOURCE = "gateway";

/**
 * Draws the faults of one device, ordered by their beginning: those of the preset and those planned
 * for it. Other devices of the run make no difference.
 */
export function faultsOfDevice(draw: FaultDraw, deviceId: string): readonly DeviceFault[] {
  const rates = Object.entries(PRESET_RATES[draw.plan.preset].device);
  const drawn = rates.flatMap(([kind, rate]) => {
    const random = streamOf(draw.seed, deviceId, `fault/${kind}`);
    return spansOf(draw, rate, random).map((span) =>
      detailOf(kind as DeviceFault["kind"], span, random),
    );
  });
  const planned = draw.plan.planned.flatMap((entry, index) => {
    if (!("target" in entry)) return [];
    return isStruck(draw.seed, deviceId, entry.target, index) ? [entry.fault] : [];
  });
  return [...drawn, ...planned].map((fault) => lasting(fault, draw)).sort(byBeginning);
}

/** Draws the faults of the run's gateway, ordered by their beginning. */
export function faultsOfGateway(draw: FaultDraw): readonly GatewayFault[] {
  const rates = Object.entries(PRESET_RATES[draw.plan.preset].gateway);
  const drawn = rates.flatMap(([kind, rate]) => {
    const random = streamOf(draw.seed, GATEWAY_SOURCE, `fault/${kind}`);
    return spansOf(draw, rate, random).map(
      (span): GatewayFault => ({ ...span, kind: kind as GatewayFault["kind"] }),
    );
  });
  const planned = draw.plan.planned.flatMap(({ fault }) => (isGatewayFault(fault) ? [fault] : []));
  return [...drawn, ...planned].map((fault) => lasting(fault, draw)).sort(byBeginning);
}

/** Says whether a fault strikes a device; a share is drawn for each device on its own. */
function isStruck(seed: string, deviceId: string, target: FaultTarget, index: number): boolean {
  if ("all" in target) return true;
  if ("deviceIds" in target) return target.deviceIds.includes(deviceId);
  const random = streamOf(seed, deviceId, `fault/planned-${index}`);
  return random.chance(target.sharePermille / 1_000);
}

function spansOf(draw: FaultDraw, rate: FaultRate, random: RandomStream): readonly FaultSpan[] {
  const spans: FaultSpan[] = [];
  const meanGapMs = DAY_MS / rate.perDay;
  let fromMs = draw.startMs + gap(random, meanGapMs);
  while (fromMs < draw.endMs) {
    const drawnMs = Math.round(random.logNormal(rate.medianMs, rate.sigma));
    const durationMs = Math.min(drawnMs, rate.maxMs);
    spans.push({ fromMs, durationMs });
    fromMs += gap(random, meanGapMs);
  }
  return spans;
}

function gap(random: RandomStream, meanMs: number): number {
  return 1 + Math.floor(random.exponential(meanMs));
}

function detailOf(kind: DeviceFault["kind"], span: FaultSpan, random: RandomStream): DeviceFault {
  switch (kind) {
    case "power-cut":
      return {
        ...span,
        kind,
        aim: pick(random, ["start", "during-write", "during-motion"] as const),
        write: pick(random, ["kept", "torn", "lost"] as const),
        clockLost: random.chance(0.2),
        brownOut: random.chance(0.2),
      };
    case "battery-drop":
      return { ...span, kind, permille: random.integer(0, 250) };
    case "temperature":
      return { ...span, kind, celsius: pick(random, [-5, 3, 42, 50] as const) };
    case "sensor-ghost":
      return {
        ...span,
        kind,
        sensor: pick(random, ["tilt", "lid"] as const),
        times: random.integer(1, 3),
      };
    case "link-noise":
      return {
        ...span,
        kind,
        lossPermille: random.integer(0, 300),
        duplicatePermille: random.integer(0, 200),
        reorderPermille: random.integer(0, 200),
      };
    case "clock-step":
      return { ...span, kind, byMs: stepMs(random), noticed: random.chance(0.5) };
    case "sensor-stuck":
      return { ...span, kind, sensor: pick(random, ["tilt", "lid", "index"] as const) };
    case "store-fails":
      return { ...span, kind, failure: pick(random, ["io", "full"] as const) };
    case "store-lies":
      return { ...span, kind, commits: random.integer(1, 12) };
    default:
      return { ...span, kind };
  }
}

/** Mostly minutes, now and then as far as a wrong time zone takes a clock. */
function stepMs(random: RandomStream): number {
  const sign = random.chance(0.5) ? 1 : -1;
  const minutes = random.chance(0.8) ? random.integer(1, 15) : random.integer(30, 180);
  return sign * minutes * MINUTE_MS;
}

function pick<T>(random: RandomStream, choices: readonly [T, ...T[]]): T {
  return choices[random.integer(0, choices.length - 1)] ?? choices[0];
}

const OUTAGES: ReadonlySet<Fault["kind"]> = new Set([
  "power-cut",
  "link-cut",
  "gateway-outage",
  "gateway-restart",
]);

/**
 * Makes an outage last as long as the run asks for at least, if need be by beginning earlier, and
 * everything end with the run.
 */
function lasting<T extends Fault>(fault: T, { plan, startMs, endMs }: FaultDraw): T {
  const leastMs = OUTAGES.has(fault.kind) ? (plan.outageMinMs ?? 0) : 0;
  const fromMs = Math.min(fault.fromMs, Math.max(startMs, endMs - leastMs));
  const wantedMs = Math.max(fault.durationMs, leastMs);
  return { ...fault, fromMs, durationMs: Math.max(0, Math.min(wantedMs, endMs - fromMs)) };
}

function byBeginning(a: FaultSpan, b: FaultSpan): number {
  return a.fromMs - b.fromMs;
}
