import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import {
  type DeviceFault,
  type FaultSpan,
  type PlannedFault,
  type RandomStream,
  streamOf,
} from "@dosekit/simulator";

/** The time in which faults may begin and have to end. */
interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Draws faults of devices, of their links and of the gateway.
 *
 * Left out are those whose effect hangs on what else is written or heard at that moment, and so on
 * the link: cuts aimed at a write, a store that fails, a clock that is lost and set again.
 */
export function drawnFaults(
  seed: string,
  deviceIds: readonly string[],
  span: Span,
): readonly PlannedFault[] {
  const gateway = streamOf(seed, "gateway", "wire/faults");
  const outages = Array.from({ length: gateway.integer(0, 2) }, (): PlannedFault => {
    return { fault: { kind: "gateway-outage", ...drawSpan(gateway, span, 45) } };
  });
  const faults = deviceIds.flatMap((deviceId) => {
    const random = streamOf(seed, deviceId, "wire/faults");
    return Array.from({ length: random.integer(0, 3) }, (): PlannedFault => {
      return { fault: drawFault(random, span), target: { deviceIds: [deviceId] } };
    });
  });
  return [...outages, ...faults];
}

function drawFault(random: RandomStream, span: Span): DeviceFault {
  switch (random.integer(0, 8)) {
    case 0:
      return { kind: "link-cut", ...drawSpan(random, span, 60) };
    case 1:
      return {
        ...{ kind: "link-noise", ...drawSpan(random, span, 60) },
        lossPermille: random.integer(0, 300),
        duplicatePermille: random.integer(0, 200),
        reorderPermille: random.integer(0, 200),
      };
    case 2:
      return { kind: "jam", ...drawSpan(random, span, 120) };
    case 3:
      return { kind: "lost-step", ...drawSpan(random, span, 1) };
    case 4: {
      const sensor = (["tilt", "lid", "index"] as const)[random.integer(0, 2)] ?? "tilt";
      return { kind: "sensor-stuck", ...drawSpan(random, span, 120), sensor };
    }
    case 5: {
      const byMs = random.integer(-5, 5) * MINUTE_MS + 1;
      return {
        kind: "clock-step",
        ...drawSpan(random, span, 0),
        byMs,
        noticed: random.chance(0.5),
      };
    }
    default: {
      const aim = random.chance(0.5) ? "start" : "during-motion";
      const write = (["kept", "torn", "lost"] as const)[random.integer(0, 2)] ?? "lost";
      return { kind: "power-cut", ...drawSpan(random, span, 60), aim, write };
    }
  }
}

function drawSpan(random: RandomStream, { startMs, endMs }: Span, minutesMax: number): FaultSpan {
  const durationMs = random.integer(0, minutesMax * MINUTE_MS);
  const fromMs = random.integer(startMs + HOUR_MS, endMs - HOUR_MS - durationMs);
  return { fromMs, durationMs };
}
