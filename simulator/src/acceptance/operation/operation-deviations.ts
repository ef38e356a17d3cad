import { CHECK_IDS, type Violation } from "../../checkers/checker.ts";
import type { LanesRun } from "../../hosts/fleet-sums.ts";
import { LocalCalendar } from "../../results/local-calendar.ts";
import type { CaseKind, FirstCase, ServiceDayCount } from "../measures/packed-service.ts";
import { sumOf } from "../measures/service-measures.ts";
import type { FoundDeviation } from "../result/deviation-record.ts";
import type { OperationResult, ThresholdRecord } from "../result/operation-result.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import { SERVICE_ZONE } from "../service-file.ts";
import type { ServiceMeasure } from "../thresholds.ts";
import {
  classOfRule,
  type DeviationWords,
  deliveryWords,
  ruleWords,
  stopWords,
  thresholdWords,
  UNRECORDED_HERE,
  unrecordedWords,
  unresolvedWords,
} from "./deviation-words.ts";
import type { OperationPlan } from "./operation-spec.ts";
import { passedSince } from "./threshold-records.ts";

/** What deviations of daily operation are found in. */
export interface OperationFindings {
  readonly plan: OperationPlan;
  readonly run: LanesRun;
  readonly thresholds: OperationResult["thresholds"];
  /** What happened around the first case of a rule; the run is looked at once more for it. */
  readonly caseOf: (
    violation: Pick<Violation, "deviceId" | "trueMs">,
  ) => Promise<FirstCase | undefined>;
  /** Command that runs it again. */
  readonly repeat: string | undefined;
}

/** The case whose timeline tells of a measure. */
const CASE_OF: Readonly<Record<ServiceMeasure, CaseKind>> = {
  "missed-per-1000-doses": "missed",
  "unrecorded-doses": "unrecorded",
  "alerts-per-100-doses": "alert",
  "false-alarm-percent": "false-alarm",
  "late-acknowledgement-percent": "late-acknowledgement",
  "late-action-percent": "late-action",
  "devices-without-follow-up": "left-alone",
  "unresolved-after-7-days": "unresolved",
};

/** What is counted of a measure: as often was it not as wished. */
const COUNT_OF: Readonly<Record<ServiceMeasure, ServiceDayCount>> = {
  "missed-per-1000-doses": "missed",
  "unrecorded-doses": "unrecorded",
  "alerts-per-100-doses": "alerts",
  "false-alarm-percent": "falseAlarms",
  "late-acknowledgement-percent": "lateAcknowledgements",
  "late-action-percent": "lateActions",
  "devices-without-follow-up": "devicesLeft",
  "unresolved-after-7-days": "unresolved",
};

/** Lists what was not as agreed in daily operation: rules, stopped programs, delivery, thresholds. */
export async function operationDeviations(
  findings: OperationFindings,
): Promise<readonly FoundDeviation[]> {
  const rules = await Promise.all(
    CHECK_IDS.map((check) => {
      const first = findings.run.sums.violations.find((one) => one.check === check);
      return first === undefined ? undefined : ruleDeviation(first, findings);
    }),
  );
  return [
    ...rules.filter((one) => one !== undefined),
    ...stopDeviation(findings),
    ...deliveryDeviations(findings),
    ...(await unrecordedDeviation(findings)),
    ...(await unresolvedDeviation(findings)),
    ...findings.thresholds.flatMap((one) => thresholdDeviation(one, findings)),
  ];
}

async function ruleDeviation(first: Violation, findings: OperationFindings) {
  const { run, caseOf } = findings;
  const { check, message, trueMs } = first;
  const { violated } = run.sums.checks[check];
  const seen = await caseOf(first);
  return deviation(findings, ruleWords(check, violated, message), {
    ...{ id: `rule-${check}`, class: classOfRule(check), source: "rule", count: violated },
    openedDay: dayOf(findings, trueMs),
    products: productsOf(
      findings,
      run.sums.violations.filter((one) => one.check === check),
    ),
    timeline: seen?.timeline ?? [],
  });
}

function stopDeviation(findings: OperationFindings): readonly FoundDeviation[] {
  const { service, stops } = findings.run.sums;
  if (stops === 0) return [];
  const devices = Object.keys(service?.stops ?? {}).map((deviceId) => ({ deviceId }));
  const seen = service?.cases.stop;
  const found = deviation(findings, stopWords(stops, devices.length), {
    ...{ id: "program-stopped", class: "A", source: "rule", count: stops },
    openedDay: dayOf(findings, seen?.atMs ?? findings.plan.fleet.run.endMs),
    products: productsOf(findings, devices),
    timeline: seen?.timeline ?? [],
  });
  return [found];
}

