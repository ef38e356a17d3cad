import { ALL_CASES } from "@dosekit/conformance";
import {
  GATEWAY_CASES,
  GATEWAY_SELECTION,
  gatewayFinding,
  JUDGE_NAMES,
  KIT_CASES,
  KIT_SELECTION,
  type KitVerdict,
  kitFinding,
  outsideKit,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const TRAVEL = KIT_CASES["travel-doses-together"]?.cases ?? [];

function all(verdict: string, ids: readonly string[] = TRAVEL): readonly KitVerdict[] {
  return ids.map((id) => ({ id, verdict }));
}

describe("what the conformance kit decides of criteria", () => {
  test("rests on cases that the kit has for devices", () => {
    const devices = ALL_CASES.filter(({ role }) => role === "device").map(({ id }) => id);
    expect(KIT_SELECTION.filter((id) => !devices.includes(id))).toEqual([]);
    expect(KIT_SELECTION.length).toBeGreaterThan(25);
  });

  test("rests on cases that the kit has for gateways, and leaves the rest of a check open", () => {
    const gateways = ALL_CASES.filter(({ role }) => role === "gateway").map(({ id }) => id);
    expect(GATEWAY_SELECTION.filter((id) => !gateways.includes(id))).toEqual([]);
    for (const judge of JUDGE_NAMES) {
      const found = gatewayFinding(judge, all("pass", GATEWAY_SELECTION));
      expect(found?.outcome).toBe(judge in GATEWAY_CASES ? "not-tested" : undefined);
    }
    const [first = ""] = GATEWAY_SELECTION;
    const broken = [{ id: first, verdict: "fail", reason: "stored twice" }];
    const finding = gatewayFinding("day-without-network", broken);
    expect(finding?.outcome).toBe("failed");
    expect(finding?.saw.nb).toBe(`Mottakstjenesten brøt med: ${first} (stored twice).`);
  });

  test("lets a real gateway decide what rests on it, and a broken device beside it fail", async () => {
    const check = (judge: "day-without-network" | "receiver-way" | "end-and-reset") =>
      ({ method: "automatic", pass: { nb: "", en: "" }, judge }) as const;
    const broken = all("fail", KIT_CASES["day-without-network"]?.cases);
    const others = async () => undefined;
    const judge = outsideKit(new Map([["medido", broken]]), others, all("pass", GATEWAY_SELECTION));
    const told = async (...asked: Parameters<typeof judge>) => (await judge(...asked))?.saw.nb;
    expect(await told(check("day-without-network"), "karie")).toContain(
      "På mottakstjenesten holdt 5",
    );
    expect(await told(check("day-without-network"), "medido")).toContain("På enheten brøt den med");
    expect(await told(check("receiver-way"), "karie")).toBe(
      "På mottakstjenesten viser dette seg ikke gjennom protokollen, og en person må prøve det: veien videre til responssenter og journal.",
    );
    expect(await told(check("end-and-reset"), "karie")).toBeUndefined();
  });

  test("passes where every case passed and nothing is left to a person", () => {
    expect(kitFinding("travel-doses-together", all("pass"))).toMatchObject({ outcome: "passed" });
  });

  test("is never called tested where a person has to try the rest", () => {
    const { cases = [], leaves } = KIT_CASES["untaken-locked-away"] ?? {};
    const { outcome, saw } = kitFinding("untaken-locked-away", all("pass", cases));
    expect(outcome).toBe("not-tested");
    expect(saw.nb).toContain(leaves?.nb);
    expect(saw.en).toContain(leaves?.en);
  });

  test("fails with one failed case, whatever the others say, and names it with its reason", () => {
    const [first = "", ...others] = TRAVEL;
    const verdicts = [
      { id: first, verdict: "fail", reason: "nothing came" },
      ...all("pass", others),
    ];
    const { outcome, saw } = kitFinding("travel-doses-together", verdicts);
    expect(outcome).toBe("failed");
    expect(saw.en).toBe(`The device did not keep: ${first} (nothing came).`);
  });

  test.each(["skipped", "notrun", "unverified", "waived", "error", "nonstrict"])(
    "does not take a case that is %s for one that passed",
    (verdict) => {
      const [first = "", ...others] = TRAVEL;
      const verdicts = [{ id: first, verdict }, ...all("pass", others)];
      const { outcome, saw } = kitFinding("travel-doses-together", verdicts);
      expect(outcome).toBe("not-tested");
      expect(saw.en).toContain(`${verdict} ${first}`);
    },
  );

  test("takes a case that the kit did not come to for one that was not run", () => {
    expect(kitFinding("travel-doses-together", []).outcome).toBe("not-tested");
  });

  test("says of every other check that a person has to try it on the device", () => {
    const others = JUDGE_NAMES.filter((judge) => KIT_CASES[judge] === undefined);
    for (const judge of others) {
      expect(kitFinding(judge, [])).toMatchObject({
        outcome: "not-tested",
        saw: { en: expect.stringContaining("a person has to try it") },
      });
    }
    expect(others.length).toBeGreaterThan(10);
  });
});
