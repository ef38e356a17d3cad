import {
  DEVICE_SCENARIOS,
  DUT_FEATURES,
  type DutAdapter,
  needsOf,
  runSideBySide,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import {
  expectCaught,
  HASTY,
  HUNT_MS,
  huntAll,
  type Kill,
} from "../../support/conformance/hunt.ts";
import { WRONG_KINDS } from "../../support/conformance/wrong-peers.ts";

const { peers } = WRONG_KINDS["device"];
let kills: readonly Kill[] = [];

beforeAll(async () => {
  kills = await huntAll("device", 10);
}, HUNT_MS);

describe("a device with one thing wrong is caught", () => {
  it.each(peers.map(({ id, breaks }) => [id, breaks]))("%s: %s", (id) => {
    expectCaught("device", kills, id);
  });
});

describe("a device that does nothing", () => {
  const dead: DutAdapter = {
    role: "device",
    features: DUT_FEATURES,
    start: async () => ({ act: async () => ({ ok: true }), stop: async () => {} }),
  };

  it("passes no scenario", async () => {
    const quick = { ...HASTY, connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20 };
    const results = await runSideBySide(DEVICE_SCENARIOS, dead, quick, 30);
    const verdicts = [...results].map(([id, { verdict }]) => `${id}: ${verdict}`);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(DEVICE_SCENARIOS.length);
  });

  it("skips what it is declared not to have, and passes none of it", async () => {
    const cases = DEVICE_SCENARIOS.filter((one) => needsOf(one).length > 0);
    const results = await runSideBySide(cases, { ...dead, features: [] }, HASTY, 30);
    expect(new Set([...results.values()].map(({ verdict }) => verdict))).toEqual(
      new Set(["skipped"]),
    );
  });
});
