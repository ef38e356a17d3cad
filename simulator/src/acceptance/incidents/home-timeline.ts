import { TIMELINE_MAX, type TimelineEntry } from "../result/timeline.ts";
import type { Focus } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { handWords, type Told, wordsOf } from "./observation-words.ts";

/** Entries that are kept of the beginning, where there are too many. */
const KEPT_FIRST = 25;

/** Tells a stretch of one home's life minute by minute; of much, the first and the last. */
export function homeTimeline(log: LifeLog, focus: Focus): readonly TimelineEntry[] {
  const { deviceId, fromMs, untilMs } = focus;
  const isWithin = (atMs: number) => atMs >= fromMs && atMs <= untilMs;
  const entries: TimelineEntry[] = [];
  const add = (atMs: number, said: Told | undefined, ofAll = false) => {
    if (said === undefined || !isWithin(atMs)) return;
    entries.push({ atMs, ...(ofAll ? {} : { deviceId }), ...said });
  };
  for (const seen of log.of(deviceId)) add(seen.trueMs, wordsOf(seen));
  for (const seen of log.fleet()) add(seen.trueMs, wordsOf(seen), true);
  for (const happening of log.happeningsOf(deviceId)) {
    if (happening.what === "gesture") add(happening.atMs, handWords(happening.action));
  }
  entries.sort((a, b) => a.atMs - b.atMs);
  if (entries.length <= TIMELINE_MAX) return entries;
  return [...entries.slice(0, KEPT_FIRST), ...entries.slice(KEPT_FIRST - TIMELINE_MAX)];
}
