import {
  type Command,
  DAY_MS,
  DEFAULT_LADDER,
  HOUR_MS,
  type JournalRecord,
} from "@dosekit/protocols";
import { allCheckers } from "../../../checkers/index.ts";
import type { Observation } from "../../../checkers/observation.ts";
import type { Order, RunSpec } from "../../../home/run-spec.ts";
import { VirtualHost } from "../../../hosts/virtual-host.ts";
import { TIMELINE_MAX, type TimelineEntry } from "../../result/timeline.ts";
import type { JudgeSubject } from "../judge-subject.ts";
import { FAULTLESS } from "./focus-bench.ts";
import { recordWords } from "./record-words.ts";
import { BENCH_START_MS, storyPlan } from "./story-plan.ts";

/** The one device of the home. */
export const HOME_DEVICE = "prove-1";

/** A record and when it was seen. */
export interface SeenRecord {
  readonly record: JournalRecord;
  readonly trueMs: number;
}

/** A time without the network. */
export interface Outage {
  readonly fromMs: number;
  readonly durationMs: number;
}

/** What is to happen in a home. */
export interface HomeWish {
  readonly days: number;
  readonly outage?: Outage;
  readonly orders?: readonly Order[];
}

/** What was seen of a home. */
export interface LivedHome {
  /** As the device wrote them, as the gateway made them durable, and what it found out by itself. */
  readonly written: readonly SeenRecord[];
  readonly committed: readonly SeenRecord[];
  readonly findings: readonly SeenRecord[];
  /** Commands that reached the device. */
  readonly asked: readonly Command[];
  readonly violations: readonly string[];
  readonly timeline: readonly TimelineEntry[];
}

/** Lives through some days of one home with the whole way to its gateway: runtime, link and inbox. */
export function livedHome(subject: JudgeSubject, wish: HomeWish): LivedHome {
  const [written, committed, findings]: SeenRecord[][] = [[], [], []];
  const asked: Command[] = [];
  const checkers = allCheckers();
  const observe = (seen: Observation) => {
    for (const checker of checkers) checker.observe(seen);
    const { trueMs } = seen;
    if (seen.seen === "record") written?.push({ record: seen.record, trueMs });
    if (seen.seen === "committed") committed?.push({ record: seen.record, trueMs });
    if (seen.seen === "input" && seen.input.type === "command.received") {
      asked.push(seen.input.command);
    }
    if (seen.seen === "finding") findings?.push({ record: seen.finding, trueMs });
  };
  const host = new VirtualHost(specOf(subject, wish), { observe }, subject.spoil);
  host.advance(host.endMs());
  const { endedMs } = host.finish();
  const violations = checkers
    .flatMap((checker) => checker.finish(endedMs).violations)
    .map(({ check, message }) => `${check}: ${message}`);
  const seen = { written: written ?? [], committed: committed ?? [], findings: findings ?? [] };
  return { ...seen, asked, violations, timeline: timelineOf(seen, wish) };
}

function specOf({ profile, seed }: JudgeSubject, { outage, days, orders = [] }: HomeWish): RunSpec {
  const fault = outage && ({ kind: "link-cut", ...outage } as const);
  return {
    seed: `${seed}/home`,
    profiles: [profile],
    startMs: BENCH_START_MS,
    endMs: BENCH_START_MS + days * DAY_MS,
    drainMs: 6 * HOUR_MS,
    devices: [
      {
        ...{ deviceId: HOME_DEVICE, product: profile.product, persona: "stable" },
        ...{ plan: storyPlan(profile), configVersion: 1, driftPpm: 0 },
      },
    ],
    faults: { preset: "none", planned: fault ? [{ fault, target: { all: true } }] : [] },
    people: { preset: "A" },
    refill: { onAlert: true, everyDays: 7 },
    ladder: DEFAULT_LADDER,
    rollFaults: FAULTLESS,
    watchesContact: true,
    orders,
  };
}

function timelineOf(
  { written, findings }: Pick<LivedHome, "written" | "findings">,
  { outage }: HomeWish,
): readonly TimelineEntry[] {
  const told = (rows: readonly SeenRecord[], who: TimelineEntry["who"]): TimelineEntry[] =>
    rows.flatMap(({ record, trueMs }) => {
      const what = recordWords(record);
      return what === undefined ? [] : [{ atMs: trueMs, deviceId: HOME_DEVICE, who, what }];
    });
  const network = outage === undefined ? [] : networkEntries(outage);
  const all = [...told(written, "device"), ...told(findings, "gateway"), ...network];
  return all.sort((a, b) => a.atMs - b.atMs).slice(-TIMELINE_MAX);
}

function networkEntries({ fromMs, durationMs }: Outage): readonly TimelineEntry[] {
  const gone = { nb: "Mobilnettet er borte.", en: "The network is gone." };
  const back = { nb: "Mobilnettet er tilbake.", en: "The network is back." };
  return [
    { atMs: fromMs, who: "network", what: gone },
    { atMs: fromMs + durationMs, who: "network", what: back },
  ];
}
