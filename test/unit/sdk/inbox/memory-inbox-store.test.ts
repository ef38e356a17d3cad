import { MemoryInboxStore } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { batchOf, commit, describeStoreContract, open, read, rowAt } from "./store-contract.ts";

describeStoreContract("memory inbox store", () => ({
  create: () => new MemoryInboxStore(),
  reopen: (store) => store,
  clear: () => {},
}));

describe("memory inbox store over many rows", () => {
  it("counts right while its front is cut off again and again", async () => {
    const store = new MemoryInboxStore();
    for (let position = 1; position <= 5_000; position += 1) {
      await commit(store, batchOf({ rows: [rowAt(position)] }));
      if (position % 7 === 0) await commit(store, batchOf({ removeThrough: position - 3 }));
    }
    expect(await open(store)).toMatchObject({
      ok: true,
      value: { firstPosition: 4_996, lastPosition: 5_000 },
    });
    const positions = (await read(store, 0, 10)).map(({ position }) => position);
    expect(positions).toEqual([4_996, 4_997, 4_998, 4_999, 5_000]);
  });
});
