import {
  ACTOR_ROLE,
  type ActorRole,
  COMMAND_VERB,
  type CommandVerb,
  type DosePlan,
  instant,
  SERVICE_MODE,
  type ServiceMode,
} from "@dosekit/protocols";
import fc from "fast-check";
import { dosePlan, planEntry } from "../plans.ts";
import type { CutFate, MechanismBench, MotionFate } from "./mechanism-bench.ts";
import { HOUR, MINUTE } from "./tray-stories.ts";

/** One thing that can happen to a device on the bench. */
export type Happening =
  | { readonly do: "wait"; readonly minutes: number }
  | { readonly do: "wait-seconds"; readonly seconds: number }
  | { readonly do: "tilt" | "right" | "take" | "press" | "visit" | "close-lid" }
  /** Waits until shortly before or after a moment of the plan. */
  | { readonly do: "approach"; readonly moment: "plan/" | "late/"; readonly seconds: number }
  | { readonly do: "open-lid"; readonly withKey: boolean }
  | { readonly do: "load"; readonly doses: number; readonly firstSlot: number }
  | { readonly do: "motions"; readonly fates: readonly MotionFate[] }
  | {
      readonly do: "cut";
      readonly fate: CutFate;
      readonly offMinutes: number;
      readonly shaken: boolean;
      readonly clock: "kept" | "unset";
    }
  | { readonly do: "cut-after-effects"; readonly effects: number }
  | { readonly do: "set-clock"; readonly byMinutes: number }
  | { readonly do: "clock-error"; readonly minutes: number }
  | { readonly do: "journal-fails"; readonly times: number }
  | { readonly do: "plan"; readonly hour: number; readonly again: boolean }
  | { readonly do: "sync"; readonly id: number }
  | { readonly do: "ask"; readonly verb: CommandVerb; readonly wish: RandomWish };

/** A command with times as minutes from then; `id` repeats, so that some commands come again. */
export interface RandomWish {
  readonly id: number;
  readonly actor: ActorRole;
  readonly forMinutes: number;
  readonly aheadMinutes: number | undefined;
  readonly fromMinutes: number | undefined;
  readonly untilMinutes: number | undefined;
  readonly doses: number | undefined;
  readonly mode: ServiceMode;
  readonly on: number;
}

const fate = fc.constantFrom<MotionFate>("done", "done", "stuck", "silent", "too-far");
const cutFate = fc.constantFrom<CutFate>("not-begun", "half-way", "at-its-end");

/** What users, staff and the tray's own mechanism do. */
const daily: readonly fc.WeightedArbitrary<Happening>[] = [
  { weight: 8, arbitrary: wait(fc.integer({ min: 1, max: 180 })) },
  { weight: 3, arbitrary: wait(fc.constantFrom(60, 120, 480, 720)) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("wait-seconds" as const),
      seconds: fc.integer({ min: 1, max: 30 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant("approach" as const),
      moment: fc.constantFrom("plan/" as const, "plan/" as const, "late/" as const),
      seconds: fc.integer({ min: -2, max: 6 }),
    }),
  },
  { weight: 6, arbitrary: simply("take") },
  { weight: 2, arbitrary: simply("tilt") },
  { weight: 3, arbitrary: simply("right") },
  { weight: 1, arbitrary: simply("press") },
  { weight: 1, arbitrary: simply("visit") },
  { weight: 1, arbitrary: simply("close-lid") },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("open-lid" as const), withKey: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("load" as const),
      doses: fc.integer({ min: 0, max: 28 }),
      firstSlot: fc.integer({ min: 0, max: 27 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("motions" as const),
      fates: fc.array(fate, { minLength: 1, maxLength: 3 }),
    }),
  },
];

