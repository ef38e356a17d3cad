import type { Observation } from "../../checkers/observation.ts";
import { PerDevice } from "../../checkers/per-device.ts";
import type { Happening } from "../../replay/happening.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import type { MeasureScope } from "./measure-scope.ts";
import type { CaseKind, FirstCase } from "./packed-service.ts";
import { isTold, type SeenThing, timelineEntry } from "./timeline-words.ts";

/** What a timeline keeps of before its case and of after it. */
const BEFORE_MAX = 40;
const AFTER_MAX = TIMELINE_MAX - BEFORE_MAX;
/** How long after its case a timeline goes on, ms. */
const AFTER_MS = 4 * 3_600_000;
/** How far a timeline looks back at the least, in things seen of a device; at the most twice that. */
const LOOKS_BACK = 64;

/** What was last seen of one device. */
interface Seen {
  /** Things of kinds that a timeline may tell, whether or not it tells them. */
  count: number;
  /** How many of them are too long ago to be told. */
  past: number;
  /** Those that a timeline tells, oldest first, at most {@link BEFORE_MAX}, and the places of each. */
  readonly things: SeenThing[];
  readonly places: number[];
}

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
 * Memory: {@link BEFORE_MAX} observations for each device that is there at the same time.
 */
export class CaseKeeper {
  readonly #watch: MeasureScope["watch"];
  readonly #seen = new PerDevice<Seen>(() => ({ count: 0, past: 0, things: [], places: [] }));
  readonly #cases = new Map<CaseKind, Kept>();
  /** Cases whose timelines still go on, by device. */
  readonly #open = new Map<string, Kept[]>();

  constructor(watch: MeasureScope["watch"]) {
    this.#watch = watch;
  }

  /** Something was seen of a device. */
  observe(seen: Observation): void {
    switch (seen.seen) {
      case "record":
      case "plant":
      case "fault":
      case "power":
      case "notice":
      case "handling":
      case "finding":
        this.#remember(seen.deviceId, seen.trueMs, seen);
        break;
      default:
        // Nothing else is told by any timeline.
        break;
    }
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
    const { things, places, past } = this.#seen.of(deviceId);
    const before = things.filter((_, at) => (places[at] ?? 0) >= past);
    const timeline = before.flatMap((thing) => timelineEntry(thing) ?? []);
    const kept: Kept = { atMs, deviceId, timeline, after: AFTER_MAX };
    this.#cases.set(kind, kept);
    const open = this.#open.get(deviceId);
    if (open === undefined) this.#open.set(deviceId, [kept]);
    else open.push(kept);
  }

  /** Puts it into plain data. */
  pack(): Readonly<Partial<Record<CaseKind, FirstCase>>> {
    // Which kind was met first goes by how far homes lived on at a time.
    const rows = [...this.#cases].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      rows.map(([kind, { atMs, deviceId, timeline }]) => [kind, { atMs, deviceId, timeline }]),
    );
  }

  #remember(deviceId: string, trueMs: number, thing: SeenThing): void {
    const row = this.#seen.of(deviceId);
    row.count += 1;
    if (row.count - row.past > 2 * LOOKS_BACK) row.past += LOOKS_BACK;
    if (isTold(thing)) keep(row, thing);
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

function keep({ count, things, places }: Seen, thing: SeenThing): void {
  if (things.length >= BEFORE_MAX) {
    things.shift();
    places.shift();
  }
  things.push(thing);
  places.push(count - 1);
}

function comesBefore(
  a: Pick<FirstCase, "atMs" | "deviceId">,
  b: Pick<FirstCase, "atMs" | "deviceId">,
): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.deviceId < b.deviceId);
}
