import type { Finding } from "../replay/finding.ts";
import type { Shrunk } from "../replay/shrink-failure.ts";
import type { FleetSize } from "../replay/shrink-fleet.ts";
import type { TimelineSize } from "../replay/timeline-size.ts";
import { findingText } from "../replay/timeline-story.ts";
import { EXIT } from "../results/error-document.ts";
import { utcText } from "../results/event-of-record.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { REPLAY_TEXTS, type ReplayTexts } from "./replay-texts.ts";

/** What came of a replay. */
export interface ReplayOutcome {
  readonly seed: string;
  readonly elapsedMs: number;
  readonly fails: boolean;
  /** Whether a saved timeline was judged. */
  readonly isJudged?: true;
  readonly finding?: Finding;
  /** Whether the timeline left the trace of the run, before it was shrunk. */
  readonly isSameTrace?: boolean;
  readonly traceHash?: string;
  readonly cannotPlay?: true;
  /** Homes only fail together. */
  readonly needsFleet?: true;
  /** What the fleet was shrunk to, and the homes that are left of it. */
  readonly fleet?: {
    readonly before: FleetSize;
    readonly after: FleetSize;
    readonly homes: readonly string[];
  };
  readonly attempts?: number;
  readonly ended?: Shrunk["ended"];
  readonly before?: TimelineSize;
  readonly after?: TimelineSize;
  readonly lines?: readonly { readonly t: string; readonly text: string }[];
  /** The lines as they are set for people. */
  readonly story?: string;
  /** Command that judges the saved timeline. */
  readonly saved?: string;
}

/** Prints what came of a replay; returns the exit code. */
export function reportReplay(
  outcome: ReplayOutcome,
  { json, lang = "en" }: { readonly json?: boolean; readonly lang?: TableLanguage },
  io: CommandIo,
): number {
  if (json === true) io.out(`${JSON.stringify(documentOf(outcome))}\n`);
  else io.out(`${linesOf(outcome, lang).join("\n")}\n`);
  if (outcome.ended === "interrupted") return EXIT.interrupted;
  return outcome.fails ? EXIT.failed : EXIT.ok;
}

function documentOf({ seed, elapsedMs, story: _story, finding, ...others }: ReplayOutcome) {
  const at = finding?.trueMs === undefined ? {} : { t: utcText(finding.trueMs) };
  return {
    ...{ v: 1, command: "replay", seed, elapsedMs: Math.round(elapsedMs) },
    partial: others.ended === "time" || others.ended === "interrupted",
    ...others,
    ...(finding === undefined ? {} : { finding: { ...finding, ...at } }),
  };
}

function linesOf(outcome: ReplayOutcome, language: TableLanguage): readonly string[] {
  const texts = REPLAY_TEXTS[language];
  const { fails, isJudged, finding, cannotPlay, needsFleet, saved } = outcome;
  if (!fails) return [isJudged === true ? texts.holds : texts.gone];
  return [
    ...(isJudged === true ? [texts.failsStill] : []),
    ...(finding === undefined ? [] : [findingText(finding, language)]),
    ...(cannotPlay === true ? [texts.cannotPlay] : []),
    ...(needsFleet === true ? [texts.needsFleet] : []),
    ...shrunkLines(outcome, texts),
    ...fleetLines(outcome, texts),
    ...(saved === undefined ? [] : [`${texts.saved.replace("dosekit replay", saved)}`]),
  ];
}

function shrunkLines(outcome: ReplayOutcome, texts: ReplayTexts): readonly string[] {
  const { before, after, attempts, ended, story, isSameTrace, traceHash } = outcome;
  if (before === undefined || after === undefined || ended === undefined) return [];
  return [
    isSameTrace === true ? `${texts.sameTrace} (${traceHash ?? ""}).` : `${texts.otherTrace}.`,
    `${texts.shrunk} (${attempts}): ${sizeText(before, texts)}`,
    `  → ${sizeText(after, texts)}; ${texts.ended[ended]}.`,
    "",
    story ?? "",
  ];
}

function fleetLines({ fleet, attempts, ended }: ReplayOutcome, texts: ReplayTexts) {
  if (fleet === undefined || ended === undefined) return [];
  const { before, after, homes } = fleet;
  return [
    `${texts.shrunk} (${attempts}): ${fleetText(before, texts)}`,
    `  → ${fleetText(after, texts)}; ${texts.ended[ended]}.`,
    `${texts.homesLeft}: ${homes.join(", ")}`,
  ];
}

function fleetText({ homes, days, faults }: FleetSize, { fleetSize: words }: ReplayTexts): string {
  return [homes, days, faults].map((count, at) => `${count} ${words[at] ?? ""}`).join(", ");
}

function sizeText(size: TimelineSize, { size: words }: ReplayTexts): string {
  const { hours, planTimes, happenings, faults, orders } = size;
  const counts = [hours, planTimes, happenings, faults, orders];
  return counts.map((count, at) => `${count} ${words[at] ?? ""}`).join(", ");
}
