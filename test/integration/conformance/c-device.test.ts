import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DEVICE_LINE_SCENARIOS,
  NEAR_PARAMS,
  runSideBySide,
  type ScenarioResult,
} from "@dosekit/conformance";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { C_DEVICE_LINK_SPEED, cDevice, makeCDevice } from "../../support/conformance/c-device.ts";
import { shortcomings } from "../../support/conformance/shortcomings.ts";

const PARAMS = { ...NEAR_PARAMS, linkSpeed: C_DEVICE_LINK_SPEED };
const build = mkdtempSync(join(tmpdir(), "omdp-c-build-"));
let results: ReadonlyMap<string, ScenarioResult>;

beforeAll(async () => {
  makeCDevice(build, "device");
  results = await runSideBySide(DEVICE_LINE_SCENARIOS, cDevice(`${build}/omdp-device`), PARAMS);
});

afterAll(() => rmSync(build, { recursive: true, force: true }));

describe("the example device in C keeps what the scenarios on serial lines ask", () => {
  it.each(DEVICE_LINE_SCENARIOS.map(({ id, reqs }) => [id, reqs.join(", ")]))("%s (%s)", (id) => {
    expect(shortcomings(results.get(id))).toEqual([]);
  });
});
