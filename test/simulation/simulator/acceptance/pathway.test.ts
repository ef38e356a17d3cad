import { fileURLToPath } from "node:url";
import type { Checkpoint, CommandVerb, JournalRecord } from "@dosekit/protocols";
import {
  type HomeSpoilers,
  type PathwayResult,
  type PathwayStepName,
  runPathway,
  type ServiceFile,
  type StandIns,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { asking } from "../../../support/replay/planted-defects.ts";
import { incidentService, quietHooks } from "../../../support/simulator/incident-service.ts";

const SUBJECTS = [
  { story: "tone", product: "evondos-e300" },
  { story: "roar", product: "medido" },
  { story: "hans", product: "evondos-mini" },
  { story: "peder", product: "pilly-sms" },
] as const;
const SERVICE: ServiceFile = incidentService({
  stories: SUBJECTS.map(
    ({ story, product }) => `{ story: ${story}, product: ${product}, devices: 1 }`,
  ),
});
/** The same with few doses, for what goes wrong whatever the plan is. */
const FEW_DOSES: ServiceFile = incidentService({
  stories: [
    "{ story: tone, product: evondos-e300, devices: 1, plans: [{ file: plans/one-morning-dose.json }] }",
  ],
});
const FOLDER = fileURLToPath(new URL("../../../../simulator/examples", import.meta.url));
const MANUAL = ["mapping", "training", "evaluation"];
const DONE = { outcome: "passed", saw: { nb: "Gjort.", en: "Done." } } as const;

function walk(
  subject: (typeof SUBJECTS)[number],
  standIns?: StandIns,
  filled = (_step: PathwayStepName): typeof DONE | undefined => DONE,
): Promise<PathwayResult> {
  const service = standIns === undefined ? SERVICE : FEW_DOSES;
  return runPathway(service, subject, quietHooks({ folder: FOLDER }), filled, standIns);
}

function withOutcome({ steps }: PathwayResult, outcome: string): readonly string[] {
  return steps.filter((one) => one.outcome === outcome).map(({ step }) => step);
}

/** A service in which nobody ever asks the device for this. */
function never(verb: CommandVerb, mode?: string): StandIns {
  return {
    change: (spec) => ({
      ...spec,
      orders: (spec.orders ?? []).filter(
        ({ wish }) => wish.verb !== verb || (mode !== undefined && wish.mode !== mode),
      ),
    }),
  };
}

describe.each(SUBJECTS)("the way of one user of $story with $product", (subject) => {
  test("goes from mapping to reset, where people told that they did their part", async () => {
    const result = await walk(subject);
    expect(withOutcome(result, "failed")).toEqual([]);
    expect(result).toMatchObject({ ...subject, outcome: "passed", deviations: [], partial: false });
    expect(result.timeline.length).toBeGreaterThan(10);
    for (const { saw, actors } of result.steps) {
      expect(`${saw.nb} ${saw.en}`).not.toMatch(/NaN|undefined|Infinity/);
      expect(actors.length).toBeGreaterThan(0);
    }
  });
});

describe("the way of one user", () => {
  const [tone] = SUBJECTS;

  test("is not tested where nobody told of what people see to", async () => {
    const result = await walk(tone, undefined, () => undefined);
    expect(withOutcome(result, "not-tested")).toEqual(MANUAL);
    expect(result.outcome).toBe("not-tested");
  });

  test.each([
    ["two-week-test", never("set-mode", "training")],
    ["institution-stay", never("pause")],
    ["holiday-municipality", never("release-travel")],
    ["collection", never("set-mode", "ended")],
    ["reset", never("reset")],
  ] as const)(
    "fails at %s where a service leaves out what belongs to it",
    async (step, standIns) => {
      const result = await walk(tone, standIns);
      expect(withOutcome(result, "failed")).toContain(step);
      const deviation = result.deviations.find(({ id }) => id.endsWith(`/${step}`));
      expect(deviation).toMatchObject({ source: "pathway", products: ["evondos-e300"] });
    },
  );

  test("fails where the device keeps what it knew of its user", async () => {
    const spoil = asking((effect) => (effect.type === "storage.erase" ? [] : [effect]));
    const result = await walk(tone, { spoil });
    expect(withOutcome(result, "failed")).toEqual(["reset"]);
  });

  test("fails where the device starts anew from what it knew of its user", async () => {
    let kept: Checkpoint | undefined;
    const spoil: HomeSpoilers = {
      logic: (logic) => ({
        boot: (checkpoint, input, now) =>
          logic.boot(input.cause === "command" ? kept : checkpoint, input, now),
        step: (state, input, now) => {
          const [next, effects] = logic.step(state, input, now);
          if (effects.some(({ type }) => type === "storage.erase")) kept = logic.checkpoint(state);
          return [next, effects];
        },
        checkpoint: (state) => logic.checkpoint(state),
        timers: (state) => logic.timers(state),
      }),
    };
    expect(withOutcome(await walk(tone, { spoil }), "failed")).toContain("reset");
  });

  test("fails where something that the device wrote was not fetched before its reset", async () => {
    const commits = (record: JournalRecord) => (record.kind === "lid.closed" ? [] : [record]);
    const result = await walk(tone, { spoil: { commits } });
    expect(withOutcome(result, "failed")).toContain("reset");
    expect(result.steps.at(-1)?.saw.nb).not.toContain(" 0 av dem ikke hentet ut");
  });

  test("fails in daily use where the dispenser stands still", async () => {
    const result = await walk(tone, {
      change: (spec) => ({
        ...spec,
        faults: {
          preset: "none",
          planned: [
            {
              fault: {
                ...{ kind: "power-cut", fromMs: spec.startMs + 16 * 86_400_000 },
                durationMs: 2 * 86_400_000,
              },
              target: { all: true },
            },
          ],
        },
      }),
    });
    expect(withOutcome(result, "failed")).toContain("daily-use");
  });
});
