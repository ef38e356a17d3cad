import { z } from "zod";
import { CHECK_IDS } from "../../checkers/checker.ts";
import { CHECK_METHODS, CRITERION_CONFIDENCES } from "../criterion.ts";
import { DEVIATION_CLASSES } from "../deviation.ts";
import { INCIDENTS } from "../result/incident-result.ts";
import { PATHWAY_STEPS } from "../result/pathway-result.ts";
import { TIMELINE_ACTORS } from "../result/timeline.ts";
import { SERVICE_MEASURES, type ServiceMeasure } from "../thresholds.ts";
import { VERDICTS, type Verdict } from "../verdict.ts";

const MEASURES = Object.keys(SERVICE_MEASURES) as [ServiceMeasure, ...ServiceMeasure[]];
const VERDICT_WORDS = Object.keys(VERDICTS) as [Verdict, ...Verdict[]];

const text = z.string().max(20_000);
const both = z.looseObject({ nb: text, en: text });
const count = z.number();
const gravity = z.enum(DEVIATION_CLASSES);
const decided = z.enum(["passed", "failed", "not-tested"]);
const outcome = z.enum(["passed", "failed", "not-tested", "not-applicable"]);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const list = <T extends z.ZodType>(of: T) => z.array(of).max(100_000);

const timeline = list(
  z.looseObject({
    atMs: count,
    deviceId: text.optional(),
    who: z.enum(TIMELINE_ACTORS),
    what: both,
  }),
);

const deviation = z.looseObject({
  id: text,
  class: gravity,
  openedDay: count,
  closedDay: count.optional(),
  criterion: text.optional(),
  source: z.enum(["criterion", "threshold", "rule", "incident", "pathway", "register"]),
  title: both,
  what: both,
  products: list(text),
  count,
  timeline,
  repeat: text.optional(),
  owner: text.optional(),
  deadline: text.optional(),
  remark: text.optional(),
});

const check = z.looseObject({
  outcome,
  saw: both,
  timeline,
  method: z.enum(CHECK_METHODS),
  pass: both,
  decidedBy: z.enum(["program", "protocol", "kit", "nobody"]),
  repeat: text.optional(),
});

const criterion = z.looseObject({
  id: text,
  text: both,
  basis: text,
  confidence: z.enum(CRITERION_CONFIDENCES),
  failureClass: gravity,
  story: text,
  product: text,
  outcome,
  checks: list(check),
});

const histogram = z.looseObject({ count });

const answered = z.looseObject({
  severity: z.literal([0, 10, 20, 30, 40]),
  raised: count,
  clearedFirst: count,
  unattended: count,
  withoutAction: count,
  limits: z.looseObject({ acknowledgeMs: count, actMs: count }).optional(),
  lateAcknowledgements: count,
  lateActions: count,
  toAcknowledgementMs: histogram,
  acknowledgementToActionMs: histogram,
  toActionMs: histogram,
});

const measures = z.looseObject({
  alerts: count,
  bySeverity: list(answered),
  byHour: list(
    z.looseObject({
      ...{ hour: count, raised: count, acknowledged: count },
      perOperatorHour: count.optional(),
    }),
  ),
  byCode: list(
    z.looseObject({ code: text, raised: count, falseAlarms: count, notKnown: count }),
  ).optional(),
  byOperator: list(z.looseObject({ operator: text, acknowledged: count })).optional(),
  settled: z.looseObject({ acknowledgements: count, actions: count }).optional(),
  falseAlarmsNotKnown: count.optional(),
  plannedVisits: count.optional(),
  unrecordedDoses: count.optional(),
  unresolvedAfter7Days: count.optional(),
  visitsInVain: count.optional(),
  alertsPerOperatorHour: count.nullable(),
  ...{ unattendedAlerts: count, falseAlarms: count, missedFoundLate: count },
  ...{ devicesWithoutFollowUp: count, visits: count, calls: count },
});

