import type { SdkFault } from "../errors.ts";
import type { StoreResult } from "../inbox/inbox-store.ts";
import type { DurableTable, TableChanges } from "./durable-table.ts";

/** A table in memory that answers at once; it forgets with the process. */
export class MemoryTable implements DurableTable {
  readonly #values = new Map<string, string>();

  /** See {@link DurableTable}. */
  open(done: (result: StoreResult<ReadonlyMap<string, unknown>>) => void): void {
    const value = new Map([...this.#values].map(([key, text]) => [key, JSON.parse(text)]));
    done({ ok: true, value });
  }

  /** See {@link DurableTable}. */
  write(changes: TableChanges, done: (fault?: SdkFault) => void): void {
    for (const [key, value] of changes) {
      if (value === undefined) this.#values.delete(key);
      else this.#values.set(key, JSON.stringify(value));
    }
    done();
  }

  /** See {@link DurableTable}. */
  close(done: () => void): void {
    done();
  }
}
