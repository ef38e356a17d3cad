import { z } from "zod";
import { FAULT_PRESETS } from "../faults/fault.ts";
import { FAULT_KINDS } from "../faults/fault-kinds.ts";
import { instantMs, lengthMs, planOf, text } from "./schema-parts.ts";

const permille = z.number().int().min(0).max(1_000);
const KINDS = ["network-ended", ...Object.keys(FAULT_KINDS)] as [string, ...string[]];

/** What a fault may say besides when it is, whatever its kind. */
const DETAILS = {
  aim: z.enum(["start", "during-write", "during-motion"]),
  write: z.enum(["kept", "torn", "lost"]),
  clockLost: z.boolean(),
  brownOut: z.boolean(),
  permille,
  celsius: z.number(),
  sensor: z.enum(["tilt", "lid", "index"]),
  times: z.number().int().min(0),
  byMs: z.number().int(),
  noticed: z.boolean(),
  ppm: z.number(),
  failure: z.enum(["io", "full"]),
  commits: z.number().int().min(0),
  failPermille: permille,
  slowMs: lengthMs,
  pouches: z.number().int().min(0),
  other: z.strictObject({ deviceId: text, plan: planOf }),
  lossPermille: permille,
  duplicatePermille: permille,
  reorderPermille: permille,
  addMs: lengthMs,
  jitterMs: lengthMs,
  way: z.enum(["up", "down"]),
  release: z.enum(["sent", "drawn"]),
  forgets: z.boolean(),
};

/** Details without which a kind means nothing. */
const NEEDED: Readonly<Record<string, readonly (keyof typeof DETAILS)[]>> = {
  "battery-drop": ["permille"],
  temperature: ["celsius"],
  "sensor-ghost": ["sensor", "times"],
  "clock-step": ["byMs", "noticed"],
  "clock-drift": ["ppm"],
  "sensor-stuck": ["sensor"],
  "store-fails": ["failure"],
  "store-lies": ["commits"],
  "flash-wear": ["failPermille", "slowMs"],
  "pouch-unreadable": ["pouches"],
  "link-noise": ["lossPermille", "duplicatePermille", "reorderPermille"],
  "link-latency": ["addMs", "jitterMs"],
  "half-open": ["way"],
  "link-clog": ["release"],
};

const fault = z
  .strictObject({
    kind: z.enum(KINDS),
    fromMs: instantMs,
    durationMs: z.union([lengthMs, z.literal(Number.POSITIVE_INFINITY)]),
    ...z.object(DETAILS).partial().shape,
  })
  .superRefine((value, context) => {
    for (const name of NEEDED[value.kind] ?? []) {
      if (value[name] !== undefined) continue;
      const message = `what a fault of kind ${value.kind} needs`;
      context.addIssue({ code: "custom", path: [name], message });
    }
  });

const names = z.array(text);

const target = z.strictObject({
  all: z.literal(true).optional(),
  deviceIds: names.optional(),
  groups: names.optional(),
  areas: names.optional(),
  stations: names.optional(),
  sharePermille: permille.optional(),
});

const rate = z.strictObject({
  perDay: z.number().min(0),
  medianMs: lengthMs,
  sigma: z.number().min(0),
  maxMs: lengthMs,
});

/** What goes wrong in a run, as a failure file has it. */
export const FAULT_PLAN_SCHEMA = z.strictObject({
  preset: z.enum(FAULT_PRESETS),
  planned: z.array(
    z.strictObject({
      fault,
      target: target.optional(),
      places: names.optional(),
      seed: text.optional(),
      every: rate.optional(),
      oneByOne: z.literal(true).optional(),
    }),
  ),
  outageMinMs: lengthMs.optional(),
});
