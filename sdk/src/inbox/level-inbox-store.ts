import { ClassicLevel } from "classic-level";
import { probeRoom } from "../durable-table/probe-room.ts";
import { SoundDatabase } from "../durable-table/sound-database.ts";
import { sdkFault } from "../errors.ts";
import type { InboxRow } from "./inbox-row.ts";
import type {
  CommitDone,
  InboxBatch,
  InboxContents,
  InboxStore,
  StoreResult,
} from "./inbox-store.ts";
import {
  changesOf,
  contentsOf,
  type Database,
  faultOf,
  isNotOpen,
  ROWS_END,
  rowKey,
  rowsOf,
} from "./level-layout.ts";

/** An inbox store on disk, in one folder that one process opens at a time. */
export class LevelInboxStore implements InboxStore {
  readonly #folder: string;
  #database: Database | undefined;
  #writer: SoundDatabase | undefined;
  #firstPosition = 1;

  /** Names the folder; it is made when the store is opened. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** See {@link InboxStore}. */
  open(done: (result: StoreResult<InboxContents>) => void): void {
    const database: Database = new ClassicLevel(this.#folder, {
      keyEncoding: "utf8",
      valueEncoding: "view",
    });
    contentsOf(database).then(
      (result) => {
        if (result.ok) {
          this.#database = database;
          this.#writer = new SoundDatabase(database, () => probeRoom(this.#folder));
          this.#firstPosition = result.value.firstPosition;
          done(result);
        } else
          database.close().then(
            () => done(result),
            () => done(result),
          );
      },
      (cause) => done({ ok: false, fault: faultOf(cause) }),
    );
  }

  /** See {@link InboxStore}. */
  commit(batch: InboxBatch, done: CommitDone): void {
    const database = this.#database;
    if (database === undefined || this.#writer === undefined) {
      done(sdkFault("inbox-closed"));
      return;
    }
    // Without `sync` a power cut could take back what a device was told to forget.
    const write = async () => changesOf(database, batch, this.#firstPosition).write({ sync: true });
    this.#writer.write(write).then(
      () => {
        this.#firstPosition = Math.max(this.#firstPosition, (batch.removeThrough ?? 0) + 1);
        done();
      },
      (cause) => done(faultOf(cause)),
    );
  }

  /** See {@link InboxStore}; while the database is opened anew it is waited for. */
  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void {
    this.#entries({ gt: rowKey(Math.max(after, 0)), lt: ROWS_END, limit }).then(
      (entries) => done(entries === undefined ? CLOSED : rowsOf(entries)),
      (cause) => done({ ok: false, fault: faultOf(cause) }),
    );
  }

  /** See {@link InboxStore}. */
  close(done: () => void): void {
    const writer = this.#writer;
    this.#database = undefined;
    this.#writer = undefined;
    if (writer === undefined) {
      done();
      return;
    }
    writer.close().then(done, done);
  }

  async #entries(range: { readonly gt: string; readonly lt: string; readonly limit: number }) {
    for (;;) {
      await this.#writer?.sound;
      const database = this.#database;
      if (database === undefined) return undefined;
      try {
        return await database.iterator(range).all();
      } catch (cause) {
        if (!isNotOpen(cause)) throw cause;
      }
    }
  }
}

const CLOSED = { ok: false, fault: sdkFault("inbox-closed") } as const;
