import {
  DeviceEvent,
  type DeviceId,
  DeviceState,
  type DownChannel,
  decodeAs,
  EventAcknowledgement,
  EventRequest,
  encodeMessage,
  type GatewayTransportListener,
  instant,
  uptime,
} from "@dosekit/protocols";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { DurableTable } from "../durable-table/durable-table.ts";
import { type SdkFault, sdkFault } from "../errors.ts";

/*
 * Invariants: a record has its number from the moment at which it is written, in the same write as
 * what it follows from; nothing is sent before it is durable; it is sent until it is acknowledged. So
 * the inbox, which takes each number once, has each record once, whenever the gateway is killed.
 */

/** A record before it has its place; the journal adds time and number. */
export type RecordDraft = Omit<
  DeviceEvent,
  "epoch" | "seq" | "bootId" | "uptimeMs" | "civilMs" | "clock"
>;

/** What a journal of the gateway's own is made of. */
export interface OwnJournalOptions {
  /** Device id of the gateway itself. */
  readonly ownId: DeviceId;
  readonly table: DurableTable;
  readonly timers: GatewayTimers;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  /** Draws the epoch of a new journal, 1 to 4,294,967,295. */
  readonly drawEpoch: () => number;
  /** Told of each failed write; writing is tried again. */
  readonly onFault: (fault: SdkFault) => void;
}

interface Meta {
  readonly epoch: number;
  readonly lastSeq: number;
  readonly boots: number;
}

const META = "meta";
const SPOOL = "spool/";
const AGAIN_MS = 5_000;
const WINDOW = 64;

/**
 * The gateway's own journal: what it finds out by itself reaches the inbox as records of a device
 * would, under the gateway's id, an epoch and numbers of its own. What the findings rest on is kept
 * in the same table, and changes in the same write.
 */
export class OwnJournal {
  readonly #options: OwnJournalOptions;
  readonly #spool = new Map<number, DeviceEvent>();
  #meta: Meta = { epoch: 0, lastSeq: 0, boots: 0 };
  #openedMs = 0;
  #changes = new Map<string, unknown>();
  #waiting: (() => void)[] = [];
  #isWriting = false;
  #isFailing = false;
  #durableSeq = 0;
  #sentSeq = 0;
  #listener: GatewayTransportListener | undefined;

  constructor(options: OwnJournalOptions) {
    this.#options = options;
  }

