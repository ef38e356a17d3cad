import {
  DEVICE_LINE_SCENARIOS,
  type DutAdapter,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioParams,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { failedChecks } from "../../support/conformance/failed-checks.ts";
import { ownSerialDevice } from "../../support/conformance/own-serial-device.ts";
import { WRONG_SERIAL_DEVICES } from "../../support/conformance/wrong-serial-devices.ts";

const HASTY: ScenarioParams = { ...NEAR_PARAMS, connectMs: 1_500, reactionMs: 1_000 };
/** On a busy machine what is wrong may show itself later. */
const PATIENT: ScenarioParams = { ...NEAR_PARAMS, silenceMs: 1_500 };
const caught = new Map<string, readonly string[]>();

beforeAll(async () => {
  const waiting = [...WRONG_SERIAL_DEVICES];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, breaks, patch } = next;
      const cases = DEVICE_LINE_SCENARIOS.filter(({ reqs }) => reqs.includes(breaks));
      const judge = async (params: ScenarioParams) => {
        const results = await runSideBySide(cases, ownSerialDevice(patch), params, 3);
        return failedChecks([...results.values()], breaks);
      };
      const found = await judge(HASTY);
      caught.set(name, found.length > 0 ? found : await judge(PATIENT));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
});

describe("a device on a serial line with one thing wrong is caught", () => {
  it.each(WRONG_SERIAL_DEVICES.map(({ name, breaks }) => [name, breaks]))("%s: %s", (name) => {
    expect(caught.get(name)).not.toEqual([]);
  });
});

describe("a device that is silent on its line", () => {
  const silent: DutAdapter = {
    role: "device",
    openLine: () => ({ open: () => undefined, write: () => undefined, close: () => undefined }),
    start: async () => ({ act: async () => ({ ok: true }), stop: async () => {} }),
  };

  it("passes no scenario", async () => {
    const quick = { ...HASTY, connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20 };
    const hurried = { ...quick, linkSpeed: 1_000 };
    const results = await runSideBySide(DEVICE_LINE_SCENARIOS, silent, hurried, 30);
    const verdicts = [...results].map(([id, { verdict }]) => `${id}: ${verdict}`);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(DEVICE_LINE_SCENARIOS.length);
  });

  it("runs no scenario without a line", async () => {
    const { openLine: _none, ...without } = silent;
    const results = await runSideBySide(DEVICE_LINE_SCENARIOS, without, HASTY, 30);
    expect(new Set([...results.values()].map(({ verdict }) => verdict))).toEqual(
      new Set(["notrun"]),
    );
  });
});
