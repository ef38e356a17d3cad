import {
  GATEWAY_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioResult,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { ownGateway } from "../../support/conformance/own-gateway.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";

let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  results = await runSideBySide(GATEWAY_SCENARIOS, ownGateway(), NEAR_PARAMS);
});

describe("our own gateway keeps what the scenarios ask", () => {
  it.each(GATEWAY_SCENARIOS.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });
});
