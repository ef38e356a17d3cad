import {
  assumptionsOf,
  notTestedOf,
  RUN_PARTS,
  type RunHooks,
  readResult,
  resultText,
  UserError,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  fakeParts,
  fakeRun,
  foundDeviation,
  operationOf,
  rightCriteria,
  smallService,
} from "../../../support/simulator/acceptance/fake-parts.ts";

const START_DAY = Date.UTC(2027, 2, 1) / 86_400_000;
const dayOf = (over: number) => START_DAY + over;

describe("an acceptance run", () => {
  test("of a service in which everything holds is approved, its period lived through", async () => {
    const result = await fakeRun();
    expect(result.finding).toEqual({
      ...{ verdict: "approved", open: { A: 0, B: 0, C: 0 }, undecided: [] },
    });
    expect(result.approval).toMatchObject({ isComplete: true, endsDay: dayOf(42) });
    expect(result).toMatchObject({
      ...{ municipality: "Eksempelvik", language: "nb", seed: "1", partial: false },
      manifest: { "small-municipality.yaml": result.file.sha256 },
    });
    expect(result.incidents).toHaveLength(3);
    expect(result.pathways.map(({ product }) => product)).toEqual(["evondos-e300", "pilly-sms"]);
    expect(result.staffing).toBeUndefined();
  });

  test("tells each assumption once, those of daily operation among them", async () => {
    const own = {
      what: { nb: "Runder fyller på.", en: "Rounds refill." },
      confidence: "inferred" as const,
    };
    const { assumptions } = await fakeRun({
      operation: (service, hooks) =>
        Promise.resolve({ ...operationOf(service, hooks), assumptions: [own] }),
      assumptions: assumptionsOf,
    });
    const told = assumptions.map(({ what }) => what.en);
    expect(told).toContain(own.what.en);
    expect(new Set(told).size).toBe(told.length);
  });

  test("gives the same result twice, also when one took longer", async () => {
    const slow = await fakeRun({
      operation: (service, hooks) => {
        const made = operationOf(service, hooks);
        return Promise.resolve({ ...made, run: { ...made.run, elapsedMs: 99 } });
      },
    });
    expect(slow).toEqual(await fakeRun());
  });

  test("gives each part a seed of its own, and event file and threads to daily operation alone", async () => {
    const seen: Record<string, Pick<RunHooks, "seed" | "workers"> & { events: boolean }> = {};
    const note = (name: string, { seed, workers, events }: RunHooks) => {
      seen[name] = { seed, workers, events: events !== undefined };
    };
    const whole = fakeParts();
    const events = {} as NonNullable<RunHooks["events"]>;
    await fakeRun(
      {
        operation: (service, hooks) => {
          note("operation", hooks);
          return whole.operation(service, hooks);
        },
        incident: (name, service, hooks) => {
          note(name, hooks);
          return whole.incident(name, service, hooks);
        },
      },
      { operations: 2 },
      { events, workers: 2 },
    );
    expect(seen["operation"]).toEqual({ seed: "1/operation-2", workers: 2, events: false });
    expect(seen["mobile-outage"]).toEqual({
      ...{ seed: "1/incident-mobile-outage", workers: 2, events: false },
    });
  });

  test.each(RUN_PARTS)("kept to %s decides nothing about the rest", async (part) => {
    const { finding } = await fakeRun({}, { only: [part] });
    expect(finding.verdict).toBe("undecided");
    expect(finding.undecided).toEqual(RUN_PARTS.filter((other) => other !== part));
  });

  test("tells how far it is, always forward", async () => {
    const told: number[] = [];
    const hooks = { onPart: (_part: unknown, share: number) => told.push(share) };
    await fakeRun({}, {}, hooks as Partial<RunHooks>);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBeCloseTo(1);
  });
});

