import { isDeepStrictEqual } from "node:util";
import { lintMachine, statesOf } from "@dosekit/firmware-model";
import { markdownTable } from "@dosekit/protocols";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";
import {
  answeredAndIgnored,
  unanswered,
  unheard,
  wrongNames,
} from "../../support/firmware-model/chart-checks.ts";
import {
  type ExplorationFigures,
  explore,
  figuresOf,
} from "../../support/firmware-model/exploration.ts";
import { EXPLORATIONS } from "../../support/firmware-model/explorations.ts";
import type { WalkedStep } from "../../support/firmware-model/machine-walk.ts";
import { saidByExecutor, saidByXState } from "../../support/firmware-model/step-agreement.ts";

const LONG = process.env["DOSEKIT_LONG"] === "1";
const COMPARED = 600;
const LONG_MS = 600_000;
const PAGE = "firmware-model/README.md";
const FIGURES = new Map<string, ExplorationFigures>();

describe.each(EXPLORATIONS)("the chart of the $name, walked through whole", (exploration) => {
  const { mechanism, name } = exploration;
  let walked: readonly WalkedStep[] = [];
  beforeAll(() => {
    walked = explore(exploration);
    FIGURES.set(name, figuresOf(exploration, walked));
  }, LONG_MS);
  afterAll(() => {
    walked = [];
  });

  test("keeps to the restricted profile", () => {
    expect(lintMachine(mechanism.machine, { events: mechanism.events })).toEqual([]);
  });

  test("answers every event in every state, or leaves it with a reason", () => {
    expect(unanswered(exploration)).toEqual([]);
    expect(answeredAndIgnored(exploration)).toEqual([]);
    expect(wrongNames(exploration)).toEqual([]);
    expect(unheard(exploration)).toEqual(Object.keys(exploration.unheardReasons));
  });

  test("tries every event that it doesn't raise itself", () => {
    const tried = new Set(exploration.events.map(({ type }) => type));
    const wanted = mechanism.events.filter((type) => !exploration.raised.has(type));
    expect(wanted.filter((type) => !tried.has(type))).toEqual([]);
  });

  test("takes every transition, raised and eventless ones too", () => {
    expect(FIGURES.get(name)?.left).toEqual([]);
  });

  test(
    "means the same to the executor and to XState's own transition, delays too",
    () => {
      const differing = (one: WalkedStep) =>
        !isDeepStrictEqual(saidByExecutor(one.step), saidByXState(mechanism.machine, one));
      if (LONG) expect(walked.filter(differing)).toEqual([]);
      const drawn = fc.nat(walked.length - 1).map((at) => walked.slice(at, at + 1));
      fc.assert(
        fc.property(drawn, (steps) => {
          expect(steps.filter(differing)).toEqual([]);
        }),
        { numRuns: COMPARED },
      );
    },
    LONG_MS,
  );
});

test("the figures of the walks are those of the page", () => {
  const rows = EXPLORATIONS.map(({ name, mechanism }) => {
    const { visited, tried, edges, declared, taken } = FIGURES.get(name) ?? NOTHING;
    const states = statesOf(mechanism.machine.root).length - 1;
    return [
      ...[`\`${name}\``, states, mechanism.events.length, declared, visited, tried, edges],
      `${taken} (${percent(taken, declared)} %)`,
    ].map(String);
  });
  const head = [
    "chart",
    "states",
    "events",
    "transitions",
    "visited",
    "tried",
    "answered",
    "taken",
  ];
  const page = readCommitted(PAGE);
  expectCommitted(PAGE, withMade(page, "exploration", markdownTable(head, rows)));
});

const NOTHING: ExplorationFigures = {
  ...{ visited: 0, tried: 0, edges: 0, declared: 0, taken: 0, left: [] },
};

function percent(part: number, whole: number): number {
  return Math.floor((100 * part) / whole);
}
