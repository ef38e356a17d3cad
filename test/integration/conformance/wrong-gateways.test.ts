import { beforeAll, describe, expect, it } from "vitest";
import { expectCaught, HUNT_MS, type Hunt, huntAll } from "../../support/conformance/hunt.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["gateway"];
let hunt: Hunt = { kills: [], failedByRight: ["nothing ran"] };

beforeAll(async () => {
  hunt = await huntAll("gateway");
}, HUNT_MS);

describe("a gateway with one thing wrong is caught", () => {
  it("while the right one passes every case", () => {
    expect(hunt.failedByRight).toEqual([]);
  });

  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("gateway", hunt.kills, id);
  });
});
