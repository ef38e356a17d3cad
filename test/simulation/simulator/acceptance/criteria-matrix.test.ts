import { PROFILES } from "@dosekit/firmware-model";
import {
  type CheckFinding,
  type Criterion,
  hasPart,
  JUDGES,
  type JudgeSubject,
  OWN_JUDGES,
  type OwnJudgeName,
  shippedCriteria,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { LOOKING_MEDIDO } from "../../../support/simulator/acceptance/wrong-medido.ts";
import type { WrongProduct } from "../../../support/simulator/acceptance/wrong-product.ts";
import { WRONG_PRODUCTS } from "../../../support/simulator/acceptance/wrong-products.ts";

const CRITERIA = shippedCriteria().flatMap(({ criteria }) => criteria);

interface Found {
  readonly criterion: string;
  readonly judge: OwnJudgeName;
  readonly finding: CheckFinding;
}

function judgesOf({ checks }: Criterion): readonly OwnJudgeName[] {
  return OWN_JUDGES.filter((name) => checks.some(({ judge }) => judge === name));
}

/** Asks every criterion of one product, of whatever user story; each judge looks once. */
async function askedOf(subject: JudgeSubject): Promise<readonly Found[]> {
  const found = new Map<OwnJudgeName, CheckFinding>();
  for (const name of OWN_JUDGES) found.set(name, await JUDGES[name](subject));
  return CRITERIA.flatMap((criterion) =>
    judgesOf(criterion).flatMap((judge) => {
      const finding = found.get(judge);
      return finding === undefined ? [] : [{ criterion: criterion.id, judge, finding }];
    }),
  );
}

function failedOf(found: readonly Found[]): readonly string[] {
  return found
    .filter(({ finding }) => finding.outcome === "failed")
    .map(({ criterion, judge, finding }) => `${criterion} ${judge}: ${finding.saw.en}`);
}

function wrong({ base, profile = base, spoil }: WrongProduct): JudgeSubject {
  return { profile, seed: "matrix", ...(spoil === undefined ? {} : { spoil }) };
}

describe("a right product passes every criterion that applies to it", () => {
  const passed = new Set<string>();

  test.each([...PROFILES, { ...LOOKING_MEDIDO, title: "a Medido that looks for leaders" }])(
    "$title",
    async (profile) => {
      const found = await askedOf({ profile, seed: "matrix" });
      expect(failedOf(found)).toEqual([]);
      for (const { judge, finding } of found) {
        if (finding.outcome === "passed") passed.add(judge);
        expect(["passed", "not-applicable"]).toContain(finding.outcome);
        expect(finding.saw.nb).toMatch(/\w.*\.$/);
        expect(finding.saw.en).toMatch(/\w.*\.$/);
      }
    },
  );

  test("and each judge has something to look at on some product", () => {
    expect(OWN_JUDGES.filter((name) => !passed.has(name))).toEqual([]);
  });
});

/** Checks that some product does not come under though it lacks nothing that they ask for. */
const NOTHING_LACKING: readonly OwnJudgeName[] = ["leader-found", "mains-off-four-hours"];

describe("a check that a judge finds not to apply", () => {
  test.each(PROFILES)("names the part that $title lacks", async (profile) => {
    const found = await askedOf({ profile, seed: "matrix" });
    for (const { criterion, judge, finding } of found) {
      const check = CRITERIA.find(({ id }) => id === criterion)?.checks.find(
        (one) => one.judge === judge,
      );
      const isLacking = check?.needs !== undefined && !hasPart(profile, check.needs);
      const isOut = finding.outcome === "not-applicable" && !NOTHING_LACKING.includes(judge);
      expect([criterion, judge, isLacking]).toEqual([criterion, judge, isOut]);
    }
  });
});

describe("a wrong product is seen by its judge, and beyond it by those alone that share its rule", () => {
  test("there is one for each judge, and so for each criterion", () => {
    const judges = new Set(WRONG_PRODUCTS.map(({ judge }) => judge));
    expect(OWN_JUDGES.filter((name) => !judges.has(name))).toEqual([]);
    const criteria = new Set(WRONG_PRODUCTS.map(({ criterion }) => criterion));
    expect(CRITERIA.filter(({ id }) => !criteria.has(id)).map(({ id }) => id)).toEqual([]);
  });

  test.each(WRONG_PRODUCTS)("$criterion: a product that $does", async (product) => {
    const found = await askedOf(wrong(product));
    const own = found.filter(({ criterion }) => criterion === product.criterion);
    const seen = own.find(({ judge }) => judge === product.judge);
    expect(seen?.finding).toMatchObject({ outcome: "failed" });
    expect(seen?.finding.timeline.length).toBeGreaterThan(0);
    const { sharesRuleWith = [] } = CRITERIA.find(({ id }) => id === product.criterion) ?? {};
    const others = found.filter(
      ({ criterion }) => criterion !== product.criterion && !sharesRuleWith.includes(criterion),
    );
    expect(failedOf(others)).toEqual([]);
  });
});
