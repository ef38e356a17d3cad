import type { DeviceId } from "@dosekit/protocols";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { CommittedRow } from "./device-cursor.ts";
import type { InboxRow } from "./inbox-row.ts";
import type { InboxBatch, InboxContents, InboxStore, StoreResult } from "./inbox-store.ts";
import { PendingBatch } from "./pending-batch.ts";
import { type RetentionPolicy, removableThrough } from "./retention.ts";

/*
 * Invariants: rows and the cursors that count them travel in one batch; nobody is told of a row
 * before it is durable; one commit is under way at a time, and what arrives meanwhile forms the
 * next one; a batch that fails is tried again unchanged until it succeeds.
 */

/**
 * How the inbox fares: `failing` while the store does not take what it is given, `full` while
 * consumers leave no room; in both nothing new is taken and nothing is lost.
 */
export type InboxState = "closed" | "ready" | "full" | "failing";

/** Bounds of an inbox. */
export interface InboxLimits extends RetentionPolicy {
  /** Rows that may be kept, read or not; default 1,000,000. */
  readonly rowsMax: number;
  /** Rows that may wait for the flush under way; default 4,096. */
  readonly queueRowsMax: number;
}

/** Bounds that apply when none are given. */
export const DEFAULT_INBOX_LIMITS: InboxLimits = {
  rowsMax: 1_000_000,
  queueRowsMax: 4_096,
  keepRows: 100_000,
  keepMs: 7 * 86_400_000,
};

/** What an inbox is told to work with. */
export interface InboxOptions {
  readonly store: InboxStore;
  readonly timers: GatewayTimers;
  /** Gateway clock, ms since the Unix epoch. */
  readonly nowMs: () => number;
  readonly limits?: Partial<InboxLimits>;
  /** A batch became durable. */
  readonly onDurable: (batch: InboxBatch) => void;
  readonly onState: (state: InboxState, fault?: SdkFault) => void;
  /** What waited is being made durable: from here on more may be taken, if there is room. */
  readonly onRoom?: () => void;
}

/** A row before it has its place: the inbox writes its position, whatever stood there. */
export type RowDraft = InboxRow & { position: number };

const RETRY_MS_MIN = 1_000;
const RETRY_MS_MAX = 30_000;
const UPKEEP_MS = 1_000;
const UPKEEP_ROWS = 500;
/** Position of a consumer that goes away. */
const FORGOTTEN = -1;
const CONSUMER_PATTERN = /^[a-z0-9-]{1,32}$/;

/** The durable inbox: commits in groups, remembers consumers, removes what all are done with. */
export class Inbox {
  readonly #options: InboxOptions;
  readonly #limits: InboxLimits;
  readonly #consumers = new Map<string, number>();
  #state: InboxState = "closed";
  #firstPosition = 1;
  #durablePosition = 0;
  #assignedPosition = 0;
  #next = new PendingBatch();
  #underway: PendingBatch | undefined;
  #pumping = false;
  #retryMs = RETRY_MS_MIN;
  /** Delay of the upkeep that is pending, ms. */
  #upkeepMs = Number.POSITIVE_INFINITY;
  #closing: (() => void) | undefined;

