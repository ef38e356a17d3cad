import { COMMAND_VERB } from "@dosekit/protocols";
import { HAZARD_WORDS, type Observation, observationText, timelineEntry } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

type Fact = Extract<Observation, { seen: "plant" }>["fact"];
const seen = (fact: Fact): Observation => ({
  ...{ trueMs: 0, deviceId: "roar-0001", seen: "plant", fact },
});

describe("what a timeline tells of the truth", () => {
  test.each(Object.keys(HAZARD_WORDS.en))("says %s in words of both languages", (hazard) => {
    const told = (["no", "en"] as const).map((language) =>
      observationText(seen({ type: "hazard", hazard } as Fact), language),
    );
    expect(told[0]).toMatch(/^i virkeligheten: /);
    expect(told[1]).toMatch(/^in truth: /);
    for (const text of told) expect(text).not.toContain(hazard);
  });

  test("names the places that medicine goes from and to", () => {
    const moved = seen({ type: "moved", from: "slot", to: "reject-store", doses: 1, slot: 0 });
    expect(observationText(moved, "no")).toBe(
      "i virkeligheten går medisin: 1 dose, der dosene ligger → den låste skuffen",
    );
    expect(observationText(moved, "en")).toContain("where doses are kept → the locked store");
  });

  test("names what home care asks a device for, in both languages", () => {
    for (const verb of Object.keys(COMMAND_VERB.words)) {
      const done = { what: "asked", atMs: 0, wish: { verb } } as never;
      const what = timelineEntry({ done, deviceId: "roar-0001" })?.what;
      expect(what?.nb).toMatch(/^hjemmetjenesten ber enheten om å /);
      expect(what?.en).toMatch(/^home care asks the device to /);
    }
  });
});
