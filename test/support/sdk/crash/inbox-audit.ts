import { isDeepStrictEqual } from "node:util";
import { type InboxContents, type InboxRow, LevelInboxStore } from "@dosekit/sdk";
import type { RestlessDevice } from "./restless-device.ts";

const PAGE_ROWS = 2_000;

/** What lies on disk after a crash, as far as it is new. */
interface Remains {
  readonly contents: InboxContents;
  readonly rows: readonly InboxRow[];
}

/**
 * Reads an inbox on disk after each crash and compares it with what the devices wrote.
 *
 * Only what is new since the last look is read, so that rows may go once they are consumed.
 */
export class InboxAudit {
  readonly #folder: string;
  readonly #consumer: string;
  readonly #devices: ReadonlyMap<string, RestlessDevice>;
  readonly #throughSeq = new Map<string, number>();
  readonly #findings: string[] = [];
  #position = 0;
  #consumed = 0;
  #removed = 0;

  constructor(folder: string, consumer: string, devices: readonly RestlessDevice[]) {
    this.#folder = folder;
    this.#consumer = consumer;
    this.#devices = new Map(devices.map((device) => [device.id, device]));
  }

  /** What is wrong, in words; empty while everything holds. */
  get findings(): readonly string[] {
    return this.#findings;
  }

  /** Rows that were ever committed. */
  get rowCount(): number {
    return this.#position;
  }

  /** Rows that were removed after their consumer was done with them. */
  get removedCount(): number {
    return this.#removed;
  }

  /** Says whether every record that was written is in the inbox. */
  get isComplete(): boolean {
    return [...this.#devices.values()].every(
      ({ id, written }) => this.#throughSeq.get(id) === written.length,
    );
  }

  /**
   * Looks at what a life of the gateway left on disk.
   *
   * @param printed positions of the rows that its consumer was handed, in that order
   */
  async look(printed: readonly number[]): Promise<void> {
    const { contents, rows } = await this.#read();
    for (const row of rows) this.#lookAtRow(row);
    if (contents.lastPosition !== this.#position) {
      this.#find(`last position ${contents.lastPosition}, rows through ${this.#position}`);
    }
    this.#removed = contents.firstPosition - 1;
    if (this.#removed > (contents.consumers.get(this.#consumer) ?? 0)) {
      this.#find(`rows through ${this.#removed} are gone before they were consumed`);
    }
    for (const device of this.#devices.values()) this.#lookAtDevice(device, contents);
    this.#lookAtConsumer(printed, contents.consumers.get(this.#consumer) ?? 0);
  }

  #lookAtRow(row: InboxRow): void {
    if (row.position !== this.#position + 1) this.#find(`position ${row.position} out of order`);
    this.#position = row.position;
    const device = this.#devices.get(row.deviceId);
    const before = this.#throughSeq.get(row.deviceId) ?? 0;
    const place = `${row.deviceId} ${row.epoch}/${row.seq}`;
    if (row.kind !== "record" || device === undefined) {
      this.#find(`${place} is ${row.kind}`);
      return;
    }
    if (row.seq !== before + 1) this.#find(`${place} follows ${before}`);
    const written = device.written[row.seq - 1];
    if (!isDeepStrictEqual(row.event, written)) this.#find(`${place} was changed`);
    this.#throughSeq.set(row.deviceId, row.seq);
  }

  #lookAtDevice({ id, epoch, ackedMax }: RestlessDevice, contents: InboxContents): void {
    const cursor = contents.cursors.get(id)?.find((row) => row.epoch === epoch);
    const throughSeq = cursor?.throughSeq ?? 0;
    const rowsThrough = this.#throughSeq.get(id) ?? 0;
    if (throughSeq !== rowsThrough) this.#find(`${id}: cursor ${throughSeq}, rows ${rowsThrough}`);
    if (ackedMax > throughSeq) this.#find(`${id}: told ${ackedMax}, durable ${throughSeq}`);
  }

  /** A consumer is handed every row behind the position that was durable when it began, in order. */
  #lookAtConsumer(printed: readonly number[], consumed: number): void {
    for (const [at, position] of printed.entries()) {
      const due = this.#consumed + 1 + at;
      if (position === due) continue;
      this.#find(`the consumer was handed ${position} in place of ${due}`);
      break;
    }
    const handed = this.#consumed + printed.length;
    if (consumed < this.#consumed) this.#find(`consumed ${this.#consumed}, then ${consumed}`);
    if (consumed > handed) this.#find(`consumed ${consumed}, handed out ${handed}`);
    if (handed > this.#position) this.#find(`handed out ${handed}, durable ${this.#position}`);
    this.#consumed = consumed;
  }

  #find(what: string): void {
    if (this.#findings.length < 20) this.#findings.push(what);
  }

  #read(): Promise<Remains> {
    const store = new LevelInboxStore(this.#folder);
    return new Promise((resolve, reject) => {
      store.open((opened) => {
        if (!opened.ok) return reject(new Error(opened.fault.message));
        return this.#readRows(store, [], (rows) => {
          store.close(() => resolve({ contents: opened.value, rows }));
        });
      });
    });
  }

  #readRows(
    store: LevelInboxStore,
    rows: readonly InboxRow[],
    done: (rows: readonly InboxRow[]) => void,
  ): void {
    const after = rows.at(-1)?.position ?? this.#position;
    store.read(after, PAGE_ROWS, (page) => {
      if (!page.ok) this.#find(`rows behind ${after} can't be read: ${page.fault.message}`);
      if (!page.ok || page.value.length === 0) done(rows);
      else this.#readRows(store, [...rows, ...page.value], done);
    });
  }
}