const operation = z.looseObject({
  run: z.looseObject({
    v: z.literal(1),
    ...{ seed: text, devices: count, days: count },
    totals: z.looseObject({ due: count }),
    delivery: z.looseObject({ sent: count }),
    checks: z.record(z.enum(CHECK_IDS), z.looseObject({ made: count, violated: count })),
  }),
  partial: z.boolean(),
  startDate: date,
  days: count,
  clockChanges: list(date),
  holidays: list(date),
  byProduct: list(
    z.looseObject({
      ...{ story: text, product: text, devices: count, due: count, missed: count },
      ...{ alerts: count, deviceDays: count },
    }),
  ),
  byDay: list(
    z.looseObject({ date, due: count, missed: count, alerts: count, lateActions: count }),
  ),
  measures,
  measured: z.partialRecord(z.enum(MEASURES), count),
  thresholds: list(
    z.looseObject({
      measure: z.enum(MEASURES),
      ...{ atMost: count, class: gravity, value: count.optional(), outcome: decided },
    }),
  ),
  deviations: list(deviation),
});

const incident = z.looseObject({
  incident: z.enum(INCIDENTS),
  ...{ title: both, course: both, devices: count, outcome: decided },
  checks: list(z.looseObject({ id: text, expect: both, outcome: decided, saw: both })),
  ...{ timeline, deviations: list(deviation), repeat: text, partial: z.boolean() },
});

const pathway = z.looseObject({
  ...{ story: text, product: text, outcome: decided },
  steps: list(
    z.looseObject({
      step: z.enum(PATHWAY_STEPS),
      title: both,
      actors: list(both),
      method: z.enum(CHECK_METHODS),
      ...{ expect: both, outcome: decided, saw: both },
    }),
  ),
  ...{ timeline, deviations: list(deviation), repeat: text, partial: z.boolean() },
});

const staffing = z.looseObject({
  shifts: list(
    z.looseObject({
      ...{ name: text, planned: count, needed: list(count), median: count },
      ...{ least: count, most: count },
    }),
  ),
  ...{ seeds: list(text), tolerancePercent: count, unreachable: list(text) },
  partial: z.boolean(),
});

const benefits = z.looseObject({
  rows: list(
    z.looseObject({
      ...{ measure: both, unit: both, baseline: count.nullable(), result: count },
      ...{ least: count, most: count, source: both },
    }),
  ),
  ...{ savedPerYear: count.nullable(), costPerYear: count, notKnown: both.optional() },
  netPerYear: z.looseObject({ median: count, least: count, most: count }).nullable(),
  assumptions: list(both),
});

const notTested = z.looseObject({ what: both, why: both });

/** What has to stand in a result file for a page or a comparison to be made of it. */
export const RESULT_SCHEMA = z.looseObject({
  v: z.literal(1),
  versions: z.record(z.string(), text),
  date,
  file: z.looseObject({ name: text, sha256: text }),
  municipality: text,
  language: z.enum(["nb", "en"]),
  ...{ zone: text, seed: text, partial: z.boolean(), repeat: text },
  rule: z.looseObject({ A: z.literal(0), B: count.nullable(), C: count.nullable() }),
  finding: z.looseObject({
    verdict: z.enum(VERDICT_WORDS),
    open: z.looseObject({ A: count, B: count, C: count }),
    undecided: list(text),
  }),
  approval: z.looseObject({
    attempts: list(z.looseObject({ startDay: count, endDay: count, brokenBy: text.optional() })),
    isComplete: z.boolean(),
    endsDay: count.optional(),
  }),
  criteria: list(criterion),
  operation: operation.optional(),
  incidents: list(incident),
  pathways: list(pathway),
  staffing: staffing.optional(),
  benefits: benefits.optional(),
  deviations: list(deviation),
  hazards: list(
    z.looseObject({
      ...{ hazard: both, cause: both, effect: both, barrier: both, tests: list(text) },
      measured: z.looseObject({ count, of: count }).optional(),
      per: both.optional(),
      probability: z.literal([1, 2, 3, 4, 5]).optional(),
    }),
  ),
  notTested: list(notTested),
  assumptions: list(
    z.looseObject({ what: both, confidence: z.enum(["found", "stand-in", "inferred"]) }),
  ),
  warnings: list(both).optional(),
  manifest: z.record(z.string(), text),
});
