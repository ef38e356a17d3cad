import { MINUTE_MS } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { DeviceFault, FaultSpan, GatewayFault } from "./fault.ts";

/** Draws what a fault of a kind is like in one device. */
export function deviceFaultOf(
  kind: DeviceFault["kind"],
  span: FaultSpan,
  random: RandomStream,
): DeviceFault {
  // Field by field: a run draws hundreds of faults for each device, and copies cost most of that.
  const { fromMs, durationMs } = span;
  switch (kind) {
    case "power-cut":
      return {
        fromMs,
        durationMs,
        kind,
        aim: pick(random, ["start", "during-write", "during-motion"] as const),
        write: pick(random, ["kept", "torn", "lost"] as const),
        clockLost: random.chance(0.2),
        brownOut: random.chance(0.2),
      };
    case "battery-drop":
      return { fromMs, durationMs, kind, permille: random.integer(0, 250) };
    case "temperature":
      return { fromMs, durationMs, kind, celsius: pick(random, [-5, 3, 42, 50] as const) };
    case "sensor-ghost":
      return {
        fromMs,
        durationMs,
        kind,
        sensor: pick(random, ["tilt", "lid"] as const),
        times: random.integer(1, 3),
      };
    case "clock-step":
      return { fromMs, durationMs, kind, byMs: stepMs(random), noticed: random.chance(0.5) };
    case "clock-drift":
      return {
        fromMs,
        durationMs,
        kind,
        ppm: pick(random, [-1, 1] as const) * random.integer(20, 200),
      };
    case "sensor-stuck":
      return { fromMs, durationMs, kind, sensor: pick(random, ["tilt", "lid", "index"] as const) };
    case "store-fails":
      return { fromMs, durationMs, kind, failure: pick(random, ["io", "full"] as const) };
    case "store-lies":
      return { fromMs, durationMs, kind, commits: random.integer(1, 12) };
    case "flash-wear":
      return {
        fromMs,
        durationMs,
        kind,
        failPermille: random.integer(10, 300),
        slowMs: random.integer(0, 90),
      };
    case "pouch-unreadable":
      return { fromMs, durationMs, kind, pouches: random.integer(1, 3) };
    default:
      return linkFaultOf(kind, span, random);
  }
}

type PlainKind = Exclude<
  DeviceFault["kind"],
  | "power-cut"
  | "battery-drop"
  | "temperature"
  | "sensor-ghost"
  | "clock-step"
  | "clock-drift"
  | "sensor-stuck"
  | "store-fails"
  | "store-lies"
  | "flash-wear"
  | "pouch-unreadable"
>;

function linkFaultOf(
  kind: PlainKind,
  { fromMs, durationMs }: FaultSpan,
  random: RandomStream,
): DeviceFault {
  switch (kind) {
    case "link-noise":
      return {
        fromMs,
        durationMs,
        kind,
        lossPermille: random.integer(0, 300),
        duplicatePermille: random.integer(0, 200),
        reorderPermille: random.integer(0, 200),
      };
    case "link-latency":
      return {
        fromMs,
        durationMs,
        kind,
        addMs: random.integer(200, 15_000),
        jitterMs: random.integer(0, 5_000),
      };
    case "half-open":
      return { fromMs, durationMs, kind, way: pick(random, ["up", "down"] as const) };
    case "link-clog":
      return { fromMs, durationMs, kind, release: pick(random, ["sent", "drawn"] as const) };
    default:
      return { fromMs, durationMs, kind };
  }
}

/** Draws what a fault of a kind is like where all devices meet. */
export function gatewayFaultOf(
  kind: GatewayFault["kind"],
  { fromMs, durationMs }: FaultSpan,
  random: RandomStream,
): GatewayFault {
  return kind === "broker-outage"
    ? { fromMs, durationMs, kind, forgets: random.chance(0.5) }
    : { fromMs, durationMs, kind };
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
