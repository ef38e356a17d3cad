import { z } from "zod";
import type { PlannedKind } from "../faults/fault-kinds.ts";

/** One field of a planned fault: what it may hold, for programs and in words. */
interface FieldFacts {
  readonly schema: z.ZodType;
  readonly allowed: string;
}

/** Longest fault, minutes: thirty days. */
const MINUTES_MAX = 30 * 24 * 60;
const NAMES_MAX = 1_000_000;

const minutes = z.number().min(0.05).max(MINUTES_MAX);
const permille = z.number().int().min(0).max(1_000);
const names = z.array(z.string().min(1).max(80)).min(1).max(NAMES_MAX);
const time = z.string().min(1).max(40);
const LENGTH = `a number from 0.05 to ${MINUTES_MAX}`;
const PERMILLE = "a whole number from 0 to 1000";
const LOCAL_TIME = "a local time, such as 08:30, or a day with it, such as 2026-11-24T08:30";

function words<const W extends readonly [string, ...string[]]>(...allowed: W) {
  return { schema: z.enum(allowed), allowed: allowed.join(" or ") };
}

function whole(min: number, max: number) {
  return {
    schema: z.number().int().min(min).max(max),
    allowed: `a whole number from ${min} to ${max}`,
  };
}

const YES_OR_NO = { schema: z.boolean(), allowed: "true or false" };
const SOME_PERMILLE = { schema: permille, allowed: PERMILLE };

/** When a fault comes, how long it lasts, and by what name that is drawn. */
export const TIME_FIELDS = {
  at: { schema: time, allowed: LOCAL_TIME },
  day: whole(1, 3_660),
  minutes: { schema: minutes, allowed: LENGTH },
  until: { schema: time, allowed: LOCAL_TIME },
  from: { schema: time, allowed: LOCAL_TIME },
  perDay: {
    schema: z.number().min(0.000_001).max(1_000),
    allowed: "a number from 0.000001 to 1000",
  },
  sigma: { schema: z.number().min(0).max(3), allowed: "a number from 0 to 3" },
  maxMinutes: { schema: minutes, allowed: LENGTH },
  seed: { schema: z.string().min(1).max(40), allowed: "text of 1 to 40 characters" },
} as const satisfies Readonly<Record<string, FieldFacts>>;

/** Whom a fault of a device strikes. */
export const SCOPE_FIELDS = {
  devices: { schema: names, allowed: "a list of device ids" },
  groups: { schema: names, allowed: "a list of groups of the fleet" },
  areas: { schema: names, allowed: "a list of areas of the world" },
  stations: { schema: names, allowed: "a list of base stations of the world" },
  share: {
    schema: z.number().gt(0).max(1),
    allowed: "a number above 0, at most 1",
  },
  oneByOne: YES_OR_NO,
} as const satisfies Readonly<Record<string, FieldFacts>>;

/** What a fault of a kind is like. */
export const DETAIL_FIELDS = {
  aim: words("start", "during-write", "during-motion"),
  write: words("kept", "torn", "lost"),
  clockLost: YES_OR_NO,
  brownOut: YES_OR_NO,
  permille: SOME_PERMILLE,
  celsius: whole(-40, 90),
  sensor: words("tilt", "lid", "index"),
  times: whole(1, 10),
  byMinutes: {
    schema: z.number().min(-1_440).max(1_440),
    allowed: "a number of minutes from -1440 to 1440",
  },
  noticed: YES_OR_NO,
  ppm: whole(-1_000, 1_000),
  lossPermille: SOME_PERMILLE,
  duplicatePermille: SOME_PERMILLE,
  reorderPermille: SOME_PERMILLE,
  addMs: whole(0, 600_000),
  jitterMs: whole(0, 600_000),
  way: words("up", "down"),
  release: words("sent", "drawn"),
  failure: words("io", "full"),
  commits: whole(1, 100),
  failPermille: SOME_PERMILLE,
  slowMs: whole(0, 10_000),
  pouches: whole(1, 50),
  between: {
    schema: z.tuple([z.string().min(1).max(80), z.string().min(1).max(80)]),
    allowed: "a list of two device ids",
  },
  forgets: YES_OR_NO,
} as const satisfies Readonly<Record<string, FieldFacts>>;

/** Name of a field that says what a fault is like. */
export type DetailField = keyof typeof DETAIL_FIELDS;

/** Fields of each kind beside its times and scope; those before the bar must be there. */
interface KindDetails {
  readonly needs: readonly DetailField[];
  readonly takes: readonly DetailField[];
}

function details(needs: readonly DetailField[], takes: readonly DetailField[] = []): KindDetails {
  return { needs, takes };
}

const PLAIN = details([]);

/** What is told of each kind. */
export const KIND_DETAILS: Readonly<Record<PlannedKind, KindDetails>> = {
  "link-cut": PLAIN,
  "link-noise": details([], ["lossPermille", "duplicatePermille", "reorderPermille"]),
  "link-latency": details(["addMs"], ["jitterMs"]),
  "half-open": details(["way"]),
  "link-clog": details([], ["release"]),
  "station-outage": PLAIN,
  "area-outage": PLAIN,
  "gateway-outage": PLAIN,
  "gateway-restart": PLAIN,
  "broker-outage": details([], ["forgets"]),
  "power-cut": details([], ["aim", "write", "clockLost", "brownOut"]),
  "mains-loss": PLAIN,
  "battery-drop": details(["permille"]),
  "clock-step": details(["byMinutes"], ["noticed"]),
  "clock-drift": details(["ppm"]),
  "store-fails": details([], ["failure"]),
  "store-lies": details([], ["commits"]),
  "flash-wear": details(["failPermille"], ["slowMs"]),
  jam: PLAIN,
  "lost-step": PLAIN,
  misplaced: PLAIN,
  "sensor-bounce": PLAIN,
  "sensor-ghost": details(["sensor"], ["times"]),
  "sensor-stuck": details(["sensor"]),
  "pouch-unreadable": details([], ["pouches"]),
  "roll-swapped": details([], ["between"]),
  "refill-late": PLAIN,
  temperature: details(["celsius"]),
  "case-open": PLAIN,
  hang: PLAIN,
};

/** Says in words what may stand in a field of a planned fault. */
export function allowedInField(field: string): string | undefined {
  const all: Readonly<Record<string, FieldFacts>> = {
    ...TIME_FIELDS,
    ...SCOPE_FIELDS,
    ...DETAIL_FIELDS,
  };
  return Object.hasOwn(all, field) ? all[field]?.allowed : undefined;
}
