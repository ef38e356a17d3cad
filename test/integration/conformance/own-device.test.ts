import {
  DEVICE_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioResult,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { ownDevice } from "../../support/conformance/own-device.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";

let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  results = await runSideBySide(DEVICE_SCENARIOS, ownDevice(), NEAR_PARAMS);
});

describe("our own device keeps what the scenarios ask", () => {
  it.each(DEVICE_SCENARIOS.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });
});
