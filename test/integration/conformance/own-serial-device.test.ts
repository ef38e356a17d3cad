import {
  DEVICE_LINE_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioResult,
} from "@dosekit/conformance";
import { beforeAll, describe, expect, it } from "vitest";
import { ownSerialDevice } from "../../support/conformance/own-serial-device.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";

let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  results = await runSideBySide(DEVICE_LINE_SCENARIOS, ownSerialDevice(), NEAR_PARAMS);
});

describe("our own device on a serial line keeps what the scenarios ask", () => {
  it.each(DEVICE_LINE_SCENARIOS.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });
});
