import {
  GATEWAY_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioParams,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { failedChecks } from "../../support/conformance/failed-checks.ts";
import { WRONG_GATEWAYS } from "../../support/conformance/wrong-gateways.ts";

const HASTY = { ...NEAR_PARAMS, connectMs: 1_500, reactionMs: 1_000 };
/** On a busy machine what is wrong may show itself later. */
const PATIENT: ScenarioParams = { ...NEAR_PARAMS, silenceMs: 1_500 };
const caught = new Map<string, readonly string[]>();

beforeAll(async () => {
  const judge = async ({ name, breaks, adapter }: (typeof WRONG_GATEWAYS)[number]) => {
    const cases = GATEWAY_SCENARIOS.filter(({ reqs }) => reqs.includes(breaks)).slice(0, 6);
    const found = async (params: ScenarioParams) => {
      const results = await runSideBySide(cases, adapter, params, 3);
      return failedChecks([...results.values()], breaks);
    };
    const hasty = await found(HASTY);
    caught.set(name, hasty.length > 0 ? hasty : await found(PATIENT));
  };
  await Promise.all(WRONG_GATEWAYS.map(judge));
});

describe("a gateway with one thing wrong is caught", () => {
  it.each(WRONG_GATEWAYS.map(({ name, breaks }) => [name, breaks]))("%s: %s", (name) => {
    expect(caught.get(name)).not.toEqual([]);
  });
});
