import { createHash } from "node:crypto";
import { ALERTS, type AlertCode, type Recipient } from "@dosekit/protocols";
import { type GatewayLog, SILENT_LOG } from "../client/gateway-log.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { DurableTable } from "../durable-table/durable-table.ts";
import { TableWriter } from "../durable-table/table-writer.ts";
import type { SdkFault } from "../errors.ts";
import type { NoticeChannel, NoticeChannelName, NoticeContact } from "./notice-channel.ts";
import { type NoticeClock, type NoticeLanguage, noticeText } from "./notice-text.ts";

/** One step of a ladder that people are to be told of. */
export interface NoticeRequest {
  readonly deviceId: string;
  readonly alertId: string;
  readonly alert: AlertCode;
  /** Whom the route names at this step. */
  readonly recipient: Recipient;
  /** Which telling this is: the step, and the repeat at the last one. */
  readonly step: number;
  /** When the alert happened, ms since the Unix epoch. */
  readonly atMs: number;
  readonly over?: boolean;
}

/** What telling people is made of. */
export interface NoticeDeskOptions {
  readonly channels: Readonly<Partial<Record<NoticeChannelName, NoticeChannel>>>;
  /** Looks up who the recipient of a device is; the register's part. */
  readonly contactsOf: (deviceId: string, recipient: Recipient) => readonly NoticeContact[];
  readonly table: DurableTable;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  readonly clock: NoticeClock;
  readonly language?: NoticeLanguage;
  readonly log?: GatewayLog;
  /** Most people told at one step; 8 by default. */
  readonly contactsMax?: number;
  /** How long an attempt to tell somebody goes on, ms; 6 hours by default. */
  readonly giveUpMs?: number;
}

/** One notice to one contact. The address itself is not kept: it is looked up anew each time. */
interface Notice extends NoticeRequest {
  readonly id: string;
  readonly channel: NoticeChannelName;
  /** Hash of the address, to find the contact again. */
  readonly contact: string;
  readonly status: "waiting" | "sent" | "refused" | "given-up";
  readonly attempts: number;
  readonly takenMs: number;
}

/** What was counted since the start. */
export interface NoticeCounters {
  readonly sent: number;
  readonly failedAttempts: number;
  readonly refused: number;
  readonly givenUp: number;
  /** Steps whose recipient has no contact. */
  readonly nobody: number;
  readonly waiting: number;
}

const FIRST_MS = 10_000;
const LONGEST_MS = 600_000;
const GIVE_UP_MS = 6 * 3_600_000;
const KEEP_MS = 7 * 86_400_000;
const CONTACTS_MAX = 8;

/**
 * Tells people of alerts: each contact that the route names once a step, tried again while the way
 * is closed, durable over a crash. A crash between handing over and noting it sends one twice, under
 * the same id.
 */
export class NoticeDesk {
  readonly #options: NoticeDeskOptions;
  readonly #log: GatewayLog;
  readonly #writer: TableWriter;
  readonly #notices = new Map<string, Notice>();
  readonly #counters = { sent: 0, failedAttempts: 0, refused: 0, givenUp: 0, nobody: 0 };
  #open = false;
  #underway = 0;
  #closing: (() => void) | undefined;

  constructor(options: NoticeDeskOptions) {
    this.#options = options;
    this.#log = options.log ?? SILENT_LOG;
    const { table, timers } = options;
    const onFault = ({ code, message }: SdkFault) =>
      this.#log({ level: "error", event: "notices.unwritten", code, detail: message });
    this.#writer = new TableWriter({ table, timers, name: "notices", onFault });
  }

