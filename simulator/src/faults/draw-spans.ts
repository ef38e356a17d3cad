import { DAY_MS } from "@dosekit/protocols";
import type { RandomStream } from "../random/random-stream.ts";
import type { Fault, FaultRate, FaultSpan, PlanTiming } from "./fault.ts";

/** Part of a run in which something may begin, true time, ms. */
export interface DrawWindow {
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Draws when something comes and how long each time lasts. */
export function spansOf(
  { fromMs, untilMs }: DrawWindow,
  rate: FaultRate,
  random: RandomStream,
): readonly FaultSpan[] {
  const spans: FaultSpan[] = [];
  const meanGapMs = DAY_MS / rate.perDay;
  let beginMs = fromMs + gap(random, meanGapMs);
  while (beginMs < untilMs) {
    const drawnMs = Math.round(random.logNormal(rate.medianMs, rate.sigma));
    spans.push({ fromMs: beginMs, durationMs: Math.min(drawnMs, rate.maxMs) });
    beginMs += gap(random, meanGapMs);
  }
  return spans;
}

/** Name under which a planned fault draws its chance. */
export function chanceName({ seed }: PlanTiming, index: number): string {
  return seed === undefined ? `fault/planned-${index}` : `fault/planned/${seed}`;
}

/** Draws the part of a span in which one device is struck, of many that are one by one. */
export function ownPartOf({ fromMs, durationMs }: FaultSpan, random: RandomStream): FaultSpan {
  const half = Math.floor(durationMs / 2);
  const begin = random.integer(0, Math.max(0, half - 1));
  const end = random.integer(half, durationMs);
  return { fromMs: fromMs + begin, durationMs: Math.max(0, end - begin) };
}

function gap(random: RandomStream, meanMs: number): number {
  return 1 + Math.floor(random.exponential(meanMs));
}

/** What outages are made to last at least, and when all is to be mended. */
export interface SpanLimits {
  readonly startMs: number;
  readonly endMs: number;
  readonly outageMinMs: number;
}

const OUTAGES: ReadonlySet<Fault["kind"]> = new Set([
  "power-cut",
  "link-cut",
  "gateway-outage",
  "gateway-restart",
  "broker-outage",
]);

/**
 * Makes an outage last as long as the run asks for at least, if need be by beginning earlier, and
 * everything that ends at all end with the run.
 */
export function lasting<T extends Fault>(fault: T, limits: SpanLimits): T {
  if (!Number.isFinite(fault.durationMs)) return fault;
  const { startMs, endMs } = limits;
  const leastMs = OUTAGES.has(fault.kind) ? limits.outageMinMs : 0;
  const fromMs = Math.min(fault.fromMs, Math.max(startMs, endMs - leastMs));
  const wantedMs = Math.max(fault.durationMs, leastMs);
  const durationMs = Math.max(0, Math.min(wantedMs, endMs - fromMs));
  // Nearly all are as they should be, and a copy costs more than the drawing.
  const isRight = fromMs === fault.fromMs && durationMs === fault.durationMs;
  return isRight ? fault : { ...fault, fromMs, durationMs };
}

/** Order by beginning. */
export function byBeginning(a: FaultSpan, b: FaultSpan): number {
  return a.fromMs - b.fromMs;
}
