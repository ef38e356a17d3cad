import type { SdkFault } from "@dosekit/sdk";
import { type DurableTable, MemoryTable, type TableChanges } from "@dosekit/sdk/response-centre";

type Opened = Parameters<DurableTable["open"]>[0];

/**
 * A table whose writes wait until the test flushes them; a crash forgets the one that waits, or has
 * it survive unreported.
 */
export class CrashableTable implements DurableTable {
  readonly #memory = new MemoryTable();
  #waiting:
    | { readonly changes: TableChanges; readonly done: (fault?: SdkFault) => void }
    | undefined;

  open(done: Opened): void {
    this.#memory.open(done);
  }

  write(changes: TableChanges, done: (fault?: SdkFault) => void): void {
    if (this.#waiting !== undefined) throw new Error("two writes under way");
    this.#waiting = { changes: structuredClone(changes), done };
  }

  /** Makes the write under way durable and reports it; false when there is none. */
  flush(): boolean {
    const waiting = this.#waiting;
    if (waiting === undefined) return false;
    this.#waiting = undefined;
    this.#memory.write(waiting.changes, waiting.done);
    return true;
  }

  /** The write under way fails, and is not durable. */
  fail(fault: SdkFault): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.done(fault);
  }

  /** The process ends: nobody hears of the write under way, which is durable or is not. */
  crash(survives: boolean): void {
    if (survives && this.#waiting !== undefined) {
      this.#memory.write(this.#waiting.changes, () => {});
    }
    this.#waiting = undefined;
  }

  close(done: () => void): void {
    done();
  }
}
