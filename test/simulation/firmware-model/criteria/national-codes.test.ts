import { dispenseReasons, PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { ALERTS, type AlertCode, DISPENSE_EVENTS, type DispenseCode } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { ALERT_STORIES, DISPENSE_STORIES } from "../../../support/firmware-model/alert-stories.ts";
import { raised } from "../../../support/firmware-model/tray-stories.ts";

const CODES = Object.keys(ALERTS) as AlertCode[];
const EVENTS = Object.keys(DISPENSE_EVENTS) as DispenseCode[];

/** What becomes of a code on a product: its story raises it, or the profile says why none does. */
function fateOf(profile: ProductProfile, code: AlertCode): "raised" | "never" {
  if (code === "1.20") return "never";
  return raised(ALERT_STORIES[code](profile)).includes(code) ? "raised" : "never";
}

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "%s",
  (_product, profile) => {
    test.each(CODES)("raises %s, or its profile says why it never does", (code) => {
      const reason = profile.unreachableAlerts[code];
      expect({ fate: fateOf(profile, code), hasReason: reason !== undefined }).toEqual(
        reason === undefined
          ? { fate: "raised", hasReason: false }
          : { fate: "never", hasReason: true },
      );
    });

    test("leaves lost contact to the gateway", () => {
      expect(profile.unreachableAlerts["1.20"]).toContain("the gateway");
    });

    test.each(EVENTS)("tells dispense event %s, or says why it never does", (code) => {
      const reason = dispenseReasons(profile)[code];
      const told = DISPENSE_STORIES[code]?.(profile).records.map(({ dispense }) => dispense) ?? [];
      expect({ isTold: told.includes(code), hasReason: reason !== undefined }).toEqual({
        isTold: reason === undefined,
        hasReason: reason !== undefined,
      });
    });
  },
);
