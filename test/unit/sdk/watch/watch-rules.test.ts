import { PROFILES } from "@dosekit/firmware-model";
import {
  contactAfterMs,
  DEFAULT_WATCH_RULES,
  LOST_CONTACT_MIN,
  PRINT_READ_PRODUCTS,
} from "@dosekit/sdk/forwarding";
import { describe, expect, test } from "vitest";

const profiles = Object.values(PROFILES);

describe("the rules of the watch", () => {
  test("have for each product the time of its profile", () => {
    const ofProfiles = profiles.map(({ product, lostContactMin }) => [
      product,
      lostContactMin.value,
    ]);
    expect(LOST_CONTACT_MIN).toEqual(Object.fromEntries(ofProfiles));
  });

  test("look for planned doses where a dose is known by its print alone", () => {
    const byPrint = profiles.filter(({ mechanism }) => mechanism.value === "pouch-roll-reader");
    expect([...PRINT_READ_PRODUCTS].sort()).toEqual(byPrint.map(({ product }) => product).sort());
  });

  test("take a product for unknown that calls itself like a part of every object", () => {
    expect(contactAfterMs(DEFAULT_WATCH_RULES, "d1", "constructor")).toBe(3_600_000);
    expect(contactAfterMs(DEFAULT_WATCH_RULES, "__proto__", "pilly-sms")).toBe(172_800_000);
  });
});
