import {
  type EscalationLadder,
  type LadderNotice,
  type LadderRunner,
  type LadderState,
  MINUTE_MS,
  type NoticeSend,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";
import { contactsOf, ladderFor } from "../escalation/routes.ts";
import type { ActiveAlert, Climb, DeviceState } from "./device-state.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";

const NEXT_NOTICE = "ladder/next";

/**
 * Says who runs the ladder of an alert that is raised now. The journal keeps it with the alert, so
 * that device and gateway, which read the same record, never both run it: what was raised in contact
 * with the gateway is the gateway's, what was raised without it is the device's where the device
 * has a way of its own.
 */
export function runnerNow({ model, state }: StepDraft): LadderRunner {
  const { ladderRunner, notices } = model.profile;
  if (state.service.mode === "ended") return "gateway";
  const standsIn = notices?.bearer.value === "own" && !state.link.up;
  return standsIn ? "device" : ladderRunner.value;
}

/** Puts an alert that the device runs at the foot of its ladder. */
export function climbOf(
  { state, model, now }: StepDraft,
  { alertId, code }: Pick<ActiveAlert, "alertId" | "code">,
  severity: Severity,
): Climb {
  const ladder = ladderFor(state.escalation, code, severity);
  const { nextMs = now.uptimeMs, rung } = startLadder(ladder, alertId, severity, now.uptimeMs);
  const { ladderRunner, notices } = model.profile;
  if (ladderRunner.value === "device") return { severity, rung, nextMs };
  const takeOverMs = state.link.downSinceMs + (notices?.takeOverMin.value ?? 0) * MINUTE_MS;
  return { severity, rung, nextMs: Math.max(nextMs, takeOverMs) };
}

/** Notes that contact with the gateway came or went; with it the ladders that were taken over go. */
export function noteLink(draft: StepDraft, up: boolean): void {
  const { state, now, model } = draft;
  state.link = { up, downSinceMs: up ? state.link.downSinceMs : now.uptimeMs };
  if (!up || model.profile.ladderRunner.value === "device") return;
  for (const alert of state.alerts) handOver(draft, alert);
  state.alerts = state.alerts.map(withoutClimb);
}

/**
 * Hands the ladder of an alert to the gateway: the record says which step it had reached. Nothing
 * is handed over of a ladder that has ended.
 */
export function handOver(draft: StepDraft, { alertId, code, climb }: ActiveAlert): void {
  if (climb?.nextMs === undefined) return;
  const count = climb.rung + 1;
  write(draft, "alert.handed-over", { alertId, alert: code, runner: "gateway", count });
}

/** Ends the climb of an alert: from here on it tells nobody. */
export function endClimb(alert: ActiveAlert, ended: NonNullable<Climb["ended"]>): ActiveAlert {
  if (alert.climb === undefined) return alert;
  const { severity, rung } = alert.climb;
  return { ...alert, climb: { severity, rung, nextMs: undefined, ended } };
}

/** After the end of service nobody is told any more. */
export function endClimbs({ state }: StepDraft): void {
  state.alerts = state.alerts.map((alert) => endClimb(alert, "service-ended"));
}

/** With other routes an alert under way goes on at its step, or at the last that there is. */
export function fitClimbs({ state }: StepDraft): void {
  state.alerts = state.alerts.map((alert) => {
    const { climb, code } = alert;
    if (climb === undefined) return alert;
    const last = ladderFor(state.escalation, code, climb.severity).rungs.length - 1;
    const rung = Math.min(climb.rung, last);
    const { toldFrom: _first, ...others } = climb;
    return { ...alert, climb: { ...others, rung, ...fromRung(firstTold(climb), rung) } };
  });
}

/** Tells those who were told of an alert that it is over, each once. */
export function tellOver(draft: StepDraft, alert: ActiveAlert): void {
  const { climb, code } = alert;
  if (climb === undefined || alert.acknowledged) return;
  const { rungs } = ladderFor(draft.state.escalation, code, climb.severity);
  const told = rungs.slice(0, climb.rung + 1).map(({ recipient }) => recipient);
  for (const [rung, recipient] of told.entries()) {
    if (told.indexOf(recipient) === rung) notify(draft, alert, { recipient, rung, what: "over" });
  }
}

/**
 * Tells whom the ladders that the device runs say is to be told by now. While its only way to
 * people is down it waits, and then tells each rung that is due, in order. A rung that is told for
 * the first time is a record; repeats are none, so that an alert that nobody answers can't fill the
 * journal.
 */
export function followLadders(draft: StepDraft): void {
  if (isAnyClimbing(draft.state)) climb(draft);
  else disarm(draft, NEXT_NOTICE);
}

function climb(draft: StepDraft): void {
  const { state, now } = draft;
  // The word that a dose is about to be offered stays the last of its commit; the timer is near.
  const mayWrite = draft.records.at(-1)?.kind !== "dose.offering";
  if (canTell(draft) && mayWrite) {
    state.alerts = state.alerts.map((alert) => climbed(draft, alert));
  }
  const due = state.alerts.flatMap(({ climb }) => climb?.nextMs ?? []);
  if (due.length === 0 || !canTell(draft)) disarm(draft, NEXT_NOTICE);
  else arm(draft, NEXT_NOTICE, "uptime", Math.max(now.uptimeMs, Math.min(...due)));
}

function isAnyClimbing({ alerts }: DeviceState): boolean {
  for (const { climb } of alerts) {
    if (climb !== undefined) return true;
  }
  return false;
}

/**
 * Reckons ladders by the uptime of a new boot: time without power counts as far as the clock tells
 * of it, and the steps that were told last are told again, as their notices may not have left the
 * device.
 */
export function rebasedAlerts(
  { alerts, clock }: DeviceState,
  now: { readonly uptimeMs: number; readonly civilMs: number | undefined },
): readonly ActiveAlert[] {
  const { lastCivilMs, lastUptimeMs } = clock;
  const isKnown = lastCivilMs !== undefined && now.civilMs !== undefined;
  const offMs = isKnown ? Math.max(0, now.civilMs - lastCivilMs) : 0;
  const shiftMs = now.uptimeMs - lastUptimeMs - offMs;
  return alerts.map((alert) => {
    const { climb } = alert;
    if (climb === undefined) return alert;
    const { ended = "told", rung, nextMs } = climb;
    const unsure = rung >= 0 && ended === "told" ? { unsure: true as const } : {};
    const isOpen = nextMs !== undefined;
    return { ...alert, climb: { ...climb, ...unsure, nextMs: isOpen ? nextMs + shiftMs : nextMs } };
  });
}

function climbed(draft: StepDraft, alert: ActiveAlert): ActiveAlert {
  const { climb, alertId, code } = alert;
  if (climb === undefined) return alert;
  const ladder = ladderFor(draft.state.escalation, code, climb.severity);
  const isUnsure = climb.unsure === true;
  if (isUnsure) tellAgain(draft, alert, climb, ladder);
  const before: LadderState = { ...climb, alertId, notifications: 0 };
  const [at, notices] = stepLadder(ladder, before, { type: "time" }, draft.now.uptimeMs);
  for (const notice of notices) {
    // Telling again was that repeat already.
    if (!isUnsure || !notice.repeat) tell(draft, alert, notice);
  }
  const first = isUnsure ? firstTold(climb) : notices[0]?.rung;
  if (first === undefined) return alert;
  const { severity, rung, nextMs, ended } = at;
  const more = { ...fromRung(first, rung), ...(ended ? { ended } : {}) };
  return { ...alert, climb: { severity, rung, nextMs, ...more } };
}

/** Power may have gone between the records of notices and the notices: all of them may be missing. */
function tellAgain(
  draft: StepDraft,
  alert: ActiveAlert,
  climb: Climb,
  { rungs }: EscalationLadder,
): void {
  const first = firstTold(climb);
  for (const [at, { recipient }] of rungs.slice(first, climb.rung + 1).entries()) {
    notify(draft, alert, { recipient, rung: first + at, what: "again" });
  }
}

function firstTold({ rung, toldFrom = rung }: Climb): number {
  return toldFrom;
}

function fromRung(first: number, rung: number): Pick<Climb, "toldFrom"> {
  return first < rung ? { toldFrom: first } : {};
}

function tell(draft: StepDraft, alert: ActiveAlert, notice: LadderNotice): void {
  const { alertId, code } = alert;
  const { recipient, rung, repeat } = notice;
  if (!repeat) {
    write(draft, "alert.notified", { alertId, alert: code, recipient, count: rung });
  }
  notify(draft, alert, { recipient, rung, what: repeat ? "again" : "first" });
}

function notify(
  draft: StepDraft,
  { alertId, code, climb }: ActiveAlert,
  told: Pick<NoticeSend, "recipient" | "rung" | "what">,
): void {
  const contacts = contactsOf(draft.state.escalation, told.recipient);
  const severity = climb?.severity ?? 0;
  const notice = { alertId, alert: code, severity, ...told, contacts };
  draft.notices = [...draft.notices, { type: "notice.send", ...notice }];
}

/** Nobody can be told over a link that is down. */
function canTell({ model, state }: StepDraft): boolean {
  const { notices } = model.profile;
  return notices !== undefined && (notices.bearer.value === "own" || state.link.up);
}

function withoutClimb({ climb: _handed, ...alert }: ActiveAlert): ActiveAlert {
  return alert;
}
