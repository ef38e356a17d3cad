import type { DeviceId, EscalationRoute } from "@dosekit/protocols";
import type { DeviceSnapshot } from "../client/device-session.ts";
import type { GatewayClient } from "../client/gateway-client.ts";
import { type GatewayLog, isWorthLogging, SILENT_LOG } from "../client/gateway-log.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { Forwarder, ForwarderCounts } from "../forwarding/forwarder.ts";
import { rowsUntil, toldUnlessAborted } from "../forwarding/rows-until.ts";
import type { InboxRow, RecordRow } from "../inbox/inbox-row.ts";
import { subjectOf } from "../inbox/row-subject.ts";
import type { ContactEar } from "./contact-ear.ts";
import type { ContactStanding } from "./contact-standing.ts";
import { ContactWatch } from "./contact-watch.ts";
import { alertDraft, type Findings, noFindings } from "./findings.ts";
import { type BoardEntry, type BoardStep, LadderBoard } from "./ladder-board.ts";
import type { OwnJournal, RecordDraft } from "./own-journal.ts";
import { RollBook } from "./roll-book.ts";
import {
  foundAfterAll,
  judgeRoll,
  noteRecord,
  type RollStanding,
  withMissing,
} from "./roll-standing.ts";
import type { WatchRules } from "./watch-rules.ts";

/** Name under which the inbox remembers how far the watch has come. */
export const WATCH_CONSUMER = "watch";

/** The part of the gateway client that the watch works with. */
export type WatchedClient = Pick<
  GatewayClient,
  "events" | "devices" | "device" | "desiredConfig" | "report"
>;

/** What the watch is made of. */
export interface GatewayWatchOptions {
  readonly client: WatchedClient;
  readonly journal: OwnJournal;
  readonly ear: ContactEar;
  readonly ownId: DeviceId;
  readonly timers: GatewayTimers;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  /** A clock that nobody sets, ms; for how long somebody was away. */
  readonly steadyMs: () => number;
  readonly rules: WatchRules;
  /** Devices that stand with somebody; every device that was heard of when absent. */
  readonly placedDevices?: () => readonly DeviceId[];
  readonly log?: GatewayLog;
}

const LADDER_WAIT_MS_MAX = 60_000;

/**
 * What the gateway watches by itself: devices that are away (1.20), planned doses that no pouch
 * carried (1.2), and the ladders of alerts that devices don't run. What it finds it writes as records
 * under its own id, each once, whenever it is killed.
 */
export class GatewayWatch implements Forwarder {
  readonly name = WATCH_CONSUMER;
  readonly #options: GatewayWatchOptions;
  readonly #log: GatewayLog;
  readonly #board = new LadderBoard();
  readonly #rolls: RollBook;
  readonly #contacts: ContactWatch;
  #missing = 0;
  #lookedMs: number | undefined;

  /** @param kept what the table of the journal holds beside the journal */
  constructor(options: GatewayWatchOptions, kept: ReadonlyMap<string, unknown>) {
    this.#options = options;
    this.#log = options.log ?? SILENT_LOG;
    this.#contacts = new ContactWatch({ ...options, log: this.#log });
    this.#rolls = new RollBook(options.rules.printReadProducts, options.client);
    for (const [key, value] of kept) this.#restore(key, value);
  }