  /** Opens the store; what was not handed over is tried again. */
  open(done: (fault?: SdkFault) => void = () => {}): void {
    this.#options.table.open((result) => {
      if (!result.ok) {
        done(result.fault);
        return;
      }
      this.#open = true;
      for (const value of result.value.values()) {
        const notice = noticeOf(value);
        if (notice === undefined) this.#log({ level: "error", event: "notice.unreadable" });
        else this.#notices.set(notice.id, notice);
      }
      this.#sweep();
      for (const { id, status } of this.#notices.values()) if (status === "waiting") this.#try(id);
      done();
    });
  }

  /** Tells the people of a step; `done` is called once that is durable. A repeat changes nothing. */
  notify(request: NoticeRequest, done: () => void = () => {}): void {
    const { contactsOf, contactsMax = CONTACTS_MAX, nowMs } = this.#options;
    const contacts = contactsOf(request.deviceId, request.recipient).slice(0, contactsMax);
    if (contacts.length === 0) {
      this.#counters.nobody += 1;
      const { deviceId, recipient } = request;
      this.#log({ level: "error", event: "notice.nobody", deviceId, detail: recipient });
    }
    const fresh: Notice[] = [];
    for (const { channel, address } of contacts) {
      const contact = hashOf([channel, address]);
      const { deviceId, alertId, recipient, step, over = false } = request;
      const id = hashOf([deviceId, alertId, recipient, step, over, contact]);
      if (this.#notices.has(id) || fresh.some((notice) => notice.id === id)) continue;
      const takenMs = nowMs();
      fresh.push({ ...request, id, channel, contact, status: "waiting", attempts: 0, takenMs });
    }
    for (const notice of fresh) this.#save(notice);
    if (fresh.length === 0) done();
    else this.#writer.whenDurable(done);
    for (const { id } of fresh) this.#try(id);
  }

  /** Names whom an alert was told to, or is about to be. */
  recipientsTold(deviceId: string, alertId: string): readonly Recipient[] {
    const told = [...this.#notices.values()].filter(
      (notice) => notice.deviceId === deviceId && notice.alertId === alertId,
    );
    return [...new Set(told.map(({ recipient }) => recipient))];
  }

  /** Shows what was counted. */
  counters(): NoticeCounters {
    const waiting = [...this.#notices.values()].filter(({ status }) => status === "waiting").length;
    return { ...this.#counters, waiting };
  }

  /**
   * Tries no more; what waits is tried by the next start. A notice that is being handed over is
   * waited for, so that nobody is told twice.
   */
  close(done: () => void = () => {}): void {
    this.#open = false;
    for (const id of this.#notices.keys()) this.#options.timers.cancel(`notice:${id}`);
    this.#options.timers.cancel("notices:sweep");
    this.#closing = () => this.#writer.finish(() => this.#options.table.close(done));
    this.#closeIfIdle();
  }

  #closeIfIdle(): void {
    const close = this.#closing;
    if (close === undefined || this.#underway > 0) return;
    this.#closing = undefined;
    close();
  }

  #try(id: string): void {
    const notice = this.#notices.get(id);
    if (!this.#open || notice?.status !== "waiting") return;
    const { nowMs, giveUpMs = GIVE_UP_MS, channels, language = "no", clock } = this.#options;
    if (nowMs() - notice.takenMs >= giveUpMs) {
      this.#settle(notice, "given-up", "too long");
      return;
    }
    // Whoever is no longer named is no longer told.
    const address = this.#addressOf(notice);
    const channel = channels[notice.channel];
    if (address === undefined || channel === undefined) {
      this.#settle(notice, "refused", address === undefined ? "no longer named" : "no channel");
      return;
    }
    const tried = { ...notice, attempts: notice.attempts + 1 };
    this.#save(tried);
    const about = { alert: notice.alert, atMs: notice.atMs, over: notice.over ?? false };
    this.#underway += 1;
    channel
      .send(address, noticeText(about, language, clock), id)
      .then(
        (result) => {
          if (result.ok) this.#settle(tried, "sent");
          else if (result.why === "refused") this.#settle(tried, "refused", result.detail);
          else this.#again(tried, result.detail);
        },
        () => this.#again(tried, "failed"),
      )
      .finally(() => {
        this.#underway -= 1;
        this.#closeIfIdle();
      });
  }

  #again(notice: Notice, detail: string): void {
    this.#counters.failedAttempts += 1;
    this.#log({ level: "warn", event: "notice.failed", deviceId: notice.deviceId, detail });
    if (!this.#open) return;
    const delayMs = Math.min(FIRST_MS * 2 ** Math.min(notice.attempts - 1, 16), LONGEST_MS);
    this.#options.timers.arm(`notice:${notice.id}`, delayMs, () => this.#try(notice.id));
  }

  #settle(notice: Notice, status: "sent" | "refused" | "given-up", detail?: string): void {
    this.#save({ ...notice, status });
    if (status === "sent") this.#counters.sent += 1;
    else {
      this.#counters[status === "refused" ? "refused" : "givenUp"] += 1;
      const { deviceId } = notice;
      this.#log({ level: "error", event: `notice.${status}`, deviceId, detail: detail ?? "" });
    }
  }

  #addressOf({ deviceId, recipient, contact }: Notice): string | undefined {
    const contacts = this.#options.contactsOf(deviceId, recipient);
    return contacts.find(({ channel, address }) => hashOf([channel, address]) === contact)?.address;
  }

  #save(notice: Notice): void {
    this.#notices.set(notice.id, notice);
    this.#writer.put(notice.id, notice);
  }

  /** Forgets what is settled and a week old. */
  #sweep(): void {
    const oldMs = this.#options.nowMs() - KEEP_MS;
    for (const { id, status, takenMs } of [...this.#notices.values()]) {
      if (status === "waiting" || takenMs >= oldMs) continue;
      this.#notices.delete(id);
      this.#writer.put(id, undefined);
    }
    this.#options.timers.arm("notices:sweep", LONGEST_MS * 6, () => this.#sweep());
  }
}

function hashOf(parts: readonly unknown[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}

function noticeOf(value: unknown): Notice | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const found = value as Partial<Notice>;
  const texts = [found.id, found.deviceId, found.alertId, found.recipient, found.contact];
  const isWhole =
    texts.every((text) => typeof text === "string") &&
    [found.atMs, found.takenMs, found.attempts].every(Number.isFinite) &&
    ["waiting", "sent", "refused", "given-up"].includes(found.status ?? "") &&
    Object.hasOwn(ALERTS, found.alert ?? "");
  return isWhole ? (found as Notice) : undefined;
}
