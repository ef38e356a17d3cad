import { contactIntervalMsOf, PROFILES, profileOf } from "@dosekit/firmware-model";
import { describe, expect, it } from "vitest";

describe("the time between two contacts of a product", () => {
  it("is that of its profile where the product sleeps", () => {
    const pilly = profileOf("pilly-sms");
    expect(pilly && contactIntervalMsOf(pilly)).toBe(24 * 3_600_000);
  });

  it("is nothing for a product on mains", () => {
    const sleepers = PROFILES.filter((profile) => contactIntervalMsOf(profile) !== undefined);
    expect(sleepers.map(({ power }) => power)).toEqual(sleepers.map(() => "battery"));
  });
});
