import { DEFAULT_LADDER, type DeviceEvent, type EscalationLadder } from "@dosekit/protocols";
import {
  DEFAULT_RESPONSE,
  EventQueue,
  type HandlingEvent,
  type Observation,
  openResponse,
  type RelativeAnswer,
  ResponseCentre,
  type ResponsePlan,
  type ResponseService,
  type ResponseTimes,
  type RoomStanding,
  streamOf,
} from "@dosekit/simulator";

/** A Monday at 08:00 in Oslo. */
export const RESPONSE_START_MS = Date.UTC(2026, 10, 23, 7);

const KIN_COME_MS = 20 * 60_000;

/** Times with hardly any spread, so that a test can tell when something happens. */
const STEADY: ResponseTimes = {
  ...DEFAULT_RESPONSE.times,
  ...{ unheeded: 0, waitSigma: 0, workSigma: 0, userAnswers: 1 },
};

/** What differs from the plan by default. */
export interface BenchWish {
  readonly plan?: Partial<ResponsePlan>;
  readonly times?: Partial<ResponseTimes>;
  readonly seed?: string;
  readonly ladder?: EscalationLadder;
  /** What next of kin answer; they are there after 20 minutes. */
  readonly kin?: RelativeAnswer;
}

/** A response centre for some devices, everything that it did, and time to let pass. */
export function responseBench({ plan, times, seed = "1", ladder, kin }: BenchWish = {}) {
  const queue = new EventQueue(RESPONSE_START_MS);
  const seen: Observation[] = [];
  const acts: string[] = [];
  const observe = (what: Observation) => seen.push(what);
  const response = { ...DEFAULT_RESPONSE, times: { ...STEADY, ...times }, ...plan };
  const service: ResponseService = openResponse(
    { response },
    { scheduler: queue, lane: 1_000, observe },
  );
  const centreOf = (deviceId: string, lane = 0) =>
    new ResponseCentre({
      ...{ scheduler: queue, lane, deviceId, service, observe },
      random: streamOf(seed, deviceId, "response"),
      ladder: ladder ?? DEFAULT_LADDER,
      callUser: () => acts.push(`call ${deviceId}`),
      callRelative: (onHelp) => {
        acts.push(`kin ${deviceId}`);
        if (kin === "will-help") queue.at(queue.nowMs() + KIN_COME_MS, lane, onHelp);
        return kin ?? "no-relative";
      },
      acknowledge: (alertId) => acts.push(`acknowledge ${alertId}`),
      staffCome: () => acts.push(`staff ${deviceId}`),
    });
  return {
    ...{ queue, seen, acts, centreOf },
    wait: (ms: number) => queue.runUntil(queue.nowMs() + ms),
    /** What was done, with the minutes since the start. */
    handled: () =>
      seen.flatMap((what) =>
        what.seen === "handling"
          ? [{ ...what.event, deviceId: what.deviceId, min: minutesOf(what.trueMs) }]
          : [],
      ),
    standings: () =>
      seen.flatMap((what): RoomStanding[] => (what.seen === "desk" ? [what.standing] : [])),
  };
}

/** What was done, by kind and detail. */
export function kindsOf(events: readonly HandlingEvent[]): readonly string[] {
  return events.map(({ kind, detail }) => [kind.slice(9), detail].filter(Boolean).join(" "));
}

/** A record that raises an alert. */
export function alertRecord(part: Partial<DeviceEvent> = {}): DeviceEvent {
  return {
    ...{ epoch: 1, seq: 1, kind: "alert.raised", bootId: 1, uptimeMs: 1, clock: "rtc" },
    ...{ alertId: "1-1", alert: "1.1", severity: 30 },
    ...part,
  };
}

function minutesOf(trueMs: number): number {
  return Math.round((trueMs - RESPONSE_START_MS) / 6_000) / 10;
}