describe("an interrupted run", () => {
  test("is marked partial, names what it did not come to, and can approve nothing", async () => {
    const interrupted = new AbortController();
    const result = await fakeRun(
      {
        incident: (name, service, hooks) => {
          interrupted.abort("SIGINT");
          return fakeParts().incident(name, service, hooks);
        },
      },
      {},
      { signal: interrupted.signal },
    );
    expect(result).toMatchObject({ partial: true, finding: { verdict: "undecided" } });
    expect(result.incidents).toHaveLength(1);
    expect(result.pathways).toEqual([]);
    expect(result.notTested.map(({ what }) => what.nb).join()).toContain("mobilnettet");
  });

  test("leaves open what it cut short and what it never began", async () => {
    const interrupted = new AbortController();
    const { finding, notTested } = await fakeRun(
      {
        operation: (service, hooks) => {
          interrupted.abort("SIGINT");
          return Promise.resolve({ ...operationOf(service, hooks), partial: true });
        },
      },
      { withStaffing: true },
      { signal: interrupted.signal },
    );
    expect(finding.undecided).toEqual([
      ...["operation", "criteria", "incident:area-power-cut", "incident:mobile-outage"],
      ...["incident:centre-overloaded", "pathway:tone", "pathway:peder"],
    ]);
    const told = notTested.map(({ what, why }) => `${what.nb} ${why.nb}`);
    expect(told[0]).toBe("Delen «daglig drift» Kjøringen ble avbrutt i den.");
    expect(told).toContain("Delen «bemanningen» Kjøringen ble avbrutt før den.");
    expect(told).toHaveLength(8);
  });

  test("tells of what it never began once, with every part as the command runs it", async () => {
    const interrupted = new AbortController();
    const { notTested } = await fakeRun(
      {
        notTested: notTestedOf,
        operation: (service, hooks) => {
          interrupted.abort("SIGINT");
          return Promise.resolve({ ...operationOf(service, hooks), partial: true });
        },
      },
      { withStaffing: true },
      { signal: interrupted.signal },
    );
    const told = notTested.map(({ what }) => what.nb);
    for (const once of ["strømbrudd", "mobilnettet", "tjenesteforløpet: evondos", "bemanningen"]) {
      expect(told.filter((what) => what.toLowerCase().includes(once))).toHaveLength(1);
    }
    expect(told.filter((what) => /daglig drift»/.test(what))).toHaveLength(1);
    expect(told).not.toContain("Daglig drift og oppfølging av varsler");
    expect(told).not.toContain("Hvor mange operatører som trengs");
    expect(told).not.toContain("Tjenesteforløpet for én bruker");
  });

  test("leaves open an incident and a pathway that it cut short, whatever they had seen", async () => {
    const whole = fakeParts();
    const { finding, notTested } = await fakeRun({
      incident: async (name, service, hooks) => ({
        ...(await whole.incident(name, service, hooks)),
        partial: name === "mobile-outage",
      }),
      pathway: async (service, subject, hooks) => ({
        ...(await whole.pathway(service, subject, hooks)),
        partial: subject.story === "tone",
      }),
    });
    expect(finding).toMatchObject({
      ...{ verdict: "undecided", undecided: ["incident:mobile-outage", "pathway:tone"] },
    });
    expect(notTested.map(({ why }) => why.en)).toEqual([
      ...["The run was interrupted in it.", "The run was interrupted in it."],
    ]);
  });

  test("is partial when a part ended early by itself", async () => {
    const result = await fakeRun({
      operation: (service, hooks) =>
        Promise.resolve({ ...operationOf(service, hooks), partial: true }),
    });
    expect(result).toMatchObject({
      ...{ partial: true, finding: { verdict: "undecided" }, approval: { isComplete: false } },
    });
  });
});

describe("what went wrong", () => {
  test("in a criterion is a deviation of its class, with what was seen", async () => {
    const { finding, deviations } = await fakeRun({
      criteria: async (ask, hooks) =>
        (await rightCriteria(ask, hooks)).map((one) =>
          one.id === "T-1"
            ? {
                ...one,
                outcome: "failed",
                checks: one.checks.map((check) => ({ ...check, outcome: "failed" })),
              }
            : one,
        ),
    });
    expect(finding).toMatchObject({ verdict: "not-approved", open: { A: 1 } });
    expect(deviations).toMatchObject([
      { id: "T-1-evondos-e300", criterion: "T-1", source: "criterion", openedDay: dayOf(-1) },
    ]);
  });

  test("in daily operation ends the approval period on its day", async () => {
    const { finding, approval } = await fakeRun({
      operation: (service, hooks) =>
        Promise.resolve({
          ...operationOf(service, hooks),
          deviations: [foundDeviation({ openedDay: dayOf(9) })],
        }),
    });
    expect(finding.verdict).toBe("not-approved");
    expect(approval).toEqual({
      attempts: [{ startDay: dayOf(0), endDay: dayOf(9), brokenBy: "S1-medido" }],
      isComplete: false,
    });
  });

  test("in an incident without a word about it still counts", async () => {
    const { finding } = await fakeRun({
      incident: async (name, service, hooks) => ({
        ...(await fakeParts().incident(name, service, hooks)),
        outcome: name === "mobile-outage" ? "failed" : "passed",
      }),
    });
    expect(finding).toMatchObject({ verdict: "not-approved", open: { B: 1 } });
  });

  test("and is less serious is approved with deviations, by the usual rule", async () => {
    const { finding } = await fakeRun({
      incident: async (name, service, hooks) => ({
        ...(await fakeParts().incident(name, service, hooks)),
        ...(name === "mobile-outage"
          ? { outcome: "failed", deviations: [foundDeviation({ id: "m", class: "C" })] }
          : {}),
      }),
    });
    expect(finding).toMatchObject({ verdict: "approved-with-deviations", open: { B: 0, C: 1 } });
  });

  test.each(["incident", "threshold"])("an untested %s leaves the run undecided", async (what) => {
    const { finding } = await fakeRun({
      incident: async (name, service, hooks) => ({
        ...(await fakeParts().incident(name, service, hooks)),
        outcome: what === "incident" ? "not-tested" : "passed",
      }),
      operation: (service, hooks) => {
        const made = operationOf(service, hooks);
        const outcome = what === "threshold" ? "not-tested" : "passed";
        return Promise.resolve({
          ...made,
          thresholds: made.thresholds.map((one) => ({ ...one, outcome })),
        });
      },
    });
    expect(finding.verdict).toBe("undecided");
    expect(finding.undecided.length).toBeGreaterThan(1);
  });
});