  /** See {@link Forwarder}. */
  async run(signal: AbortSignal): Promise<void> {
    const { timers, client, steadyMs } = this.#options;
    this.#lookedMs = steadyMs();
    this.#armLook();
    this.#armLadders();
    try {
      for await (const row of rowsUntil(client, this.name, signal)) {
        await toldUnlessAborted((done) => this.#take(row, done), signal);
        if (signal.aborted) break;
      }
    } finally {
      for (const name of ["watch-look", "watch-ladders"]) timers.cancel(name);
    }
  }

  /** When an alert that the gateway has to do with was raised, ms since the Unix epoch. */
  raisedMs(deviceId: DeviceId, alertId: string): number | undefined {
    return this.#board.find(deviceId, alertId)?.raisedMs;
  }

  /**
   * Somebody took charge of an alert that the gateway itself raised.
   *
   * @returns false for an alert of somebody else, or one that is over
   */
  acknowledge(deviceId: DeviceId, alertId: string, actor: "operator" | "staff"): boolean {
    const entry = this.#board.find(deviceId, alertId);
    if (!alertId.startsWith("gw-") || entry === undefined) return false;
    const draft = { kind: "alert.acknowledged" as const, alertId, alert: entry.alert, actor };
    this.#options.journal.write(new Map(), [{ ...draft, about: deviceId }]);
    return true;
  }

  /** Looks at contact and rolls at once; otherwise done every `checkMs`. */
  look(): void {
    const { ear, client, nowMs, rules, steadyMs } = this.#options;
    const nowSteadyMs = steadyMs();
    // Time in which this process slept is time in which nobody could be heard.
    const elapsedMs = Math.min(nowSteadyMs - (this.#lookedMs ?? nowSteadyMs), rules.checkMs * 2);
    this.#lookedMs = nowSteadyMs;
    if (ear.linkUp) {
      const found = noFindings();
      const devices = new Map(client.devices().map((device) => [device.deviceId, device]));
      const watched = this.#watched(devices);
      for (const deviceId of watched) {
        this.#contacts.lookAt(deviceId, devices.get(deviceId), elapsedMs, found);
        this.#judge(deviceId, devices.get(deviceId), nowMs(), found);
      }
      this.#contacts.letGo(watched, found);
      this.#write(found);
    }
    ear.forget();
  }

  /** See {@link Forwarder}. */
  counters(): ForwarderCounts {
    return {
      watched: this.#contacts.watched,
      absent: this.#contacts.absent,
      absences: this.#contacts.absences,
      "missing-doses": this.#missing,
      ladders: this.#board.open,
      "ladders-refused": this.#board.refused,
      "ladders-dropped": this.#board.dropped,
      forged: this.#options.ear.forged,
      unwritten: this.#options.journal.waiting,
    };
  }

  #take(row: InboxRow, done: () => void): void {
    const subject = subjectOf(row, new Set([this.#options.ownId]));
    if (row.kind !== "record" || subject === undefined || subject === this.#options.ownId) {
      done();
      return;
    }
    const found = noFindings();
    if (row.deviceId === subject) this.#takeOwnWord(row, found);
    const refusedBefore = this.#board.refused;
    const routes = this.#routesOf(subject);
    const about = { routes, nowMs: this.#options.nowMs() };
    for (const step of this.#board.take(subject, row.event, about)) this.#addStep(step, found);
    if (this.#board.refused > refusedBefore && isWorthLogging(this.#board.refused)) {
      const count = this.#board.refused;
      this.#log({ level: "error", event: "ladder.refused", deviceId: subject, count });
    }
    if (found.changes.size + found.drafts.length === 0) done();
    else this.#options.journal.write(found.changes, found.drafts, done);
    this.#armLadders();
  }

  /** What a device says of its doses and its service. */
  #takeOwnWord({ deviceId, event }: RecordRow, found: Findings): void {
    if (event.kind === "mode.changed" && event.mode === "ended") {
      for (const step of this.#board.endAll(deviceId)) this.#addStep(step, found);
    }
    const roll = this.#rolls.find(deviceId);
    if (roll === undefined) return;
    const noted = noteRecord(roll, event, this.#options.nowMs());
    const late = foundAfterAll(roll, event);
    const isNews = noted.told !== roll.told || noted.spared !== roll.spared;
    const next =
      late === undefined
        ? noted
        : { ...noted, missing: noted.missing.filter((one) => one !== late) };
    this.#rolls.keep(deviceId, next, isNews ? found.changes : undefined);
    if (late === undefined) return;
    found.drafts.push({
      ...{ kind: "alert.cleared", alertId: late.alertId, alert: "1.2", about: deviceId },
    });
  }

  #addStep({ key, entry, notices }: BoardStep, found: Findings): void {
    found.changes.set(key, entry);
    if (entry === undefined) return;
    const { deviceId, alertId, alert, severity } = entry;
    for (const { recipient, rung } of notices) {
      const about = { alertId, alert, severity, about: deviceId };
      found.drafts.push({ kind: "alert.notified", recipient, count: rung, ...about });
    }
  }

  #judge(
    deviceId: DeviceId,
    device: DeviceSnapshot | undefined,
    nowMs: number,
    found: Findings,
  ): void {
    const roll = this.#rolls.follow(deviceId, device, nowMs, found.changes);
    if (roll === undefined) return;
    const isWhole = device !== undefined && device.throughSeq >= (device.state?.lastSeq ?? 0);
    const inContact = isWhole && this.#options.ear.isInContact(deviceId, device);
    const judged = judgeRoll(roll, nowMs, inContact);
    if (judged.roll === roll) return;
    const missing = judged.missing.map(({ doseId, dueMs }, at) => {
      const alertId = this.#options.journal.nextAlertId(found.drafts.length + at * 2 + 1);
      return { doseId, dueMs, alertId };
    });
    const next = withMissing(judged.roll, missing);
    this.#rolls.keep(deviceId, next, missing.length > 0 ? found.changes : undefined);
    this.#missing += missing.length;
    for (const dose of missing) found.drafts.push(...missingDrafts(dose, deviceId));
  }

  #watched(devices: ReadonlyMap<DeviceId, DeviceSnapshot>): ReadonlySet<DeviceId> {
    const { placedDevices, ownId } = this.#options;
    const watched = new Set(placedDevices?.() ?? devices.keys());
    watched.delete(ownId);
    return watched;
  }

  #routesOf(deviceId: DeviceId): readonly EscalationRoute[] {
    const own = this.#options.client.desiredConfig(deviceId)?.escalation?.routes;
    return own ?? this.#options.rules.routes;
  }

  #write({ changes, drafts }: Findings): void {
    if (changes.size + drafts.length > 0) this.#options.journal.write(changes, drafts);
  }

  #armLook(): void {
    const { timers, rules } = this.#options;
    timers.arm("watch-look", rules.checkMs, () => {
      this.#armLook();
      this.look();
    });
  }

  #armLadders(): void {
    const { timers, nowMs } = this.#options;
    const waitMs = Math.max(0, (this.#board.nextMs ?? Number.POSITIVE_INFINITY) - nowMs());
    timers.arm("watch-ladders", Math.min(waitMs, LADDER_WAIT_MS_MAX), () => {
      const found = noFindings();
      for (const step of this.#board.climb(nowMs())) this.#addStep(step, found);
      this.#write(found);
      this.#armLadders();
    });
  }

  #restore(key: string, value: unknown): void {
    const [family = "", deviceId = ""] = key.split("/", 2);
    if (typeof value !== "object" || value === null) {
      this.#log({ level: "error", event: "watch.unreadable", detail: family });
    } else if (family === "contact") this.#contacts.restore(deviceId, value as ContactStanding);
    else if (family === "ladder") this.#board.restore(value as BoardEntry);
    else if (family === "roll") this.#rolls.restore(deviceId, value as RollStanding);
  }
}

function missingDrafts(
  dose: { readonly doseId: string; readonly dueMs: number; readonly alertId: string },
  about: DeviceId,
): readonly RecordDraft[] {
  const { doseId, dueMs: due, alertId } = dose;
  const dueMs = due as NonNullable<RecordDraft["dueMs"]>;
  return [
    {
      ...{ kind: "dose.closed", doseId, dueMs, about, outcome: "prevented", evidence: "none" },
      ...{ reason: "out-of-medicine", detail: "inferred: no pouch carried it" },
    },
    { ...alertDraft("1.2", alertId, about), doseId, dueMs },
  ];
}