  /** Opens the table; `done` gets what others keep in it, or why it can't be opened. */
  open(done: (result: ReadonlyMap<string, unknown> | SdkFault) => void): void {
    this.#options.table.open((result) => {
      if (!result.ok) {
        done(result.fault);
        return;
      }
      const fault = this.#restore(result.value);
      if (fault !== undefined) done(fault);
      else
        done(new Map([...result.value].filter(([key]) => key !== META && !key.startsWith(SPOOL))));
    });
  }

  /** Name of the next alert that a record raises. */
  nextAlertId(ahead = 0): string {
    const { epoch, lastSeq } = this.#meta;
    return `gw-${epoch.toString(36)}-${lastSeq + 1 + ahead}`;
  }

  /** How many records wait to be acknowledged by the inbox. */
  get waiting(): number {
    return this.#spool.size;
  }

  /** Writes changes and the records that follow from them, all of it or nothing of it. */
  write(
    changes: ReadonlyMap<string, unknown>,
    drafts: readonly RecordDraft[],
    done: () => void = () => {},
  ): void {
    const nowMs = this.#options.nowMs();
    for (const [key, value] of changes) this.#changes.set(key, value);
    for (const draft of drafts) {
      const { epoch, lastSeq, boots } = this.#meta;
      const event: DeviceEvent = {
        ...draft,
        ...{ epoch, seq: lastSeq + 1, bootId: boots, clock: "synced" as const },
        ...{ uptimeMs: uptime(Math.max(0, nowMs - this.#openedMs)), civilMs: instant(nowMs) },
      };
      this.#meta = { ...this.#meta, lastSeq: event.seq };
      this.#spool.set(event.seq, event);
      this.#changes.set(keyOf(event.seq), event);
    }
    if (drafts.length > 0) this.#changes.set(META, this.#meta);
    this.#waiting.push(done);
    this.#flush();
  }

  /** Begins to hand records to the gateway's client. */
  attach(listener: GatewayTransportListener): void {
    this.#listener = listener;
    this.#sentSeq = 0;
    this.#options.timers.arm("own-journal", 0, () => {
      this.#sayBirth();
      this.#send();
    });
  }

  /** Takes what the client sends to the gateway's own id. */
  onDown(channel: DownChannel, payload: Uint8Array): void {
    if (channel !== "ack") return;
    const { epoch } = this.#meta;
    const acknowledged = decodeAs(EventAcknowledgement, payload);
    if (acknowledged.ok && acknowledged.value.epoch === epoch) {
      this.#acknowledged(acknowledged.value.throughSeq);
    }
    const asked = decodeAs(EventRequest, payload);
    if (!asked.ok || asked.value.epoch !== epoch) return;
    this.#sentSeq = Math.min(this.#sentSeq, asked.value.fromSeq - 1);
    this.#sendSoon(0);
  }

  /** Calls back once all that was written is durable, or at once when the table takes nothing. */
  settle(done: () => void): void {
    if (!this.#isWriting || this.#isFailing) done();
    else this.#waiting.push(done);
  }

  /** Hands out nothing more, and closes the table. */
  close(done: () => void): void {
    this.#listener = undefined;
    for (const name of ["own-journal", "own-journal-write"]) this.#options.timers.cancel(name);
    this.settle(() => this.#options.table.close(done));
  }

  #restore(values: ReadonlyMap<string, unknown>): SdkFault | undefined {
    const { drawEpoch, nowMs } = this.#options;
    const kept = values.get(META) as Partial<Meta> | undefined;
    const { epoch = drawEpoch(), lastSeq = 0, boots = 0 } = kept ?? {};
    if (![epoch, lastSeq, boots].every(Number.isSafeInteger)) {
      return sdkFault("inbox-corrupt", "journal of the gateway");
    }
    this.#meta = { epoch, lastSeq, boots: boots + 1 };
    this.#openedMs = nowMs();
    const spooled = [...values].filter(([key]) => key.startsWith(SPOOL));
    for (const [key, event] of spooled.sort(([a], [b]) => (a < b ? -1 : 1))) {
      this.#spool.set(Number(key.slice(SPOOL.length)), event as DeviceEvent);
    }
    this.#durableSeq = lastSeq;
    this.write(new Map([[META, this.#meta]]), []);
    return undefined;
  }

  #flush(): void {
    if (this.#isWriting) return;
    const [changes, waiting] = [this.#changes, this.#waiting];
    this.#changes = new Map();
    this.#waiting = [];
    this.#isWriting = true;
    this.#commit(changes, waiting, this.#meta.lastSeq);
  }

  #commit(
    changes: ReadonlyMap<string, unknown>,
    waiting: readonly (() => void)[],
    lastSeq: number,
  ): void {
    this.#options.table.write(changes, (fault) => {
      this.#isFailing = fault !== undefined;
      if (fault !== undefined) {
        this.#options.onFault(fault);
        const again = () => this.#commit(changes, waiting, lastSeq);
        this.#options.timers.arm("own-journal-write", AGAIN_MS, again);
        return;
      }
      this.#isWriting = false;
      this.#durableSeq = Math.max(this.#durableSeq, lastSeq);
      for (const done of waiting) done();
      this.#sendSoon(0);
      if (!this.#isWriting && (this.#changes.size > 0 || this.#waiting.length > 0)) this.#flush();
    });
  }

  #acknowledged(throughSeq: number): void {
    const gone = [...this.#spool.keys()].filter((seq) => seq <= throughSeq);
    if (gone.length === 0) return;
    for (const seq of gone) this.#spool.delete(seq);
    this.write(new Map(gone.map((seq) => [keyOf(seq), undefined])), []);
    this.#sentSeq = Math.max(this.#sentSeq, throughSeq);
    this.#sendSoon(0);
  }

  #sendSoon(delayMs: number): void {
    if (this.#listener === undefined || this.#spool.size === 0) return;
    this.#options.timers.arm("own-journal", delayMs, () => this.#send());
  }

  /** Sends what was not sent; what is not acknowledged after a while goes again. */
  #send(): void {
    const { ownId } = this.#options;
    const due = [...this.#spool.values()]
      .slice(0, WINDOW)
      .filter(({ seq }) => seq > this.#sentSeq && seq <= this.#durableSeq);
    for (const event of due) {
      this.#sentSeq = event.seq;
      this.#listener?.onMessage(ownId, "evt", encodeMessage(DeviceEvent, event), false);
    }
    if (this.#listener === undefined || this.#spool.size === 0) return;
    this.#options.timers.arm("own-journal", AGAIN_MS, () => {
      this.#sentSeq = 0;
      this.#send();
    });
  }

  #sayBirth(): void {
    const { epoch, boots } = this.#meta;
    const [firstSeq = 0] = this.#spool.keys();
    const birth = { status: "online" as const, bootId: boots, product: "dosekit-gateway" };
    const extent = { epoch, firstSeq, lastSeq: this.#durableSeq };
    const payload = encodeMessage(DeviceState, { ...birth, ...extent });
    this.#listener?.onMessage(this.#options.ownId, "state", payload, false);
  }
}

function keyOf(seq: number): string {
  return `${SPOOL}${String(seq).padStart(10, "0")}`;
}