describe("the register of deviations", () => {
  const { service } = smallService();
  const found = fakeParts({
    operation: (asked, hooks) =>
      Promise.resolve({
        ...operationOf(asked, hooks),
        deviations: [foundDeviation({ class: "C", openedDay: dayOf(3) })],
      }),
  });
  const run = (deviations: NonNullable<typeof service.deviations>) =>
    fakeRun(found, { service: { ...service, deviations } });

  test("says who puts a found deviation right, and by when", async () => {
    const { deviations } = await run([
      { id: "S1-medido", owner: "leverandøren", deadline: "2027-04-01" },
    ]);
    expect(deviations).toMatchObject([{ owner: "leverandøren", deadline: "2027-04-01" }]);
  });

  test("can't close what this run has found again", async () => {
    const { deviations, finding } = await run([
      { id: "S1-medido", status: "closed", closed: "2027-03-10", remark: "Ny versjon." },
    ]);
    expect(deviations[0]).not.toHaveProperty("closedDay");
    expect(deviations[0]?.remark).toBe(
      "Ny versjon. Lukket i filen 2027-03-10, men funnet igjen i denne kjøringen.",
    );
    expect(finding.open.C).toBe(1);
  });

  test("names what was not found, which may be a slip of the pen", async () => {
    const { notTested } = await run([{ id: "S1-mediddo", owner: "x" }]);
    expect(notTested[0]?.what.nb).toContain("S1-mediddo");
  });

  test("adds what people found: open and critical it keeps the service from being approved", async () => {
    const own = { id: "egen-1", class: "A", found: "2027-03-05", what: "Feil pose" } as const;
    const { finding, deviations } = await run([own]);
    expect(finding.verdict).toBe("not-approved");
    expect(deviations[0]).toMatchObject({ source: "register", openedDay: dayOf(4) });
  });

  test("lets the period begin again the day after a critical one was put right", async () => {
    const closed = { status: "closed", closed: "2027-03-10" } as const;
    const own = { id: "egen-1", class: "A", found: "2027-03-05", what: "Feil pose" } as const;
    const { finding, operation, approval } = await run([{ ...own, ...closed }]);
    expect(operation?.startDate).toBe("2027-03-11");
    expect(approval.attempts).toEqual([
      { startDay: dayOf(0), endDay: dayOf(4), brokenBy: "egen-1" },
      { startDay: dayOf(10), endDay: dayOf(52) },
    ]);
    expect(finding.verdict).toBe("approved-with-deviations");
  });
});

describe("a result file", () => {
  test("is read back as it was written", async () => {
    const result = await fakeRun();
    expect(readResult(resultText(result), "r.json")).toEqual(result);
  });

  test.each([
    ["text", () => "godkjent", undefined],
    ["another version", (text: string) => text.replace('"v":1', '"v":2'), "v"],
    ["no version", () => "{}", "v"],
    [
      "another verdict",
      (text: string) => text.replace('"verdict":"approved"', '"verdict":"fine"'),
      "finding.verdict",
    ],
    ["no criteria", (text: string) => text.replace('"criteria":', '"criterias":'), "criteria"],
    ["an identity number", (text: string) => text.replace("Eksempelvik", "01017012345"), undefined],
  ])("with %s is refused by name", async (_what, broken, field) => {
    const text = broken(resultText(await fakeRun()));
    const read = () => readResult(text, "r.json");
    expect(read).toThrow(UserError);
    try {
      read();
    } catch (error) {
      const { mistake } = error as UserError;
      expect(mistake).toMatchObject({ code: "accept.bad-result", file: "r.json" });
      expect(mistake.field).toBe(field);
      expect(JSON.stringify(mistake)).not.toContain("01017012345");
    }
  });
});
