import {
  createDevice,
  namedFigures,
  PROFILES,
  type ProductProfile,
  profileOf,
  validateProfile,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { ALERTS } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { PILLY } from "../../../support/firmware-model/tray-bench.ts";

function fields(change: Partial<ProductProfile>): readonly string[] {
  return validateProfile({ ...PILLY, ...change }).map(({ field }) => field);
}

describe.each(PROFILES)("the profile of $product", (profile) => {
  test("is in order", () => {
    expect(validateProfile(profile)).toEqual([]);
  });

  test("says of every figure where it comes from", () => {
    const figures = namedFigures(profile);
    expect(figures.length).toBeGreaterThan(15);
    expect(figures.filter(([, { source }]) => source.length < 5)).toEqual([]);
  });

  test("is found by its name", () => {
    expect(profileOf(profile.product)).toBe(profile);
  });

  test("calls only alerts unreachable that exist, and lets a hazard raise none of them", () => {
    const unreachable = Object.keys(profile.unreachableAlerts);
    expect(unreachable.filter((code) => !(code in ALERTS))).toEqual([]);
    expect(profile.hazards.filter(({ alert }) => unreachable.includes(alert))).toEqual([]);
  });
});

describe.each(["dosell", "karie"])("the profile of %s, of which little was found", (product) => {
  test("calls no figure found that was not, and says of every default that it is one", () => {
    const profile = profileOf(product);
    if (profile === undefined) throw new Error("no such product");
    const figures = namedFigures(profile);
    expect(figures.filter(([, { confidence }]) => confidence === "found")).toEqual([]);
    const unknown = figures.filter(([, { confidence }]) => confidence === "unknown");
    expect(unknown.length).toBeGreaterThan(15);
    expect(unknown.filter(([, { source }]) => !/our default/.test(source))).toEqual([]);
    expect(profile.mechanism.confidence).not.toBe("found");
  });
});

describe("a profile is refused", () => {
  test("when a figure is out of its range or no whole number", () => {
    expect(fields({ capacity: { ...PILLY.capacity, value: 30 } })).toEqual(["capacity"]);
    expect(fields({ lateMin: { ...PILLY.lateMin, value: 7.5 } })).toEqual(["lateMin"]);
  });

  test("when a figure has no source", () => {
    expect(fields({ lateMin: { ...PILLY.lateMin, source: "" } })).toEqual(["lateMin"]);
  });

  test("when its mechanism has no machine", () => {
    expect(fields({ mechanism: { ...PILLY.mechanism, value: "no-such" as never } })).toEqual([
      "mechanism",
    ]);
  });

  test("when a figure of its mechanism is missing", () => {
    expect(fields({ mechanismFigures: {} })).toEqual([
      "mechanismFigures.motionLimitSeconds",
      "mechanismFigures.tiltSettleSeconds",
      "mechanismFigures.earlyByTilting",
      "mechanismFigures.gestureSeconds",
      "mechanismFigures.misplacementRecovery",
    ]);
  });

  test("when reminding leaves no rest or low stock is never reached from above", () => {
    const { reminder } = PILLY;
    const repeatMinutes = { ...reminder.repeatMinutes, value: reminder.roundMinutes.value };
    expect(fields({ reminder: { ...reminder, repeatMinutes } })).toEqual([
      "reminder.repeatMinutes",
    ]);
    expect(fields({ lowStockDoses: { ...PILLY.lowStockDoses, value: 28 } })).toEqual([
      "lowStockDoses",
    ]);
  });

  test("when its name can't travel or an alert has no reason", () => {
    expect(fields({ product: "Pilly SMS" })).toEqual(["product"]);
    const { unreachableAlerts } = PILLY;
    expect(fields({ unreachableAlerts: { ...unreachableAlerts, "1.9": "" } })).toEqual([
      "unreachableAlerts.1.9",
    ]);
    expect(fields({ unreachableDispenses: { "3": "" } })).toEqual(["unreachableDispenses.3"]);
  });

  test("when it does not say why it leaves to others what it leaves to them", () => {
    const { "1.20": _gateway, "1.4": _message, ...rest } = PILLY.unreachableAlerts;
    expect(fields({ unreachableAlerts: rest })).toEqual([
      "unreachableAlerts.1.20",
      "unreachableAlerts.1.4",
    ]);
    expect(fields({ unreachableDispenses: {} })).toEqual(["unreachableDispenses.3"]);
  });

  test("when it runs ladders and can tell nobody", () => {
    expect(fields({ notices: undefined as never })).toEqual(["ladderRunner"]);
  });

  test("before a device is made of it", () => {
    const profile = { ...PILLY, capacity: { ...PILLY.capacity, value: 0 } };
    expect(() => createDevice({ profile, zoneTableOf })).toThrow(/capacity is 0, allowed/);
  });

  test("a name that nobody has is no product", () => {
    expect(profileOf("no-such")).toBeUndefined();
  });
});
