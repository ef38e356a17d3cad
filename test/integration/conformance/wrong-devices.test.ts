import {
  DEVICE_SCENARIOS,
  DUT_FEATURES,
  type DutAdapter,
  NEAR_PARAMS,
  needsOf,
  runSideBySide,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { expectCaught, HUNT_MS, type Hunt, huntAll } from "../../support/conformance/hunt.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["device"];
let hunt: Hunt = { kills: [], failedByRight: ["nothing ran"] };

beforeAll(async () => {
  hunt = await huntAll("device");
}, HUNT_MS);

describe("a device with one thing wrong is caught", () => {
  it("while the right one passes every case", () => {
    expect(hunt.failedByRight).toEqual([]);
  });

  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("device", hunt.kills, id);
  });
});

describe("a device that does nothing", () => {
  const dead: DutAdapter = {
    role: "device",
    features: DUT_FEATURES,
    start: async () => ({ act: async () => ({ ok: true }), stop: async () => {} }),
  };

  it("passes no scenario", async () => {
    const quick = { ...NEAR_PARAMS, connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20 };
    const results = await runSideBySide(DEVICE_SCENARIOS, dead, quick, 30);
    const verdicts = [...results].map(([id, { verdict }]) => `${id}: ${verdict}`);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(DEVICE_SCENARIOS.length);
  });

  it("skips what it is declared not to have, and passes none of it", async () => {
    const cases = DEVICE_SCENARIOS.filter((one) => needsOf(one).length > 0);
    const results = await runSideBySide(cases, { ...dead, features: [] }, NEAR_PARAMS, 30);
    expect(new Set([...results.values()].map(({ verdict }) => verdict))).toEqual(
      new Set(["skipped"]),
    );
  });
});
