import { ClassicLevel } from "classic-level";
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
  ROWS_END,
  rowKey,
  rowsOf,
} from "./level-layout.ts";

/** An inbox store on disk, in one folder that one process opens at a time. */
export class LevelInboxStore implements InboxStore {
  readonly #folder: string;
  #database: Database | undefined;
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
    if (this.#database === undefined) {
      done(sdkFault("inbox-closed"));
      return;
    }
    this.#write(this.#database, batch).then(
      () => {
        this.#firstPosition = Math.max(this.#firstPosition, (batch.removeThrough ?? 0) + 1);
        done();
      },
      (cause) => done(faultOf(cause)),
    );
  }

  async #write(database: Database, batch: InboxBatch): Promise<void> {
    // Without `sync` a power cut could take back what a device was told to forget.
    await changesOf(database, batch, this.#firstPosition).write({ sync: true });
  }

  /** See {@link InboxStore}. */
  read(
    after: number,
    limit: number,
    done: (result: StoreResult<readonly InboxRow[]>) => void,
  ): void {
    if (this.#database === undefined) {
      done({ ok: false, fault: sdkFault("inbox-closed") });
      return;
    }
    const range = { gt: rowKey(Math.max(after, 0)), lt: ROWS_END, limit };
    this.#database
      .iterator(range)
      .all()
      .then(
        (entries) => done(rowsOf(entries)),
        (cause) => done({ ok: false, fault: faultOf(cause) }),
      );
  }

  /** See {@link InboxStore}. */
  close(done: () => void): void {
    const database = this.#database;
    this.#database = undefined;
    if (database === undefined) {
      done();
      return;
    }
    database.close().then(done, done);
  }
}
