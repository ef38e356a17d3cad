/** What is done with an embedded database here, whatever its encodings. */
export interface Reopenable {
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Keeps an embedded database sound over writes that fail, as on a full disk.
 *
 * A failed write can leave half an entry at the end of the database's log, and whatever is written
 * behind it is lost at the next start, although it was confirmed. So nothing is: writes go one after
 * the other, and after one that failed the database is opened anew, which makes it read its log
 * only as far as that is whole, before the next one begins.
 */
export class SoundDatabase {
  readonly #database: Reopenable;
  readonly #hasRoom: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();
  #isDoubtful = false;
  #isClosed = false;
  #sound: Promise<void> = Promise.resolve();
  #tellSound: (() => void) | undefined;

  /**
   * Takes a database that is open.
   *
   * @param hasRoom ends well when there is room to open it anew: until then it stays open to readers
   */
  constructor(database: Reopenable, hasRoom: () => Promise<void>) {
    this.#database = database;
    this.#hasRoom = hasRoom;
  }

  /** Ends once the database can be read; at once unless it is being opened anew. */
  get sound(): Promise<void> {
    return this.#sound;
  }

  /** Writes, after every write before; ends with what went wrong with this one. */
  write(act: () => Promise<unknown>): Promise<void> {
    const written = this.#last.then(() => this.#write(act));
    this.#last = written.catch(() => {});
    return written;
  }

  /** Closes, after every write; whoever waits to read waits no longer. */
  close(): Promise<void> {
    this.#isClosed = true;
    return this.#last.then(() => {
      this.#tellSound?.();
      return this.#database.close();
    });
  }

  async #write(act: () => Promise<unknown>): Promise<void> {
    if (this.#isDoubtful) await this.#openAnew();
    try {
      await act();
    } catch (cause) {
      this.#isDoubtful = true;
      throw cause;
    }
  }

  async #openAnew(): Promise<void> {
    if (this.#isClosed) throw new Error("the database is closed");
    if (this.#tellSound === undefined) await this.#hasRoom();
    this.#sound = new Promise((resolve) => {
      const before = this.#tellSound;
      this.#tellSound = () => {
        before?.();
        resolve();
      };
    });
    await this.#database.close();
    await this.#database.open();
    this.#isDoubtful = false;
    this.#tellSound?.();
    this.#tellSound = undefined;
  }
}
