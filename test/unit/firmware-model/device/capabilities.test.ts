import { createDevice, PROFILES, RIGHTS, zoneTableOf } from "@dosekit/firmware-model";
import { CapabilityReport, COMMAND_VERB, encodeMessage } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("what a product says that it can do", () => {
  it.each(PROFILES.map((profile) => [profile.product, profile] as const))(
    "fits the report, and leaves out just what its profile rules out: %s",
    (_product, profile) => {
      const said = createDevice({ profile, zoneTableOf }).capabilities?.() ?? {};
      const left = Object.keys(RIGHTS).filter(
        (verb) => !Object.hasOwn(profile.unsupportedCommands ?? {}, verb),
      );
      expect([...(said.verbs ?? [])].sort()).toEqual(left.sort());
      const numbers = (said.verbs ?? []).map((verb) => COMMAND_VERB.words[verb]);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
      expect(said.dosesPerDayMax).toBe(profile.dosesPerDayMax.value);
      const report = {
        ...{ requestId: 0, minor: 0, profiles: ["core"], testClock: "none" },
        ...{ messageBytesMax: 65_536, spoolEvents: 1 },
      } as const;
      expect(() => encodeMessage(CapabilityReport, { ...report, ...said })).not.toThrow();
    },
  );
});
