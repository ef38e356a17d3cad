import { MINUTE_MS } from "@dosekit/protocols";
import type { PlannedFault } from "../faults/fault.ts";
import type { Order } from "../home/run-spec.ts";
import type { Timeline } from "./explicit-timeline.ts";
import type { Happening } from "./happening.ts";

/** Something of a timeline that can be left out. */
export type TimelinePart =
  | { readonly part: "fault"; readonly fault: PlannedFault }
  | { readonly part: "order"; readonly order: Order }
  | { readonly part: "happenings"; readonly happenings: readonly Happening[] };

/** Up to which pause several happenings are one visit, or one way of taking a dose, ms. */
const ONE_VISIT_MS = 3 * MINUTE_MS;

/** Lists what can be left out by time: each happening for itself, or those of one visit together. */
export function partsOf(timeline: Timeline, areVisits: boolean): readonly TimelinePart[] {
  const { happenings, faults, orders = [] } = timeline;
  const rows = areVisits ? visitsOf(happenings) : happenings.map((one) => [one]);
  const parts: readonly TimelinePart[] = [
    ...faults.planned.map((fault) => ({ part: "fault", fault }) as const),
    ...orders.map((order) => ({ part: "order", order }) as const),
    ...rows.map((row) => ({ part: "happenings", happenings: row }) as const),
  ];
  return parts
    .map((part) => [beginOf(part), part] as const)
    .sort(([a], [b]) => a - b)
    .map(([, part]) => part);
}

/** Leaves out everything but these parts. */
export function withParts(timeline: Timeline, parts: readonly TimelinePart[]): Timeline {
  const orders = parts.flatMap((part) => (part.part === "order" ? [part.order] : []));
  const { orders: _, ...others } = timeline;
  return {
    ...others,
    ...(orders.length === 0 ? {} : { orders }),
    faults: {
      ...timeline.faults,
      planned: parts.flatMap((part) => (part.part === "fault" ? [part.fault] : [])),
    },
    happenings: parts.flatMap((part) => (part.part === "happenings" ? part.happenings : [])),
  };
}

function visitsOf(happenings: readonly Happening[]): readonly (readonly Happening[])[] {
  const visits: Happening[][] = [];
  for (const happening of happenings) {
    const visit = visits.at(-1);
    const lastMs = visit?.at(-1)?.atMs;
    if (lastMs !== undefined && happening.atMs - lastMs <= ONE_VISIT_MS) visit?.push(happening);
    else visits.push([happening]);
  }
  return visits;
}

function beginOf(part: TimelinePart): number {
  if (part.part === "fault") return part.fault.fault.fromMs;
  return part.part === "order" ? part.order.atMs : (part.happenings[0]?.atMs ?? 0);
}
