import { GATEWAY_LINE_SCENARIOS } from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { expectCaught, HUNT_MS, type Hunt, huntAll } from "../../support/conformance/hunt.ts";
import { silentOnItsLine, verdictsOfSilence } from "../../support/conformance/silent-line.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["serial-gateway"];
let hunt: Hunt = { kills: [], failedByRight: ["nothing ran"] };

beforeAll(async () => {
  hunt = await huntAll("serial-gateway");
}, HUNT_MS);

describe("a gateway on a serial line with one thing wrong is caught", () => {
  it("while the right one passes every case", () => {
    expect(hunt.failedByRight).toEqual([]);
  });

  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("serial-gateway", hunt.kills, id);
  });
});

describe("a gateway that is silent on its line", () => {
  const silent = silentOnItsLine("gateway");

  it("passes no scenario", async () => {
    const verdicts = await verdictsOfSilence(GATEWAY_LINE_SCENARIOS, silent);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(GATEWAY_LINE_SCENARIOS.length);
  });
});
