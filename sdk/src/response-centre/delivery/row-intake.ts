import { ALERTS } from "@dosekit/protocols";
import type { InboxRow, RecordRow } from "../../inbox/inbox-row.ts";
import { type BelievedSources, subjectOf } from "../../inbox/row-subject.ts";
import { referenceOf, type ScaipAlert, type ScaipStage } from "../scaip/scaip-alert.ts";
import { type Delivery, newDelivery } from "./delivery.ts";

/** Which alerts go to which centre, and when. */
export interface DeliveryRules {
  /** Names the centre of a device; `undefined` when it has none. */
  readonly centreOf: (deviceId: string) => string | undefined;
  /** Alerts below this severity are not forwarded by themselves; 10 leaves out information. */
  readonly fromSeverity: number;
  /** `raised`: as soon as an alert comes; `ladder`: once its escalation ladder reaches the centre. */
  readonly trigger: "raised" | "ladder";
  /** Who may speak of other devices; nobody by default. */
  readonly sources?: BelievedSources;
}

/** What a row changes: deliveries to keep, and references of those that go away. */
export interface DeliveryChanges {
  readonly keep: readonly Delivery[];
  readonly drop: readonly string[];
  /** True for an alert of a device that no centre is set up for. */
  readonly unrouted: boolean;
}

const NONE: DeliveryChanges = { keep: [], drop: [], unrouted: false };

/**
 * Finds what a row of the inbox means for deliveries; pure. A row that comes again changes nothing.
 */
export function changesOfRow(
  row: InboxRow,
  find: (ref: string) => Delivery | undefined,
  rules: DeliveryRules,
): DeliveryChanges {
  if (row.kind !== "record") return NONE;
  const { alertId, kind } = row.event;
  if (alertId === undefined) return NONE;
  const deviceId = subjectOf(row, rules.sources);
  if (deviceId === undefined) return NONE;
  const raised = find(referenceOf({ deviceId, alertId, stage: "raise" }));
  switch (kind) {
    case "alert.raised":
      return raised === undefined ? onRaised(row, alertId, rules) : NONE;
    case "alert.notified":
      return row.event.recipient === "response-centre" ? onReached(row, raised, rules) : NONE;
    case "alert.acknowledged":
      if (raised?.acknowledgement !== "due") return NONE;
      return { ...NONE, keep: [{ ...raised, acknowledgement: "done" }] };
    case "alert.cleared":
      return onCleared(row, raised, find);
    default:
      return NONE;
  }
}

function onRaised(row: RecordRow, alertId: string, rules: DeliveryRules): DeliveryChanges {
  const alert = alertOf(row, alertId, "raise");
  if (alert === undefined) return NONE;
  const severity = row.event.severity ?? ALERTS[alert.alert].severity;
  // What the ladder may still bring to the centre is kept, so that its original time is.
  const onRequest = rules.trigger === "ladder" || severity < rules.fromSeverity;
  if (onRequest && severity === 0) return NONE;
  const centre = rules.centreOf(alert.deviceId);
  if (centre === undefined) return { ...NONE, unrouted: true };
  const status = onRequest ? "parked" : "waiting";
  return {
    ...NONE,
    keep: [newDelivery(alert, { centre, severity, status, takenMs: row.receivedMs })],
  };
}

/** The ladder reached the centre: that counts whatever the severity. */
function onReached(
  row: RecordRow,
  raised: Delivery | undefined,
  rules: DeliveryRules,
): DeliveryChanges {
  if (raised !== undefined) {
    if (raised.status !== "parked") return NONE;
    return { ...NONE, keep: [{ ...raised, status: "waiting" }] };
  }
  const { alertId = "" } = row.event;
  return onRaised(row, alertId, { ...rules, fromSeverity: 0, trigger: "raised" });
}

function onCleared(
  row: RecordRow,
  raised: Delivery | undefined,
  find: (ref: string) => Delivery | undefined,
): DeliveryChanges {
  if (raised === undefined) return NONE;
  if (raised.status === "parked") return { ...NONE, drop: [raised.ref] };
  const over: ScaipAlert = { ...raised, ...timeOf(row), stage: "restore" };
  if (find(referenceOf(over)) !== undefined) return NONE;
  const { deviceId, alertId, alert, stage, atMs, atBy } = over;
  const { centre, severity } = raised;
  const restore = newDelivery(
    { deviceId, alertId, alert, stage, atMs, atBy },
    { centre, severity, status: "waiting", takenMs: row.receivedMs },
  );
  return { ...NONE, keep: [restore] };
}

function alertOf(row: RecordRow, alertId: string, stage: ScaipStage): ScaipAlert | undefined {
  const { alert } = row.event;
  if (alert === undefined) return undefined;
  const { about: deviceId = row.deviceId } = row.event;
  return { deviceId, alertId, alert, stage, ...timeOf(row) };
}

/** A device whose clock is unset says no time: the gateway's then stands in, and is named so. */
function timeOf(row: RecordRow): Pick<ScaipAlert, "atMs" | "atBy"> {
  const { civilMs } = row.event;
  // A clock years beyond what a date can show is no time either.
  return civilMs === undefined || civilMs > DATE_MS_MAX
    ? { atMs: row.receivedMs, atBy: "gateway" }
    : { atMs: civilMs, atBy: "device" };
}

/** The end of the year 9999, the last that a date is written with in four digits. */
const DATE_MS_MAX = 253_402_300_799_999;
