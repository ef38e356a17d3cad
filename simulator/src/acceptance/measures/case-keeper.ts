import type { Observation } from "../../checkers/observation.ts";
import type { Happening } from "../../replay/happening.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import type { MeasureScope } from "./measure-scope.ts";
import type { CaseKind, FirstCase } from "./packed-service.ts";
import { type SeenThing, timelineEntry } from "./timeline-words.ts";

/** What a timeline keeps of before its case and of after it. */
const BEFORE_MAX = 40;
const AFTER_MAX = TIMELINE_MAX - BEFORE_MAX;
/** How long after its case a timeline goes on, ms. */
const AFTER_MS = 4 * 3_600_000;
/** Things seen of a device that are remembered, so that enough of them can be told. */
const REMEMBERED = 64;

interface Kept {
  readonly atMs: number;
  readonly deviceId: string;
  readonly timeline: TimelineEntry[];
  after: number;
}

/**
 * Remembers the last things that were seen of each device, and keeps the first case of each kind
 * with what came right before and after it.
 *
 * Memory: {@link REMEMBERED} observations for each device that is there at the same time.
 */
export class CaseKeeper {
  readonly #watch: MeasureScope["watch"];
  readonly #seen = new Map<string, SeenThing[]>();
  readonly #cases = new Map<CaseKind, Kept>();
  /** Cases whose timelines still go on, by device. */
  readonly #open = new Map<string, Kept[]>();

  constructor(watch: MeasureScope["watch"]) {
    this.#watch = watch;
  }

  /** Something was seen of a device. */
  observe(seen: Observation): void {
    if (KINDS.has(seen.seen)) this.#remember(seen.deviceId, seen.trueMs, { seen });
  }

  /** Somebody did something at a device. */
  happened(deviceId: string, done: Happening): void {
    this.#remember(deviceId, done.atMs, { done, deviceId });
  }

  /** A case showed; what is kept is the first of its kind, also where homes run ahead of others. */
  note(kind: CaseKind, deviceId: string, atMs: number): void {
    const present = this.#cases.get(kind);
    if (present !== undefined) {
      if (!comesBefore({ atMs, deviceId }, present)) return;
      present.after = 0;
    }
    const before = this.#seen.get(deviceId) ?? [];
    const told = before.flatMap((thing) => timelineEntry(thing) ?? []);
    const timeline = told.slice(-BEFORE_MAX);
    const kept: Kept = { atMs, deviceId, timeline, after: AFTER_MAX };
    this.#cases.set(kind, kept);
    const open = this.#open.get(deviceId);
    if (open === undefined) this.#open.set(deviceId, [kept]);
    else open.push(kept);
  }

  /** Puts it into plain data. */
  pack(): Readonly<Partial<Record<CaseKind, FirstCase>>> {
    const rows = [...this.#cases].map(([kind, { atMs, deviceId, timeline }]) => [
      kind,
      { atMs, deviceId, timeline },
    ]);
    return Object.fromEntries(rows);
  }

  #remember(deviceId: string, trueMs: number, thing: SeenThing): void {
    const row = this.#seen.get(deviceId);
    if (row === undefined) this.#seen.set(deviceId, [thing]);
    else {
      row.push(thing);
      if (row.length > 2 * REMEMBERED) row.splice(0, REMEMBERED);
    }
    if (this.#open.size > 0) this.#goOn(deviceId, trueMs, thing);
    if (this.#watch !== undefined) this.#look(this.#watch, deviceId, trueMs);
  }

  #goOn(deviceId: string, trueMs: number, thing: SeenThing): void {
    const open = this.#open.get(deviceId);
    if (open === undefined) return;
    const entry = timelineEntry(thing);
    if (entry !== undefined) {
      for (const kept of open) {
        if (trueMs > kept.atMs + AFTER_MS) kept.after = 0;
        if (kept.after <= 0) continue;
        kept.after -= 1;
        kept.timeline.push(entry);
      }
    }
    const left = open.filter(({ after }) => after > 0);
    if (left.length === 0) this.#open.delete(deviceId);
    else if (left.length < open.length) this.#open.set(deviceId, left);
  }

  /** The watched device's case is noted at its instant, so that its timeline has both sides of it. */
  #look(watch: NonNullable<MeasureScope["watch"]>, deviceId: string, trueMs: number): void {
    if (deviceId !== watch.deviceId || trueMs < watch.fromMs) return;
    this.note("watched", deviceId, trueMs);
  }
}

function comesBefore(
  a: Pick<FirstCase, "atMs" | "deviceId">,
  b: Pick<FirstCase, "atMs" | "deviceId">,
): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.deviceId < b.deviceId);
}

/** Kinds of observations that a timeline may tell. */
const KINDS: ReadonlySet<Observation["seen"]> = new Set([
  ...(["record", "plant", "fault", "power", "notice", "handling", "finding"] as const),
]);
