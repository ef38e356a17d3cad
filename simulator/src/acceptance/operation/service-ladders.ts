import {
  ALERTS,
  type AlertCode,
  DEFAULT_LADDER,
  type EscalationLadder,
  type LadderRung,
  type Recipient,
  type Severity,
} from "@dosekit/protocols";
import type { LaddersBySeverity } from "../../response/ladders-by-severity.ts";
import type { ServiceFile } from "../service-schema.ts";

/**
 * Ladders that a service has of its own: those that its file names for a severity, and those of codes
 * and severities that somebody is told of at once by a route. An alert climbs one that has more than
 * one step, whatever its severity.
 */
export function laddersOf({ ladders = [], routes = [] }: ServiceFile): LaddersBySeverity {
  const own = new Map<Severity, readonly LadderRung[]>(
    ladders.map(({ severity, steps }) => [
      severity,
      steps.map(({ to, afterMinutes }) => ({ recipient: to, afterMin: afterMinutes })),
    ]),
  );
  const told = new Map(own);
  for (const { severity, to } of routes) {
    if (severity !== undefined) told.set(severity, beside(rungsOf(own, severity), to));
  }
  const bySeverity = [...told].map(
    ([severity, rungs]) => [severity, ladderOf(`severity-${severity}`, rungs, severity)] as const,
  );
  const byCode = routes.flatMap(({ code, to }) => {
    if (code === undefined) return [];
    const { severity } = ALERTS[code as AlertCode];
    const rungs = beside(rungsOf(told, severity), to);
    return [[code, ladderOf(`code-${code}`, rungs, severity)] as const];
  });
  return Object.fromEntries([...bySeverity, ...byCode]);
}

/** Who is told of a severity without any route; of one that does not climb, the first alone. */
function rungsOf(
  own: ReadonlyMap<Severity, readonly LadderRung[]>,
  severity: Severity,
): readonly LadderRung[] {
  const usual =
    severity < DEFAULT_LADDER.climbFromSeverity
      ? DEFAULT_LADDER.rungs.slice(0, 1)
      : DEFAULT_LADDER.rungs;
  return own.get(severity) ?? usual;
}

/** Tells some at once beside a ladder; they are not told again by it, and nobody else later. */
function beside(rungs: readonly LadderRung[], to: readonly Recipient[]): readonly LadderRung[] {
  const first = [...new Set(to)].map((recipient) => ({ recipient, afterMin: 0 }));
  const rest: LadderRung[] = [];
  let owedMin = 0;
  for (const { recipient, afterMin } of rungs) {
    owedMin += afterMin;
    if (to.includes(recipient)) continue;
    rest.push({ recipient, afterMin: owedMin });
    owedMin = 0;
  }
  return [...first, ...rest];
}

function ladderOf(id: string, rungs: readonly LadderRung[], severity: Severity): EscalationLadder {
  const { climbFromSeverity: usual, repeatMin } = DEFAULT_LADDER;
  const climbs = rungs.length > 1 || severity >= usual;
  const climbFromSeverity = climbs && severity < usual ? severity : usual;
  return { id, climbFromSeverity, rungs, repeatMin };
}
