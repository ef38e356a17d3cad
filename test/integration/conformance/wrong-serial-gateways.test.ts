import {
  type DutAdapter,
  GATEWAY_LINE_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioParams,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { failedChecks } from "../../support/conformance/failed-checks.ts";
import { ownSerialGateway } from "../../support/conformance/own-serial-gateway.ts";
import { WRONG_SERIAL_GATEWAYS } from "../../support/conformance/wrong-serial-gateways.ts";

const HASTY: ScenarioParams = { ...NEAR_PARAMS, connectMs: 1_500, reactionMs: 1_000 };
/** On a busy machine what is wrong may show itself later. */
const PATIENT: ScenarioParams = { ...NEAR_PARAMS, silenceMs: 1_500 };
const caught = new Map<string, readonly string[]>();

beforeAll(async () => {
  const waiting = [...WRONG_SERIAL_GATEWAYS];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name, breaks, patch } = next;
      const cases = GATEWAY_LINE_SCENARIOS.filter(({ reqs }) => reqs.includes(breaks));
      const judge = async (params: ScenarioParams) => {
        const results = await runSideBySide(cases, ownSerialGateway(patch), params, 3);
        return failedChecks([...results.values()], breaks);
      };
      const found = await judge(HASTY);
      caught.set(name, found.length > 0 ? found : await judge(PATIENT));
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
});

describe("a gateway on a serial line with one thing wrong is caught", () => {
  it.each(WRONG_SERIAL_GATEWAYS.map(({ name, breaks }) => [name, breaks]))("%s: %s", (name) => {
    expect(caught.get(name)).not.toEqual([]);
  });
});

describe("a gateway that is silent on its line", () => {
  const silent: DutAdapter = {
    role: "gateway",
    openLine: () => ({ open: () => undefined, write: () => undefined, close: () => undefined }),
    start: async () => ({ act: async () => ({ ok: true }), stop: async () => {} }),
  };

  it("passes no scenario", async () => {
    const quick = { ...HASTY, connectMs: 50, reactionMs: 50, silenceMs: 50, quietMs: 20 };
    const hurried = { ...quick, linkSpeed: 1_000 };
    const results = await runSideBySide(GATEWAY_LINE_SCENARIOS, silent, hurried, 30);
    const verdicts = [...results].map(([id, { verdict }]) => `${id}: ${verdict}`);
    expect(verdicts.filter((text) => !/: (unverified|notrun)$/.test(text))).toEqual([]);
    expect(verdicts.length).toBe(GATEWAY_LINE_SCENARIOS.length);
  });
});
