import { ClassicLevel } from "classic-level";
import { type SdkFault, sdkFault } from "../errors.ts";
import type { StoreResult } from "../inbox/inbox-store.ts";
import { faultOf } from "../inbox/level-layout.ts";
import type { DurableTable, TableChanges } from "./durable-table.ts";
import { probeRoom } from "./probe-room.ts";
import { SoundDatabase } from "./sound-database.ts";

type Database = ClassicLevel<string, string>;

/** A table on disk, in one folder that one process opens at a time. */
export class LevelTable implements DurableTable {
  readonly #folder: string;
  #database: Database | undefined;
  #writer: SoundDatabase | undefined;

  /** Names the folder; it is made when the table is opened. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** See {@link DurableTable}. */
  open(done: (result: StoreResult<ReadonlyMap<string, unknown>>) => void): void {
    const database: Database = new ClassicLevel(this.#folder);
    const read = async () => {
      await database.open();
      return database.iterator().all();
    };
    read().then(
      (entries) => {
        this.#database = database;
        this.#writer = new SoundDatabase(database, () => probeRoom(this.#folder));
        done({ ok: true, value: new Map(entries.map(([key, text]) => [key, jsonOf(text)])) });
      },
      (cause) => done({ ok: false, fault: faultOf(cause) }),
    );
  }

  /** See {@link DurableTable}. */
  write(changes: TableChanges, done: (fault?: SdkFault) => void): void {
    const database = this.#database;
    if (database === undefined || this.#writer === undefined) {
      done(sdkFault("inbox-closed"));
      return;
    }
    const operations = [...changes].map(([key, value]) =>
      value === undefined
        ? { type: "del" as const, key }
        : { type: "put" as const, key, value: JSON.stringify(value) },
    );
    this.#writer
      .write(() => database.batch(operations, { sync: true }))
      .then(
        () => done(),
        (cause) => done(faultOf(cause)),
      );
  }

  /** See {@link DurableTable}. */
  close(done: () => void): void {
    const writer = this.#writer;
    this.#database = undefined;
    this.#writer = undefined;
    if (writer === undefined) done();
    else writer.close().then(done, done);
  }
}

/** A value that can't be read any more is for its owner to judge. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
