import {
  checkCertifying,
  codecCases,
  DESK_PARAMS,
  DEVICE_SCENARIOS,
  type KitAdapter,
  KitMistake,
  NEAR_PARAMS,
  R,
} from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { PLAIN_ICS, waiverOf } from "../../../support/conformance/run-records.ts";

const PLAN = {
  cases: DEVICE_SCENARIOS,
  waivers: [],
  params: DESK_PARAMS,
  select: [],
  profiles: PLAIN_ICS.profiles,
  ics: PLAIN_ICS,
};
const adapter = { simulationOnly: [] as readonly string[] } as KitAdapter;

function refused(change: Partial<typeof PLAN> | object, duts = [{ adapter }]): string | undefined {
  try {
    checkCertifying({ ...PLAN, ...change }, duts);
  } catch (cause) {
    if (cause instanceof KitMistake) return cause.mistake.field;
    throw cause;
  }
  return undefined;
}

describe("a run that certifies", () => {
  it("may have a test clock that was stated, and waivers on what protects no safety", () => {
    const capabilities = { ...PLAIN_ICS.capabilities, testClock: "off" };
    expect(refused({ ics: { ...PLAIN_ICS, capabilities } })).toBeUndefined();
    expect(refused({ waivers: [waiverOf({ case: "*", req: R.OMDP_CAP_001 })] })).toBeUndefined();
  });

  it("can't have a waiver on what protects safety, named or by its cases", () => {
    expect(refused({ waivers: [waiverOf({ case: "*", req: R.OMDP_CAP_006 })] })).toBe("--waivers");
    expect(refused({ waivers: [waiverOf({ case: "dose/*" })] })).toBe("--waivers");
  });

  it("can't be on a simulated product, or on a faster link", () => {
    const simulated = { adapter: { ...adapter, simulationOnly: ["a simulated product"] } };
    expect(refused({}, [simulated])).toBe("--dut");
    expect(refused({ params: NEAR_PARAMS })).toBe("--params");
  });

  it("can't give more time than a desk does, but may ask for a longer silence", () => {
    expect(refused({ params: { ...DESK_PARAMS, reactionMs: 10_001 } })).toBe("--params");
    expect(refused({ params: { ...DESK_PARAMS, silenceMs: 60_000 } })).toBeUndefined();
    expect(refused({ params: { ...DESK_PARAMS, scenarioMs: 600_000 } })).toBeUndefined();
  });

  it.each(["silenceMs", "quietMs"] as const)("can't look away sooner than a desk: %s", (name) => {
    expect(refused({ params: { ...DESK_PARAMS, [name]: DESK_PARAMS[name] - 1 } })).toBe("--params");
  });

  it("can't be of a codec without a device", () => {
    expect(refused({ cases: codecCases(PLAIN_ICS) })).toBe("--dut");
    expect(refused({ cases: [...codecCases(PLAIN_ICS), ...DEVICE_SCENARIOS] })).toBeUndefined();
  });

  it("can't leave out cases or profiles that were stated", () => {
    expect(refused({ select: ["cmd/*"] })).toBe("--select");
    expect(refused({ profiles: ["CORE"] })).toBe("--profile");
  });
});
