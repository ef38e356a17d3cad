import { profileOf } from "@dosekit/firmware-model";
import type { DeviceLogic } from "@dosekit/protocols";
import {
  type CheckFinding,
  type CriteriaOfStory,
  type CriteriaRequest,
  type CriterionCheck,
  decideCheck,
  outcomeOf,
  type RunHooks,
  readCriteria,
  runCriteria,
  shippedCriteria,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const FOUR = [
  { story: "tone", product: "evondos-e300" },
  { story: "roar", product: "medido" },
  { story: "hans", product: "evondos-mini" },
  { story: "peder", product: "pilly-sms" },
] as const;

const PASSED: CheckFinding = {
  ...{ outcome: "passed", saw: { nb: "Sett.", en: "Seen." }, timeline: [] },
};

function hooksOf(more: Partial<RunHooks> = {}): RunHooks {
  const { signal } = new AbortController();
  return { seed: "7", workers: 1, signal, onProgress: () => undefined, ...more };
}

function asked(more: Partial<CriteriaRequest> = {}): CriteriaRequest {
  return { criteria: shippedCriteria(), subjects: FOUR, protocols: () => undefined, ...more };
}

function ownCriteria(check: string): CriteriaOfStory {
  const text = `story: tone
criteria:
  - id: K-1
    text: { nb: Tekst, en: Text }
    basis: our own wish
    confidence: stated
    failureClass: C
    checks:
      - { pass: { nb: Holder, en: Holds }, ${check} }
`;
  return readCriteria({ text, file: "own.yaml" }, "own");
}

describe("a run of the criteria", () => {
  test("asks each product of its story, and every product once of what is asked of all", async () => {
    const shares: number[] = [];
    const records = await runCriteria(
      asked(),
      hooksOf({ onProgress: (share) => shares.push(share) }),
    );
    expect(records.map(({ id, product }) => `${id} ${product}`)).toHaveLength(22 + 4 * 4);
    expect(new Set(records.map(({ id, product }) => `${id} ${product}`)).size).toBe(38);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const open = records
      .flatMap(({ checks }) => checks)
      .filter((one) => one.outcome === "not-tested");
    expect(open.every(({ decidedBy, saw }) => decidedBy === "nobody" && saw.nb !== "")).toBe(true);
    // Without receivers and filled protocols, these are left to people.
    const undecided = records.filter(({ outcome }) => outcome === "not-tested");
    expect(new Set(undecided.map(({ id }) => id))).toEqual(
      new Set(["T-2", "R-3", "P-6", "A-1", "A-3", "A-4"]),
    );
  });

  test("comes to the same again, and is whole with receivers and filled protocols", async () => {
    const helped = asked({
      subjects: [FOUR[1], FOUR[3]],
      protocols: () => PASSED,
      outside: async ({ judge }) =>
        judge === "record-way" || judge === "receiver-way" ? PASSED : undefined,
    });
    const first = await runCriteria(helped, hooksOf({ repeat: "dosekit accept run f.yaml" }));
    expect(await runCriteria(helped, hooksOf({ repeat: "dosekit accept run f.yaml" }))).toEqual(
      first,
    );
    expect(new Set(first.map(({ outcome }) => outcome))).toEqual(new Set(["passed"]));
    const checks = first.flatMap((one) => one.checks);
    expect(new Set(checks.map(({ decidedBy }) => decidedBy))).toEqual(
      new Set(["program", "protocol"]),
    );
    for (const { decidedBy, repeat } of checks) {
      expect(repeat).toBe(decidedBy === "program" ? "dosekit accept run f.yaml" : undefined);
    }
  });

  test("lets a device beside the program decide in the judge's place, by the kit", async () => {
    const [tone] = shippedCriteria().filter(({ story }) => story === "tone");
    const wish = {
      ...{ criteria: tone === undefined ? [] : [tone], subjects: FOUR.slice(0, 1) },
      outside: async () => PASSED,
    };
    const records = await runCriteria(asked(wish), hooksOf());
    expect(
      records.flatMap(({ checks }) => checks).filter((one) => one.decidedBy === "kit"),
    ).toHaveLength(7);
  });

  test("that is ended early leaves what it did not come to as not tested", async () => {
    const signal = AbortSignal.abort();
    const records = await runCriteria(asked(), hooksOf({ signal }));
    const outcomes = new Set(records.map(({ outcome }) => outcome));
    expect(outcomes).toEqual(new Set(["not-tested"]));
    expect(records[0]?.checks[0]?.saw.nb).toContain("avbrutt");
  });

  test("that is ended under a check of receivers lets none fail for what was under way", async () => {
    const stop = new AbortController();
    const FAILED = { ...PASSED, outcome: "failed" } as const;
    const wish = {
      outside: async ({ judge }: CriterionCheck) => {
        if (judge !== "record-way" && judge !== "receiver-way") return undefined;
        stop.abort();
        return FAILED;
      },
    };
    const records = await runCriteria(asked(wish), hooksOf({ signal: stop.signal }));
    expect(stop.signal.aborted).toBe(true);
    expect(records.filter(({ outcome }) => outcome === "failed")).toEqual([]);
  });

  test("tells a municipality's own criterion by a judge with its figures", async () => {
    const criteria = [
      ownCriteria("method: automatic, judge: alert-after-minutes, with: { minutes: 60 }"),
    ];
    const subjects = [{ story: "tone", product: "medido" }];
    const [record] = await runCriteria(asked({ criteria, subjects }), hooksOf());
    expect(record).toMatchObject({ id: "K-1", story: "tone", outcome: "passed" });
    expect(record?.checks[0]?.saw.nb).toContain("60 minutter");
  });

  test("does not let through a figure that the product can't be set to", async () => {
    const criteria = [
      ownCriteria("method: automatic, judge: alert-after-minutes, with: { minutes: 20 }"),
    ];
    const subjects = [{ story: "tone", product: "medido" }];
    const [record] = await runCriteria(asked({ criteria, subjects }), hooksOf());
    expect(record?.checks[0]).toMatchObject({ outcome: "failed" });
    expect(record?.checks[0]?.saw.nb).toContain("bare på 45 til 75");
  });

  const [TONE, EVERY] = ["tone", "every"].map((story) =>
    shippedCriteria().filter((one) => one.story === story),
  ) as [CriteriaOfStory[], CriteriaOfStory[]];
  const DOSETTE = { subjects: [{ story: "tone", product: "pilly-sms" }] };

  test("fails a story's criterion when its product lacks what the story asks for", async () => {
    const records = await runCriteria(asked({ criteria: TONE, ...DOSETTE }), hooksOf());
    const failed = records.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
    expect(failed).toEqual(["T-2", "T-3", "T-4"]);
    const reader = records.find(({ id }) => id === "T-4")?.checks[0];
    expect(reader).toMatchObject({ outcome: "failed", decidedBy: "program" });
    expect(reader?.saw.nb).toBe(
      "Produktet mangler det brukerhistorien ber om: leser som ser hva som er trykt på posen.",
    );
    expect(reader?.saw.en).toContain("a reader of what is printed on a pouch");
  });

  test("asks nothing of what a product lacks where products are only seen side by side", async () => {
    const request = asked({ criteria: TONE, ...DOSETTE, comparing: true });
    const outcomes = (await runCriteria(request, hooksOf())).map(({ outcome }) => outcome);
    expect(outcomes).not.toContain("failed");
    expect(outcomes).toContain("not-applicable");
  });

  test("asks nothing of what a product lacks in a criterion of every product", async () => {
    const [own] = EVERY;
    const [readers] = TONE.flatMap(({ criteria }) => criteria).filter(({ id }) => id === "T-4");
    if (own === undefined || readers === undefined) throw new RangeError("no such criteria");
    const criteria = [{ ...own, criteria: [readers] }];
    const [record] = await runCriteria(asked({ criteria, ...DOSETTE }), hooksOf());
    expect(record).toMatchObject({ id: "T-4", story: "every", outcome: "not-applicable" });
  });

  test("fails what a product lacks though a real device leaves it open", async () => {
    const saw = { nb: "Viser seg ikke.", en: "Shows nowhere." };
    const open: CheckFinding = { outcome: "not-tested", saw, timeline: [] };
    const request = asked({ criteria: TONE, ...DOSETTE, outside: async () => open });
    const records = await runCriteria(request, hooksOf());
    const failed = records.filter(({ outcome }) => outcome === "failed").map(({ id }) => id);
    expect(failed).toEqual(["T-2", "T-3", "T-4"]);
    expect(records.find(({ id }) => id === "T-1")?.outcome).toBe("not-tested");
  });

  test("lets a real device that has the part say that it is there", async () => {
    const request = asked({ criteria: TONE, ...DOSETTE, outside: async () => PASSED });
    const outcomes = (await runCriteria(request, hooksOf())).map(({ outcome }) => outcome);
    expect(outcomes).not.toContain("failed");
  });

  describe("with people at a real device", () => {
    const saw = { nb: "Viser seg ikke.", en: "Shows nowhere." };
    const LEFT: CheckFinding = { outcome: "not-tested", saw, timeline: [] };
    const FAILED: CheckFinding = { ...PASSED, outcome: "failed" };
    const decided = async (people: CheckFinding | undefined, kit: CheckFinding | undefined) => {
      const criteria = [ownCriteria("method: automatic, judge: alert-after-minutes")];
      const subjects = [{ story: "tone", product: "medido" }];
      const more = { protocols: () => people, outside: async () => kit };
      const [record] = await runCriteria(asked({ criteria, subjects, ...more }), hooksOf());
      const [check] = record?.checks ?? [];
      return { told: `${check?.decidedBy} ${check?.outcome}`, saw: check?.saw.nb };
    };

    test.each([
      ["what its wire does not show, they decide", PASSED, LEFT, "protocol passed"],
      ["what they only began stays open", LEFT, LEFT, "protocol not-tested"],
      ["what nobody tried stays open", undefined, LEFT, "kit not-tested"],
      [
        "what they saw fail has failed, whatever the wire showed",
        FAILED,
        PASSED,
        "protocol failed",
      ],
      ["and whatever the program found", FAILED, undefined, "protocol failed"],
      ["what failed on the wire has failed, whatever they saw", PASSED, FAILED, "kit failed"],
      ["without the wire the program decides", PASSED, undefined, "program passed"],
    ] as const)("%s", async (_what, people, kit, told) => {
      expect((await decided(people, kit)).told).toBe(told);
    });

    test("tells both what the wire showed and what they saw", async () => {
      expect((await decided(PASSED, LEFT)).saw).toBe("Viser seg ikke. Sett.");
      expect((await decided(PASSED, undefined)).saw).toMatch(/ Prøvd av folk: Sett\.$/);
    });

    test("asks nothing of them that asks nothing of the product", async () => {
      const criteria = [ownCriteria("method: automatic, judge: tremor-gets-no-next-dose")];
      const subjects = [{ story: "tone", product: "medido" }];
      const more = { outside: async () => LEFT };
      const [record] = await runCriteria(asked({ criteria, subjects, ...more }), hooksOf());
      expect(record).toMatchObject({ outcome: "not-applicable" });
    });
  });

  test("fails what it looks at when the product's program stops", async () => {
    const profile = profileOf("medido");
    const [check] =
      ownCriteria("method: automatic, judge: end-and-reset").criteria[0]?.checks ?? [];
    if (profile === undefined || check === undefined) throw new RangeError("no product or check");
    const stopped = (logic: DeviceLogic<unknown>): DeviceLogic<unknown> => ({
      ...logic,
      step: () => {
        throw new Error("out of order");
      },
    });
    const place = { criterionId: "K-1", index: 0, check, product: "medido" };
    const subject = { profile, seed: "1", spoil: { logic: stopped } };
    const help = { request: { protocols: () => undefined }, hooks: hooksOf() };
    const record = await decideCheck(place, subject, help);
    expect(record).toMatchObject({ outcome: "failed", decidedBy: "program" });
    expect(record.saw.nb).toContain("stanset: out of order");
  });

  test("refuses a product that there is not", async () => {
    const subjects = [{ story: "tone", product: "pille" }];
    await expect(runCriteria(asked({ subjects }), hooksOf())).rejects.toThrow(RangeError);
  });
});

describe("the outcome of a criterion", () => {
  test.each([
    [["passed", "not-applicable"], "passed"],
    [["not-applicable", "not-tested"], "not-tested"],
    [["not-applicable", "failed", "not-tested"], "failed"],
    [["not-applicable", "not-applicable"], "not-applicable"],
    [[], "not-tested"],
  ] as const)("of checks that are %j is %s", (outcomes, outcome) => {
    expect(outcomeOf(outcomes)).toBe(outcome);
  });
});