/** What power, clock, storage and host do. */
const faulty: readonly fc.WeightedArbitrary<Happening>[] = [
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("cut" as const),
      fate: cutFate,
      offMinutes: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 3_000 })),
      shaken: fc.boolean(),
      clock: fc.constantFrom("kept" as const, "kept" as const, "unset" as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("cut-after-effects" as const),
      effects: fc.integer({ min: 0, max: 12 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("set-clock" as const),
      byMinutes: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: -300, max: 300 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("clock-error" as const),
      minutes: fc.constantFrom(0, 9, 11),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("journal-fails" as const),
      times: fc.integer({ min: 1, max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("sync" as const), id: fc.integer({ min: 1, max: 3 }) }),
  },
];

/** Ordinary and extraordinary days under one plan. */
export const happenings: fc.Arbitrary<readonly Happening[]> = listOf([...daily, ...faulty]);

/** The same with plans that come again or move the clock time of the dose within the day. */
export const happeningsWithPlans: fc.Arbitrary<readonly Happening[]> = listOf([
  ...daily,
  ...faulty,
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("plan" as const),
      hour: fc.integer({ min: 7, max: 17 }),
      again: fc.boolean(),
    }),
  },
]);

const PATHWAY = Object.keys(SERVICE_MODE.words) as ServiceMode[];
const VERBS = Object.keys(COMMAND_VERB.words) as CommandVerb[];
const ROLES = Object.keys(ACTOR_ROLE.words) as ActorRole[];

const asked: fc.Arbitrary<Happening> = fc.record({
  do: fc.constant("ask" as const),
  verb: fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...VERBS) },
    { weight: 5, arbitrary: fc.constantFrom(...VERBS.filter((verb) => verb.includes("release"))) },
    { weight: 2, arbitrary: fc.constantFrom<CommandVerb>("pause", "resume") },
  ),
  wish: fc.record({
    id: fc.integer({ min: 0, max: 30 }),
    actor: fc.oneof(
      { weight: 4, arbitrary: fc.constant<ActorRole>("staff") },
      { weight: 2, arbitrary: fc.constantFrom(...ROLES) },
    ),
    forMinutes: fc.constantFrom(-1, 0, 5, 60, 2_000),
    aheadMinutes: fc.option(fc.integer({ min: 0, max: 300 }), { nil: undefined, freq: 2 }),
    fromMinutes: fc.option(fc.integer({ min: -60, max: 600 }), { nil: undefined }),
    untilMinutes: fc.option(fc.integer({ min: -10, max: 3_000 }), { nil: undefined }),
    doses: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    mode: fc.constantFrom(...PATHWAY),
    on: fc.integer({ min: 0, max: 1 }),
  }),
});

/** The same with commands of all roles, rightful or not, in time or not. */
export const happeningsWithCommands: fc.Arbitrary<readonly Happening[]> = listOf([
  ...daily,
  { weight: 8, arbitrary: simply("take") },
  ...faulty,
  { weight: 24, arbitrary: asked },
]);

/** Hours between the two doses of a day. */
export const BETWEEN_DOSES_H = 5;

/** A plan of two doses a day, the first at a full hour in India, each within reach for an hour. */
export function hourlyPlan(hour: number, revision: number): DosePlan {
  const times = [hour, hour + BETWEEN_DOSES_H].map((at) => `${String(at).padStart(2, "0")}:00`);
  const entries = times.map((time, at) => planEntry(`d${at}`, time, { lateMin: 60 }));
  return dosePlan(entries, {
    zone: "Asia/Kolkata",
    minimumSpacingMin: 240,
    revision,
  });
}

/** Lets one thing happen; a device without power only feels hands and time. */
export function happen(bench: MechanismBench, what: Happening): void {
  switch (what.do) {
    case "wait":
      bench.advance(what.minutes * MINUTE);
      break;
    case "wait-seconds":
      bench.advance(what.seconds * 1_000);
      break;
    case "approach":
      approach(bench, what.moment, what.seconds);
      break;
    case "tilt":
      bench.tilt();
      break;
    case "right":
      bench.right();
      break;
    case "take":
      bench.take();
      break;
    case "press":
      bench.input({ type: "button.pressed", actor: "user" });
      break;
    case "visit":
      bench.openLid(true);
      bench.advance(1_000);
      bench.closeLid();
      break;
    case "open-lid":
      bench.openLid(what.withKey);
      break;
    case "close-lid":
      bench.closeLid();
      break;
    case "load":
      bench.load(what.doses, what.firstSlot);
      break;
    case "motions":
      bench.fates = [...what.fates];
      break;
    case "cut":
      cut(bench, what);
      break;
    case "cut-after-effects":
      bench.effectsUntilCut = what.effects;
      break;
    case "set-clock":
      setClock(bench, what.byMinutes);
      break;
    case "clock-error":
      bench.clockErrorMs = what.minutes * MINUTE;
      break;
    case "journal-fails":
      bench.failingCommits = what.times;
      break;
    case "plan":
      changePlan(bench, what.hour, what.again);
      break;
    case "ask":
      askAtRandom(bench, what.verb, what.wish);
      break;
    case "sync":
      bench.command({
        commandId: `sync-${what.id}`,
        verb: "sync-time",
        actor: "gateway",
        civilMs: instant(bench.trueMs),
      });
      break;
  }
  if (!bench.on) bench.boot("brown-out");
}