  constructor(options: InboxOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_INBOX_LIMITS, ...options.limits };
  }

  /** Opens the store; the contents are for those who keep cursors and configurations. */
  open(done: (result: StoreResult<InboxContents>) => void): void {
    this.#options.store.open((result) => {
      if (result.ok) {
        const { firstPosition, lastPosition, consumers } = result.value;
        this.#firstPosition = firstPosition;
        this.#durablePosition = lastPosition;
        this.#assignedPosition = lastPosition;
        for (const [name, position] of consumers) this.#consumers.set(name, position);
        this.#enter(this.#isFull() ? "full" : "ready");
      }
      done(result);
    });
  }

  /** How the inbox fares. */
  get state(): InboxState {
    return this.#state;
  }

  /** Position of the newest durable row; 0 before the first. */
  get durablePosition(): number {
    return this.#durablePosition;
  }

  /** Rows that may be kept. */
  get rowsMax(): number {
    return this.#limits.rowsMax;
  }

  /** Rows that are kept, those under way included. */
  get rowCount(): number {
    return this.#assignedPosition - this.#firstPosition + 1;
  }

  /**
   * Says whether another record may be taken. A record may bring up to
   * 256 held ones along, so the bounds are exceeded by as much at the most.
   */
  get hasRoom(): boolean {
    return (
      (this.#state === "ready" || this.#state === "failing") &&
      !this.#isFull() &&
      this.#next.rows.length < this.#limits.queueRowsMax
    );
  }

  /**
   * Makes rows durable together with the cursor that counts them. The drafts belong to the inbox
   * from here on; of the cursor it keeps what the store is to keep.
   */
  append(deviceId: DeviceId, cursor: readonly CommittedRow[], drafts: readonly RowDraft[]): void {
    for (const draft of drafts) {
      this.#assignedPosition += 1;
      // Written in place: a copy of every row would live until its flush.
      draft.position = this.#assignedPosition;
      this.#next.rows.push(draft);
    }
    this.#next.cursors.set(deviceId, cursor);
    this.#pump();
    if (this.#state === "ready" && this.#isFull()) {
      this.#enter("full");
      this.#armUpkeep(0);
    }
  }

  /** Makes a desired configuration durable; one of no bytes at all takes it back. */
  keepDesired(deviceId: DeviceId, payload: Uint8Array): void {
    this.#next.desired.set(deviceId, payload);
    this.#pump();
  }

  /**
   * Makes a consumer known; from then on rows wait for it. A new one begins at the oldest row.
   *
   * @returns the last position that it is done with
   * @throws RangeError when the name is not 1 to 32 characters of `[a-z0-9-]` (a caller's bug)
   */
  registerConsumer(name: string): number {
    const known = this.#consumers.get(name);
    if (known !== undefined) return known;
    if (!CONSUMER_PATTERN.test(name)) throw new RangeError(`not a consumer's name: ${name}`);
    const position = this.#firstPosition - 1;
    this.#consumers.set(name, position);
    this.#next.consumers.set(name, position);
    this.#pump();
    return position;
  }

  /** Last position that each consumer is done with. */
  get consumers(): ReadonlyMap<string, number> {
    return this.#consumers;
  }

  /** Forgets a consumer: rows no longer wait for it. Unknown names are ignored. */
  forgetConsumer(name: string): void {
    if (!this.#consumers.delete(name)) return;
    this.#next.consumers.set(name, FORGOTTEN);
    this.#pump();
    this.#armUpkeep(this.#state === "full" ? 0 : UPKEEP_MS);
  }

  /** Notes that a consumer is done with every row up to a position; it becomes durable soon. */
  consumed(name: string, position: number): void {
    const before = this.registerConsumer(name);
    if (position > this.#durablePosition) {
      throw new RangeError(`position ${position} is beyond the newest row`);
    }
    if (position <= before) return;
    this.#consumers.set(name, position);
    this.#next.consumers.set(name, position);
    this.#armUpkeep(this.#state === "full" ? 0 : UPKEEP_MS);
  }

  /** Reads durable rows behind a position, in order. */
  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void {
    if (this.#state === "closed") {
      done({ ok: false, fault: sdkFault("inbox-closed") });
      return;
    }
    const count = Math.min(limit, this.#durablePosition - Math.max(after, 0));
    if (count <= 0) {
      done({ ok: true, value: [] });
      return;
    }
    this.#options.store.read(after, count, done);
  }

  /** Writes what waits, unless the store fails, and closes. */
  close(done: () => void): void {
    if (this.#state === "closed") {
      done();
      return;
    }
    const before = this.#closing;
    this.#closing = () => {
      before?.();
      done();
    };
    this.#options.timers.cancel("inbox-upkeep");
    this.#upkeepMs = Number.POSITIVE_INFINITY;
    this.#pump();
    if (this.#underway === undefined || this.#state === "failing") this.#finishClosing();
  }

  #pump(): void {
    if (this.#pumping || this.#state === "closed") return;
    this.#pumping = true;
    while (this.#underway === undefined && !this.#next.empty) {
      this.#underway = this.#next;
      this.#next = new PendingBatch();
      this.#underway.seal();
      this.#commit(this.#underway);
      this.#options.onRoom?.();
    }
    this.#pumping = false;
  }

  #commit(batch: PendingBatch): void {
    this.#options.store.commit(batch, (fault) => {
      if (this.#state === "closed") return;
      if (fault === undefined) this.#committed(batch);
      else this.#retry(batch, fault);
    });
  }

  #retry(batch: PendingBatch, fault: SdkFault): void {
    this.#enter("failing", fault);
    if (this.#closing !== undefined) {
      this.#finishClosing();
      return;
    }
    this.#options.timers.arm("inbox-retry", this.#retryMs, () => this.#commit(batch));
    this.#retryMs = Math.min(this.#retryMs * 2, RETRY_MS_MAX);
  }

  #committed(batch: PendingBatch): void {
    this.#underway = undefined;
    this.#retryMs = RETRY_MS_MIN;
    this.#durablePosition = batch.rows.at(-1)?.position ?? this.#durablePosition;
    this.#firstPosition = Math.max(this.#firstPosition, batch.removeThrough + 1);
    this.#options.onDurable(batch);
    this.#enter(this.#isFull() ? "full" : "ready");
    if (batch.removeThrough > 0) this.#armUpkeep(0);
    if (this.#closing !== undefined && this.#next.empty) this.#finishClosing();
    else this.#pump();
  }

  #finishClosing(): void {
    const done = this.#closing;
    if (done === undefined || this.#state === "closed") return;
    this.#options.timers.cancel("inbox-retry");
    this.#enter("closed");
    this.#options.store.close(done);
  }

  #enter(state: InboxState, fault?: SdkFault): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state, fault);
  }

  #isFull(): boolean {
    return this.rowCount >= this.#limits.rowsMax;
  }

  /** A pending upkeep is not put off: consumers that never rest would keep it away for ever. */
  #armUpkeep(delayMs: number): void {
    if (this.#closing !== undefined || delayMs >= this.#upkeepMs) return;
    this.#upkeepMs = delayMs;
    this.#options.timers.arm("inbox-upkeep", delayMs, () => {
      this.#upkeepMs = Number.POSITIVE_INFINITY;
      this.#upkeep();
    });
  }

  /** Makes consumers' positions durable, and removes some of the rows that all are done with. */
  #upkeep(): void {
    const passedThrough = Math.min(...this.#consumers.values());
    const count = Math.min(passedThrough - this.#firstPosition + 1, UPKEEP_ROWS);
    if (!Number.isFinite(passedThrough) || count <= 0) {
      this.#pump();
      return;
    }
    this.read(this.#firstPosition - 1, count, (result) => {
      if (!result.ok) return;
      const question = { passedThrough, nowMs: this.#options.nowMs(), full: this.#isFull() };
      const through = removableThrough(this.#limits, { oldest: result.value, ...question });
      if (through !== undefined) this.#next.remove(through);
      this.#pump();
    });
  }
}
