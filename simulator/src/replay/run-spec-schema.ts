import { ALERT_CODE, RECIPIENT } from "@dosekit/protocols";
import { z } from "zod";
import { PROFILE_SCHEMA } from "../fleet/profile-schema.ts";
import { DELIVERIES, LOOPS } from "../home/run-spec.ts";
import { PERSONA_SCHEMA } from "../people/persona-schema.ts";
import { DEFAULT_RESPONSE_TIMES } from "../response/response-defaults.ts";
import { FAULT_PLAN_SCHEMA } from "./fault-plan-schema.ts";
import { instantMs, lengthMs, planOf, text, wishOf } from "./schema-parts.ts";

const count = z.number().int().min(0);
const chance = z.number().min(0).max(1);
const recipient = z.enum(Object.keys(RECIPIENT.words) as [string, ...string[]]);

const device = z.strictObject({
  deviceId: text.min(1),
  product: text,
  plan: planOf,
  configVersion: count,
  persona: text,
  roundStop: z.strictObject({ round: text, stop: count }).optional(),
  driftPpm: z.number().optional(),
  startsMs: instantMs.optional(),
});

const habits = z
  .strictObject({
    calls: z.enum(["centre", "persona"]),
    inTime: z.boolean(),
    ignoring: z.boolean(),
    idling: z.boolean(),
    mistakes: z.boolean(),
    journeys: z.boolean(),
    relatives: z.boolean(),
    training: z.boolean(),
    decline: z.boolean(),
    dropOut: z.boolean(),
  })
  .partial();

const ladder = z.strictObject({
  id: text,
  climbFromSeverity: count,
  rungs: z.array(z.strictObject({ recipient, afterMin: z.number().min(0) })).min(1),
  repeatMin: z.number().min(0),
});

const severity = z.enum(["0", "10", "20", "30", "40"]);
/** A severity, or the code of an alert. */
const ladderKey = z.enum([...severity.options, ...Object.keys(ALERT_CODE.words)]);

const measures = z.strictObject({
  zone: text,
  limits: z.partialRecord(
    severity,
    z.strictObject({ acknowledgeMs: z.number().min(0), actMs: z.number().min(0) }),
  ),
  keepsAlerts: z.boolean().optional(),
  watch: z.strictObject({ deviceId: text, fromMs: instantMs, throughMs: instantMs }).optional(),
});

const dayKind = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday"]);
const shifts = z.array(
  z.strictObject({ name: text, operators: count, from: text, to: text, days: z.array(dayKind) }),
);
const minutes = z.number().min(0);

/** Files of before visits were followed up say nothing of when. */
function urgencyOf(usual: { readonly againMin: number }) {
  return z.strictObject({
    noticeMin: minutes,
    arriveMin: minutes,
    againMin: minutes.default(usual.againMin),
  });
}

const USUAL = DEFAULT_RESPONSE_TIMES;

const times = z.strictObject({
  serious: urgencyOf(USUAL.serious),
  moderate: urgencyOf(USUAL.moderate),
  low: urgencyOf(USUAL.low),
  roundFrom: text,
  roundDays: z.array(dayKind),
  unheeded: chance,
  readMin: minutes,
  recordMin: minutes,
  callMin: minutes,
  ringMin: minutes,
  userCalls: count,
  userAnswers: chance,
  sendMin: minutes,
  technicalMin: minutes,
  settlesMin: minutes.default(USUAL.settlesMin),
  waitSigma: minutes,
  workSigma: minutes,
});

const response = z.strictObject({
  centre: z.enum(["unlimited", "shared", "none"]),
  answers: z.array(recipient),
  zone: text,
  holidays: z.union([z.literal("norway"), z.array(text)]),
  shifts,
  times,
  homeCare: z
    .union([
      z.literal("unlimited"),
      z.strictObject({ shifts, visitsPerHour: z.number().min(0.01) }),
    ])
    .default("unlimited"),
});

const station = z.strictObject({ name: text, share: z.number().min(0), backupMs: lengthMs });

const world = z.strictObject({
  areas: z
    .array(
      z.strictObject({
        name: text,
        share: z.number().min(0),
        stations: z.array(station).min(1),
      }),
    )
    .min(1),
  areaOfGroup: z.record(z.string(), text).optional(),
  twoGOffMs: instantMs.optional(),
});

const action = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("press"), actor: z.enum(["user", "staff"]) }),
  z.strictObject({ type: z.literal("take") }),
  z.strictObject({ type: z.literal("tilt") }),
  z.strictObject({ type: z.literal("right") }),
  z.strictObject({ type: z.literal("open-lid"), withKey: z.boolean() }),
  z.strictObject({ type: z.literal("close-lid") }),
  z.strictObject({ type: z.literal("refill"), doses: count }),
]);

const happening = z.discriminatedUnion("what", [
  z.strictObject({ atMs: instantMs, what: z.literal("gesture"), action }),
  z.strictObject({ atMs: instantMs, what: z.literal("asked"), wish: wishOf }),
  z.strictObject({ atMs: instantMs, what: z.literal("fresh-batteries") }),
]);

const order = z.strictObject({
  deviceId: text,
  atMs: instantMs,
  wish: wishOf,
  staffTakes: count.optional(),
});

const rollFaults = z
  .strictObject({
    unreadable: chance,
    torn: chance,
    missing: chance,
    duplicated: chance,
    swappedRoll: chance,
    leaderLeft: chance,
    trailerLeft: chance,
    jam: chance,
    cutFailure: chance,
  })
  .partial();

/** One run, as a failure file has it: everything by value, and every other word a mistake. */
export const RUN_SPEC_SCHEMA = z.strictObject({
  profiles: z.array(PROFILE_SCHEMA).optional(),
  seed: text,
  loop: z.enum(LOOPS).optional(),
  delivery: z.enum(DELIVERIES).optional(),
  startMs: instantMs,
  endMs: instantMs,
  drainMs: lengthMs,
  devices: z.array(device).min(1),
  faults: FAULT_PLAN_SCHEMA,
  world: world.optional(),
  people: z.strictObject({ preset: z.enum(["A", "B"]), habits: habits.optional() }),
  personas: z.array(PERSONA_SCHEMA).optional(),
  refill: z.strictObject({ onAlert: z.boolean(), everyDays: count }),
  ladder,
  ladders: z.partialRecord(ladderKey, ladder).optional(),
  measures: measures.optional(),
  keepDays: z.boolean().optional(),
  response: response.optional(),
  watchesContact: z.boolean().optional(),
  rollFaults: rollFaults.optional(),
  orders: z.array(order).optional(),
  happenings: z.array(happening).optional(),
});