/** Planned doses whose outcome nobody recorded; the file may have a threshold of its own for them. */
async function unrecordedDeviation(
  findings: OperationFindings,
): Promise<readonly FoundDeviation[]> {
  const { service } = findings.run.sums;
  const first = service?.cases.unrecorded;
  if (service === undefined || first === undefined) return [];
  if (isBounded(findings, "unrecorded-doses")) return [];
  const count = sumOf(service, "unrecorded");
  const { atMs: trueMs, deviceId } = first;
  const seen = await findings.caseOf({ deviceId, trueMs });
  const found = deviation(findings, unrecordedWords(count), {
    ...{ id: "unrecorded-doses", class: "A", source: "rule", count },
    openedDay: dayOf(findings, trueMs),
    products: productsOf(findings, [first]),
    timeline: withUnrecorded(seen?.timeline ?? first.timeline, first),
  });
  return [found];
}

/** Alerts that stood for days on end; a visit in vain is no end of them. */
async function unresolvedDeviation(
  findings: OperationFindings,
): Promise<readonly FoundDeviation[]> {
  const { service } = findings.run.sums;
  const first = service?.cases.unresolved;
  if (service === undefined || first === undefined) return [];
  if (isBounded(findings, "unresolved-after-7-days")) return [];
  const count = sumOf(service, "unresolved");
  const { atMs: trueMs, deviceId } = first;
  const devices = Object.keys(service.unresolved ?? {}).map((name) => ({ deviceId: name }));
  const seen = await findings.caseOf({ deviceId, trueMs });
  const found = deviation(findings, unresolvedWords(count, devices.length), {
    ...{ id: "unresolved-after-7-days", class: "B", source: "rule", count },
    openedDay: dayOf(findings, trueMs),
    products: productsOf(findings, devices),
    timeline: seen?.timeline ?? first.timeline,
  });
  return [found];
}

/** Puts the dose of which nothing was told among what was. */
function withUnrecorded(
  timeline: FirstCase["timeline"],
  { atMs, deviceId }: FirstCase,
): FirstCase["timeline"] {
  const own = { atMs, deviceId, who: "device", what: UNRECORDED_HERE } as const;
  const isLater = (entry: TimelineEntry) => entry.atMs > atMs;
  const before = timeline.filter((entry) => !isLater(entry));
  return [...before, own, ...timeline.filter(isLater)].slice(0, TIMELINE_MAX);
}

/** Whether the file says itself how much of a measure is too much. */
function isBounded({ thresholds }: OperationFindings, measure: ServiceMeasure): boolean {
  return thresholds.some((threshold) => threshold.measure === measure);
}

/** Records are missed, or doubled, once everything on its way has arrived: on the last day. */
function deliveryDeviations(findings: OperationFindings): readonly FoundDeviation[] {
  const { run, plan } = findings;
  if (run.partial) return [];
  return (["lost", "doubled"] as const).flatMap((what) => {
    const count = run.sums.delivery[what];
    if (count === 0) return [];
    const found = deviation(findings, deliveryWords(what, count), {
      ...{ id: `records-${what}`, class: "A" as const, source: "rule" as const, count },
      openedDay: dayOf(findings, plan.fleet.run.endMs - 1),
      ...{ products: allProducts(findings), timeline: [] },
    });
    return [found];
  });
}

function thresholdDeviation(
  threshold: ThresholdRecord,
  findings: OperationFindings,
): readonly FoundDeviation[] {
  const { service } = findings.run.sums;
  if (threshold.outcome !== "failed" || service === undefined) return [];
  const { fleet } = findings.plan;
  const since = passedSince(threshold, service, fleet.days) ?? fleet.days - 1;
  const found = deviation(findings, thresholdWords(threshold), {
    ...{ id: `threshold-${threshold.measure}`, class: threshold.class, source: "threshold" },
    openedDay: dayOf(findings, fleet.run.startMs) + since,
    ...{ products: allProducts(findings), count: sumOf(service, COUNT_OF[threshold.measure]) },
    timeline: service.cases[CASE_OF[threshold.measure]]?.timeline ?? [],
  });
  return [found];
}

function deviation(
  { repeat }: OperationFindings,
  words: DeviationWords,
  found: Omit<FoundDeviation, keyof DeviationWords | "repeat">,
): FoundDeviation {
  return { ...found, ...words, ...(repeat === undefined ? {} : { repeat }) };
}

/** Local day of an instant; what shows in the drain behind the days counts on their last one. */
function dayOf({ plan }: OperationFindings, trueMs: number): number {
  const { startMs, endMs } = plan.fleet.run;
  return new LocalCalendar(SERVICE_ZONE).dayOf(Math.max(startMs, Math.min(trueMs, endMs - 1)));
}

function productsOf(
  { plan }: OperationFindings,
  rows: readonly { readonly deviceId: string }[],
): readonly string[] {
  const ids = new Set(rows.map(({ deviceId }) => deviceId));
  const devices = plan.fleet.run.devices.filter(({ deviceId }) => ids.has(deviceId));
  return [...new Set(devices.map(({ product }) => product))].sort();
}

function allProducts({ plan }: OperationFindings): readonly string[] {
  return [...new Set(plan.groups.map(({ product }) => product))].sort();
}
