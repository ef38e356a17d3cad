import { dispenseReasons, PROFILES } from "@dosekit/firmware-model";
import { DISPENSE_EVENTS, type DispenseCode } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { expectPassed } from "../../../support/simulator/acceptance/expect-judged.ts";

const TOLD: readonly DispenseCode[] = ["1.1", "1.2", "2.1", "2.2", "3"];

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "%s",
  (_product, profile) => {
    test("raises every alert and tells every dispense event, or its profile says why it never does", async () => {
      const { saw } = await expectPassed("codes-raised", profile);
      expect(saw.nb).toMatch(/^Dispenseren sendte \d+ av de \d+ nasjonale kodene/);
      expect(saw.nb).toContain("Kode 1.20 (");
      const neverSent = /De andre (\d+)/.exec(saw.nb)?.[1] ?? "none";
      expect(neverSent).not.toBe("0");
    });

    test("leaves lost contact to the gateway", () => {
      expect(profile.unreachableAlerts["1.20"]).toContain("the gateway");
    });

    test("says of the dispense events that no device tells why it never does", () => {
      const untold = (Object.keys(DISPENSE_EVENTS) as DispenseCode[]).filter(
        (code) => !TOLD.includes(code),
      );
      expect(untold.filter((code) => dispenseReasons(profile)[code] === undefined)).toEqual([]);
    });
  },
);
