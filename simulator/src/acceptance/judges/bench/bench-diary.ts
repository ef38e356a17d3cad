import type { JournalRecord } from "@dosekit/protocols";
import type { BothTexts } from "../../criterion.ts";
import { TIMELINE_MAX, type TimelineActor, type TimelineEntry } from "../../result/timeline.ts";
import { recordWords } from "./record-words.ts";

/** Entries that are kept of the beginning, where there are too many. */
const KEPT_FIRST = 15;

/** What happened on a bench, in the order in which it happened. */
export class BenchDiary {
  readonly #deviceId: string;
  readonly #first: TimelineEntry[] = [];
  #last: TimelineEntry[] = [];

  /** @param deviceId name under which the device is told of */
  constructor(deviceId: string) {
    this.#deviceId = deviceId;
  }

  /** Notes that somebody or something did something. */
  note(atMs: number, who: TimelineActor, what: BothTexts): void {
    const entry = { atMs, deviceId: this.#deviceId, who, what };
    if (this.#first.length < KEPT_FIRST) this.#first.push(entry);
    else this.#last.push(entry);
    const room = TIMELINE_MAX - KEPT_FIRST;
    if (this.#last.length > 2 * room) this.#last = this.#last.slice(-room);
  }

  /** Notes a record of the device, where people would want to hear of it. */
  noteRecord(atMs: number, record: JournalRecord): void {
    const what = recordWords(record);
    if (what !== undefined) this.note(atMs, "device", what);
  }

  /** What happened, the oldest first; what came between the first and last of much is left out. */
  entries(): readonly TimelineEntry[] {
    const kept = [...this.#first, ...this.#last.slice(KEPT_FIRST - TIMELINE_MAX)];
    // What a movement does is done at its end, after what was told meanwhile.
    return kept.sort((a, b) => a.atMs - b.atMs);
  }
}
