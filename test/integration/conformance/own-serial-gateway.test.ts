import {
  GATEWAY_LINE_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioResult,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { ownSerialGateway } from "../../support/conformance/own-serial-gateway.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";

let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  results = await runSideBySide(GATEWAY_LINE_SCENARIOS, ownSerialGateway(), NEAR_PARAMS);
});

describe("our own gateway on a serial line keeps what the scenarios ask", () => {
  it.each(GATEWAY_LINE_SCENARIOS.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });
});
