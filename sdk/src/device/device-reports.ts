import {
  CapabilityReport,
  CLAIMED_PROFILE,
  type ClaimedProfile,
  CounterReport,
  DEFAULT_LIMITS,
  encodeMessage,
  type LogicCapabilities,
  OMDP_MINOR,
  type Rejection,
} from "@dosekit/protocols";
import type { RunnerCounters } from "./runner-counters.ts";

/** Links that a device can claim to keep the rules of. */
export type ClaimedLink = Extract<ClaimedProfile, "mqtt" | "serial">;

/** What a device's runtime knows of itself when it is asked what it can do. */
export interface ReportSubject {
  readonly links: readonly ClaimedLink[];
  readonly sealed: boolean;
  readonly testClock: CapabilityReport["testClock"];
  readonly spoolEvents: number;
  readonly logic: LogicCapabilities;
}

/** Different reasons that a counter report has room for. */
const REASONS_MAX = 64;

/**
 * Writes the answer to a question what the device can do.
 *
 * @see OMDP-CAP-001, OMDP-CAP-002
 */
export function capabilityReport(requestId: number, subject: ReportSubject): Uint8Array {
  const { links, sealed, testClock, spoolEvents, logic } = subject;
  const claimed: readonly ClaimedProfile[] = [
    "core",
    ...links,
    ...(sealed ? ["security" as const] : []),
  ];
  const profiles = [...new Set(claimed)].sort(
    (one, other) => CLAIMED_PROFILE.words[one] - CLAIMED_PROFILE.words[other],
  );
  const messageBytesMax = DEFAULT_LIMITS.bytesMax;
  const about = { requestId, minor: OMDP_MINOR, profiles, testClock, messageBytesMax };
  return encodeMessage(CapabilityReport, { ...about, spoolEvents, ...logic });
}

/**
 * Writes the answer to a question what the device has counted.
 *
 * @see OMDP-CAP-004, OMDP-CAP-005
 */
export function counterReport(
  requestId: number,
  bootId: number,
  counters: Readonly<RunnerCounters>,
): Uint8Array {
  return encodeMessage(CounterReport, {
    requestId,
    bootId,
    rejected: rejectionsOf(counters),
    boots: counters.boots,
    commits: counters.commits,
    commitsFailed: counters.commitsFailed,
    entriesTorn: counters.tornEntries,
    entriesDamaged: counters.damagedEntries,
    telemetryDropped: counters.telemetryDropped,
    eventsSent: counters.eventsSent,
    eventsResent: counters.eventsResent,
    acknowledgeTimeouts: counters.retries,
    foreignEpochs: counters.epochMismatches,
    acknowledgedBeyond: counters.acksBeyondJournal,
    inputsDropped: counters.inputsDropped,
  });
}

function rejectionsOf({ rejected }: Readonly<RunnerCounters>): readonly Rejection[] {
  return Object.entries(rejected)
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => (one.reason < other.reason ? -1 : 1))
    .slice(0, REASONS_MAX);
}
