import type { DeviceId } from "@dosekit/protocols";
import { SdkError } from "../errors.ts";
import type { InboxRow, RecordRow } from "../inbox/inbox-row.ts";
import { subjectOf } from "../inbox/row-subject.ts";
import type { NoticeDesk } from "../notices/notice-desk.ts";
import { eventTimeMs } from "../record/event-time.ts";
import type { Forwarder, ForwarderCounts } from "./forwarder.ts";
import { type RowStream, rowsUntil, toldUnlessAborted } from "./rows-until.ts";

/** Name under which the inbox remembers how far notices to people have come. */
export const NOTICE_CONSUMER = "notices";

/** What the forwarder of notices is made of. */
export interface NoticeForwarderOptions {
  readonly source: RowStream;
  /** Builds the desk; nothing is opened yet. */
  readonly make: () => NoticeDesk;
  /** Id of the gateway whose ladder's steps are told; a device that runs its own tells by itself. */
  readonly ownId: DeviceId;
  /** When an alert was raised, ms since the Unix epoch; the time of the step stands in for it. */
  readonly raisedMs?: (deviceId: DeviceId, alertId: string) => number | undefined;
}

/**
 * Tells people by mail and SMS of the steps of the gateway's ladder: whom the step names, nobody
 * else; and those who were told of an alert that it is over.
 */
export class NoticeForwarder implements Forwarder {
  readonly name = NOTICE_CONSUMER;
  readonly #options: NoticeForwarderOptions;
  #desk: NoticeDesk | undefined;

  constructor(options: NoticeForwarderOptions) {
    this.#options = options;
  }

  /** See {@link Forwarder}. */
  async run(signal: AbortSignal): Promise<void> {
    const desk = this.#options.make();
    await opened(desk);
    this.#desk = desk;
    try {
      for await (const row of rowsUntil(this.#options.source, this.name, signal)) {
        await toldUnlessAborted((done) => this.#take(desk, row, done), signal);
        if (signal.aborted) break;
      }
    } finally {
      await new Promise<void>((resolve) => desk.close(resolve));
    }
  }

  /** See {@link Forwarder}. */
  counters(): ForwarderCounts {
    if (this.#desk === undefined) return {};
    const { failedAttempts, givenUp, ...plain } = this.#desk.counters();
    return { ...plain, "failed-attempts": failedAttempts, "given-up": givenUp };
  }

  #take(desk: NoticeDesk, row: InboxRow, done: () => void): void {
    if (row.kind !== "record") done();
    else if (row.event.kind === "alert.notified") this.#onStep(desk, row, done);
    else if (row.event.kind === "alert.cleared") this.#onOver(desk, row, done);
    else done();
  }

  #onStep(desk: NoticeDesk, row: RecordRow, done: () => void): void {
    const deviceId = this.#subjectOf(row);
    const { alertId, alert, recipient } = row.event;
    const isOurs = row.deviceId === this.#options.ownId && recipient !== "response-centre";
    if (!isOurs || deviceId === undefined || !alertId || !alert || !recipient) {
      done();
      return;
    }
    const atMs = this.#options.raisedMs?.(deviceId, alertId) ?? atMsOf(row);
    // The number of the record tells this telling from all others, and is the same when it comes again.
    desk.notify({ deviceId, alertId, alert, recipient, step: row.seq, atMs }, done);
  }

  #onOver(desk: NoticeDesk, row: RecordRow, done: () => void): void {
    const deviceId = this.#subjectOf(row);
    const { alertId, alert } = row.event;
    if (deviceId === undefined || alertId === undefined || alert === undefined) {
      done();
      return;
    }
    let left = 1;
    const oneDone = () => {
      left -= 1;
      if (left === 0) done();
    };
    for (const recipient of desk.recipientsTold(deviceId, alertId)) {
      left += 1;
      const about = { deviceId, alertId, alert, recipient, step: 0, atMs: atMsOf(row), over: true };
      desk.notify(about, oneDone);
    }
    oneDone();
  }

  #subjectOf(row: RecordRow): DeviceId | undefined {
    return subjectOf(row, new Set([this.#options.ownId]));
  }
}

function atMsOf(row: RecordRow): number {
  return eventTimeMs(row) ?? row.receivedMs;
}

function opened(desk: NoticeDesk): Promise<void> {
  return new Promise((resolve, reject) => {
    desk.open((fault) => (fault === undefined ? resolve() : reject(new SdkError(fault))));
  });
}
