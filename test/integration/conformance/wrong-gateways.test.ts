import { beforeAll, describe, it } from "vitest";
import { expectCaught, HUNT_MS, huntAll, type Kill } from "../../support/conformance/hunt.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["gateway"];
let kills: readonly Kill[] = [];

beforeAll(async () => {
  kills = await huntAll("gateway", 40);
}, HUNT_MS);

describe("a gateway with one thing wrong is caught", () => {
  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("gateway", kills, id);
  });
});
