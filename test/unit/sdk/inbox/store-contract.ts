import type {
  CommittedRow,
  InboxBatch,
  InboxContents,
  InboxRow,
  InboxStore,
  SdkFault,
  StoreResult,
} from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { eventBytes, record } from "../../../support/sdk/messages.ts";

/** A store under test: how it is made, made again over the same content, and cleared away. */
export interface StoreUnderTest {
  readonly create: () => InboxStore;
  readonly reopen: (store: InboxStore) => InboxStore;
  readonly clear: () => void;
}

/** Gives a row of the row with this position. */
export function rowAt(position: number): InboxRow {
  const event = record(9, position);
  const place = { position, deviceId: "box-1", epoch: 9, seq: position, span: 1, receivedMs: 5 };
  return { ...place, kind: "record", event, payload: eventBytes(event) };
}

/** Builds a batch of which only some parts matter. */
export function batchOf(parts: Partial<InboxBatch>): InboxBatch {
  return {
    rows: [],
    cursors: new Map(),
    consumers: new Map(),
    desired: new Map(),
    ...parts,
  };
}

/** Waits for the answer of a store to a commit. */
export function commit(store: InboxStore, batch: InboxBatch): Promise<SdkFault | undefined> {
  return new Promise((resolve) => store.commit(batch, resolve));
}

/** Waits for rows. */
export function read(
  store: InboxStore,
  after: number,
  limit: number,
): Promise<readonly InboxRow[]> {
  return new Promise((resolve, reject) => {
    store.read(after, limit, (result) => {
      if (result.ok) resolve(result.value);
      else reject(new Error(result.fault.message));
    });
  });
}

/** Waits for a store to open. */
export function open(store: InboxStore): Promise<StoreResult<InboxContents>> {
  return new Promise((resolve) => store.open(resolve));
}

/** Waits for a store to close. */
export function close(store: InboxStore): Promise<void> {
  return new Promise((resolve) => store.close(resolve));
}

/** What every inbox store has to do. */
export function describeStoreContract(name: string, setUp: () => StoreUnderTest): void {
  describe(name, () => {
    let bench: StoreUnderTest;
    let store: InboxStore;

    beforeEach(async () => {
      bench = setUp();
      store = bench.create();
      await contents();
    });

    afterEach(async () => {
      await close(store);
      bench.clear();
    });

    async function contents(): Promise<InboxContents> {
      const opened = await open(store);
      if (!opened.ok) throw new Error(opened.fault.message);
      return opened.value;
    }

    async function reopened(): Promise<InboxContents> {
      await close(store);
      store = bench.reopen(store);
      return contents();
    }

    it("begins empty", async () => {
      expect(await reopened()).toEqual({
        firstPosition: 1,
        lastPosition: 0,
        cursors: new Map(),
        consumers: new Map(),
        desired: new Map(),
      });
    });

    it("keeps rows, cursors, consumers and configurations over a restart", async () => {
      const cursor: readonly CommittedRow[] = [{ epoch: 9, throughSeq: 2, announced: true }];
      const payload = Uint8Array.of(1, 2, 3);
      const batch = batchOf({
        rows: [rowAt(1), rowAt(2)],
        cursors: new Map([["box-1", cursor]]),
        consumers: new Map([["reader", 1]]),
        desired: new Map([["box-1", payload]]),
      });
      expect(await commit(store, batch)).toBeUndefined();
      const found = await reopened();
      expect(found).toMatchObject({ firstPosition: 1, lastPosition: 2 });
      expect(found.cursors).toEqual(new Map([["box-1", cursor]]));
      expect(found.consumers).toEqual(new Map([["reader", 1]]));
      expect(Uint8Array.from(found.desired.get("box-1") ?? [])).toEqual(payload);
      expect(await read(store, 0, 10)).toEqual([rowAt(1), rowAt(2)]);
    });

    it("keeps the newest value of a cursor", async () => {
      const at = (throughSeq: number) => [{ epoch: 9, throughSeq, announced: false }];
      await commit(store, batchOf({ cursors: new Map([["box-1", at(1)]]) }));
      await commit(store, batchOf({ cursors: new Map([["box-1", at(2)]]) }));
      expect((await reopened()).cursors.get("box-1")).toEqual(at(2));
    });

    it("reads a page behind a position, in order, also over powers of sixteen", async () => {
      const rows = Array.from({ length: 300 }, (_, at) => rowAt(at + 1));
      await commit(store, batchOf({ rows }));
      const positions = (await read(store, 250, 20)).map(({ position }) => position);
      expect(positions).toEqual(Array.from({ length: 20 }, (_, at) => 251 + at));
      expect(await read(store, 300, 20)).toEqual([]);
    });

    it("removes rows from the front and goes on counting", async () => {
      await commit(store, batchOf({ rows: [rowAt(1), rowAt(2), rowAt(3)] }));
      await commit(store, batchOf({ removeThrough: 2 }));
      expect((await read(store, 0, 10)).map(({ position }) => position)).toEqual([3]);
      await commit(store, batchOf({ removeThrough: 3 }));
      expect(await reopened()).toMatchObject({ firstPosition: 4, lastPosition: 3 });
      await commit(store, batchOf({ rows: [rowAt(4)] }));
      expect(await reopened()).toMatchObject({ firstPosition: 4, lastPosition: 4 });
    });
  });
}
