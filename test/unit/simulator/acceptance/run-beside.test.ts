import type { AcceptanceParts, RunHooks } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import {
  fakeParts,
  fakeRun,
  operationOf,
  rightCriteria,
} from "../../../support/simulator/acceptance/fake-parts.ts";

/** Something that is waited for until it is said to have happened. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open: () => open(), opened };
}

/** Parts that are noted when they begin and end. */
function notedParts(seen: string[], over: Partial<AcceptanceParts> = {}): AcceptanceParts {
  const parts = fakeParts(over);
  const noted = async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    seen.push(`${name} begins`);
    const made = await run();
    seen.push(`${name} ends`);
    return made;
  };
  return {
    ...parts,
    criteria: (ask, hooks) => noted("criteria", () => parts.criteria(ask, hooks)),
    operation: (service, hooks) => noted("operation", () => parts.operation(service, hooks)),
    incident: (name, ...rest) => noted(name, () => parts.incident(name, ...rest)),
    pathway: (service, subject, hooks) =>
      noted(subject.product, () => parts.pathway(service, subject, hooks)),
  };
}

const REST = ["criteria", "area-power-cut", "mobile-outage", "centre-overloaded"];
const REST_IN_ORDER = [...REST, "evondos-e300", "pilly-sms"].flatMap((name) => [
  `${name} begins`,
  `${name} ends`,
]);

describe("on several threads", () => {
  test("the other parts run beside daily operation, one after the other", async () => {
    const seen: string[] = [];
    const rest = gate();
    const parts = notedParts(seen, {
      operation: async (service, hooks) => {
        await rest.opened;
        return operationOf(service, hooks);
      },
      pathway: (service, subject, hooks) => {
        if (subject.product === "pilly-sms") rest.open();
        return fakeParts().pathway(service, subject, hooks);
      },
    });
    await fakeRun(parts, {}, { workers: 2 });
    expect(seen.filter((what) => !what.startsWith("operation"))).toEqual(REST_IN_ORDER);
    expect(seen[0]).toBe("operation begins");
    expect(seen.indexOf("operation ends")).toBeGreaterThan(seen.indexOf("pilly-sms begins"));
  });

  test("the result is that of one thread, whichever part ends first", async () => {
    const once = await fakeRun();
    const rest = gate();
    const operationLast = await fakeRun(
      {
        operation: async (service, hooks) => {
          await rest.opened;
          return operationOf(service, hooks);
        },
        pathway: (service, subject, hooks) => {
          if (subject.product === "pilly-sms") rest.open();
          return fakeParts().pathway(service, subject, hooks);
        },
      },
      { operations: 2 },
      { workers: 2 },
    );
    const operation = gate();
    const operationFirst = await fakeRun(
      {
        operation: (service, hooks) => {
          operation.open();
          return Promise.resolve(operationOf(service, hooks));
        },
        criteria: async (ask, hooks) => {
          await operation.opened;
          return rightCriteria(ask, hooks);
        },
      },
      { operations: 2 },
      { workers: 2 },
    );
    expect(operationLast).toEqual(once);
    expect(operationFirst).toEqual(once);
  });

  test("is told how far all parts are together, always forward, and which one of the first it is at", async () => {
    const told: [string, number][] = [];
    const rest = gate();
    await fakeRun(
      {
        operation: async (service, hooks) => {
          hooks.onProgress(0.25);
          await rest.opened;
          hooks.onProgress(0.75);
          return operationOf(service, hooks);
        },
        pathway: (service, subject, hooks) => {
          if (subject.product === "pilly-sms") rest.open();
          return fakeParts().pathway(service, subject, hooks);
        },
      },
      {},
      {
        workers: 2,
        onPart: ({ name }: { readonly name: string }, share: number) => told.push([name, share]),
      } as Partial<RunHooks>,
    );
    const shares = told.map(([, share]) => share);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    expect(new Set(told.slice(0, -1).map(([name]) => name))).toEqual(new Set(["operation"]));
  });

  test("is told the part that is left, when daily operation has ended before it", async () => {
    const told: string[] = [];
    const operation = gate();
    await fakeRun(
      {
        operation: (service, hooks) => {
          // When the run has heard that it ended.
          setImmediate(operation.open);
          return Promise.resolve(operationOf(service, hooks));
        },
        criteria: async (ask, hooks) => {
          await operation.opened;
          hooks.onProgress(0.5);
          return rightCriteria(ask, hooks);
        },
      },
      {},
      {
        workers: 2,
        onPart: ({ name }: { readonly name: string }) => told.push(name),
      } as Partial<RunHooks>,
    );
    expect([...new Set(told)].slice(0, 3)).toEqual([
      ...["operation", "criteria", "incident-area-power-cut"],
    ]);
  });

  test("an interruption under criteria and daily operation leaves both marked", async () => {
    const interrupted = new AbortController();
    const both = gate();
    const result = await fakeRun(
      {
        operation: async (service, hooks) => {
          await both.opened;
          interrupted.abort("SIGINT");
          return { ...operationOf(service, hooks), partial: hooks.signal.aborted };
        },
        criteria: async (ask, hooks) => {
          both.open();
          while (!hooks.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
          const records = await rightCriteria(ask, hooks);
          return records.map((one) => ({ ...one, outcome: "not-tested" }));
        },
      },
      {},
      { workers: 2, signal: interrupted.signal },
    );
    expect(result).toMatchObject({ partial: true, finding: { verdict: "undecided" } });
    expect(result.operation?.partial).toBe(true);
    expect(result.criteria.length).toBeGreaterThan(0);
    expect(result.incidents).toEqual([]);
    expect(result.pathways).toEqual([]);
  });

  test.each(["operation", "criteria"] as const)(
    "the error of %s is told as it is, when the other parts have ended",
    async (broken) => {
      const ended: string[] = [];
      const untilTold = async (name: string, { signal }: RunHooks) => {
        while (!signal.aborted) await new Promise((resolve) => setImmediate(resolve));
        ended.push(name);
      };
      const fault = new Error("a fault of the program");
      const run = fakeRun(
        {
          operation: async (service, hooks) => {
            if (broken === "operation") throw fault;
            await untilTold("operation", hooks);
            return operationOf(service, hooks);
          },
          criteria: async (ask, hooks) => {
            if (broken === "criteria") throw fault;
            await untilTold("criteria", hooks);
            return rightCriteria(ask, hooks);
          },
        },
        {},
        { workers: 2 },
      );
      await expect(run).rejects.toBe(fault);
      expect(ended).toEqual([broken === "operation" ? "criteria" : "operation"]);
    },
  );
});

test("on one thread no part begins before the one before it has ended", async () => {
  const seen: string[] = [];
  await fakeRun(notedParts(seen), {}, { workers: 1 });
  expect(seen).toEqual(["operation begins", "operation ends", ...REST_IN_ORDER]);
});
