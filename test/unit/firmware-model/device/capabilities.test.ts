import { createDevice, PROFILES, RIGHTS, zoneTableOf } from "@dosekit/firmware-model";
import {
  CapabilityReport,
  COMMAND_VERB,
  type Command,
  type CommandVerb,
  type DeviceTime,
  encodeMessage,
  instant,
  type Reply,
  uptime,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("what a product says that it can do", () => {
  it.each(PROFILES.map((profile) => [profile.product, profile] as const))(
    "fits the report, and leaves out just what its profile rules out: %s",
    (_product, profile) => {
      const said = createDevice({ profile, zoneTableOf }).capabilities?.();
      if (said === undefined) throw new Error("it says nothing");
      const left = Object.keys(RIGHTS).filter(
        (verb) => !Object.hasOwn(profile.unsupportedCommands ?? {}, verb),
      );
      expect([...(said.verbs ?? [])].sort()).toEqual(left.sort());
      const numbers = (said.verbs ?? []).map((verb) => COMMAND_VERB.words[verb]);
      expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
      expect(said.dosesPerDayMax).toBe(profile.dosesPerDayMax.value);
      const report = {
        requestId: 0,
        minor: 0,
        profiles: ["core"],
        testClock: "none",
        messageBytesMax: 65_536,
        spoolEvents: 1,
      } as const;
      expect(() => encodeMessage(CapabilityReport, { ...report, ...said })).not.toThrow();
    },
  );
});

const NOW: DeviceTime = {
  uptimeMs: uptime(1_000),
  civilMs: instant(1_790_000_000_000),
  clock: "synced",
  clockErrorMs: 0,
  bootId: 1,
};

/** What a new device of a product answers to a command right away. */
function refusalOf(profile: (typeof PROFILES)[number], verb: CommandVerb): Reply["refusal"] {
  const device = createDevice({ profile, zoneTableOf });
  const [state] = device.boot(undefined, { cause: "first-boot", freshEpoch: 1 }, NOW);
  const notAfterMs = instant(1_790_000_060_000);
  const actor = RIGHTS[verb].roles[0] ?? "staff";
  const command: Command = { commandId: "c-1", verb, notAfterMs, actor };
  const [, effects] = device.step(state, { type: "command.received", command }, NOW);
  const replies = effects.flatMap((effect) => (effect.type === "reply.send" ? [effect.reply] : []));
  return replies[0]?.refusal;
}

describe.each(PROFILES.map((profile) => [profile.product, profile] as const))(
  "a device of the product %s",
  (_product, profile) => {
    const named = createDevice({ profile, zoneTableOf }).capabilities?.().verbs ?? [];
    const verbs = Object.keys(COMMAND_VERB.words) as CommandVerb[];

    it("refuses as unsupported each command that it does not name", () => {
      for (const verb of verbs.filter((one) => !named.includes(one))) {
        expect([verb, refusalOf(profile, verb)]).toEqual([verb, "unsupported"]);
      }
    });

    it("never refuses so a command that it names", () => {
      for (const verb of named)
        expect([verb, refusalOf(profile, verb)]).not.toContain("unsupported");
    });
  },
);