/** Ends all faults and gives the device time to put everything in order. */
export function calmDown(bench: MechanismBench): void {
  bench.failingCommits = 0;
  bench.effectsUntilCut = undefined;
  bench.fates = [];
  bench.clockErrorMs = 100;
  bench.right();
  bench.closeLid();
  const highMs = bench.state?.clock.highMs ?? 0;
  if (bench.offsetMs === undefined || bench.trueMs + bench.offsetMs < highMs) {
    bench.setClock(Math.max(bench.trueMs, highMs));
  }
  bench.load(28);
  bench.advance(30 * HOUR);
}

function askAtRandom(bench: MechanismBench, verb: CommandVerb, wish: RandomWish): void {
  const { id, actor, forMinutes, aheadMinutes, fromMinutes, untilMinutes } = wish;
  const { doses, mode, on } = wish;
  const { epoch = 1, seq = 1 } = bench.records.at(-1) ?? {};
  const at = (minutes: number) => instant((bench.civilMs ?? bench.trueMs) + minutes * MINUTE);
  bench.command({
    ...{ verb, actor, commandId: `${verb}-${id}`, notAfterMs: at(forMinutes), mode, on },
    ...{ volume: id % 11, epoch, throughSeq: seq },
    ...(doses === undefined ? {} : { doses }),
    ...(aheadMinutes === undefined ? {} : { notBeforeMs: at(aheadMinutes) }),
    ...(fromMinutes === undefined ? {} : { fromMs: at(fromMinutes) }),
    ...(untilMinutes === undefined ? {} : { untilMs: at(untilMinutes) }),
  });
}

function approach(bench: MechanismBench, moment: string, seconds: number): void {
  const timers = Object.values(bench.state?.timers ?? {});
  const timer = timers.find(({ slot }) => slot.startsWith(moment));
  if (timer === undefined || bench.offsetMs === undefined) return;
  const atMs = timer.atMs - bench.offsetMs + seconds * 1_000;
  bench.advance(Math.min(Math.max(0, atMs - bench.trueMs), 48 * HOUR));
}

function cut(bench: MechanismBench, what: Extract<Happening, { do: "cut" }>): void {
  bench.cutPower(what.fate);
  bench.advance(what.offMinutes * MINUTE);
  if (what.shaken) {
    bench.tilt();
    bench.right();
  }
  if (what.clock === "unset") bench.offsetMs = undefined;
  bench.boot();
}

function setClock(bench: MechanismBench, byMinutes: number): void {
  bench.setClock((bench.civilMs ?? bench.trueMs) + byMinutes * MINUTE);
}

function changePlan(bench: MechanismBench, hour: number, again: boolean): void {
  const version = bench.state?.config.version ?? 0;
  const next = again ? version : version + 1;
  bench.input({
    type: "config.received",
    config: { version: Math.max(1, next), plan: hourlyPlan(hour, Math.max(1, next)) },
  });
}

function wait(minutes: fc.Arbitrary<number>): fc.Arbitrary<Happening> {
  return fc.record({ do: fc.constant("wait" as const), minutes });
}

function simply(
  what: "tilt" | "right" | "take" | "press" | "visit" | "close-lid",
): fc.Arbitrary<Happening> {
  return fc.constant({ do: what });
}

function listOf(kinds: readonly fc.WeightedArbitrary<Happening>[]) {
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 40, size: "max" });
}
