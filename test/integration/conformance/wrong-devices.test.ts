import {
  DEVICE_SCENARIOS,
  DUT_FEATURES,
  type DutAdapter,
  NEAR_PARAMS,
  needsOf,
  runSideBySide,
  type ScenarioParams,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { failedChecks } from "../../support/conformance/failed-checks.ts";
import { ownDevice } from "../../support/conformance/own-device.ts";
import { WRONG_DEVICES } from "../../support/conformance/wrong-devices.ts";

/** A wrong device often does nothing: it is not waited for as long as a right one. */
const HASTY: ScenarioParams = { ...NEAR_PARAMS, connectMs: 1_500, reactionMs: 1_000 };
/** On a busy machine what is wrong may show itself later. */
const PATIENT: ScenarioParams = { ...NEAR_PARAMS, silenceMs: 1_500 };
const caught = new Map<string, readonly string[]>();

beforeAll(async () => {
  const waiting = [...WRONG_DEVICES];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, breaks, patch } = next;
      const cases = DEVICE_SCENARIOS.filter(({ reqs }) => reqs.includes(breaks)).slice(0, 6);
      const judge = async (params: ScenarioParams) => {
        const results = await runSideBySide(cases, ownDevice(patch), params, 3);
        return failedChecks([...results.values()], breaks);
      };
      const found = await judge(HASTY);
      caught.set(name, found.length > 0 ? found : await judge(PATIENT));
    }
  };
  await Promise.all(Array.from({ length: 10 }, work));
});

describe("a device with one thing wrong is caught", () => {
  it.each(WRONG_DEVICES.map(({ name, breaks }) => [name, breaks]))("%s: %s", (name) => {
    expect(caught.get(name)).not.toEqual([]);
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
