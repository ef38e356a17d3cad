import {
  BOARD_EVENTS,
  BOARD_IGNORED,
  boardFigures,
  boardMachine,
  type MachineContext,
  type MachineEvent,
  type MachineState,
  profiledExecutor,
  UPDATE_EVENTS,
  UPDATE_IGNORED,
  updateMachine,
} from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import {
  answeredAndIgnored,
  type ChartSubject,
  unanswered,
  unheard,
  untaken,
  wrongNames,
} from "../../support/firmware-model/chart-checks.ts";
import {
  type Chart,
  type WalkedStep,
  walkThrough,
} from "../../support/firmware-model/machine-walk.ts";
import { PILLY } from "../../support/firmware-model/tray-bench.ts";

/** Once is too often on one device, three times on the other. */
const RESETS_MAX = [1, 3];
const BOOTS: readonly MachineEvent[] = ["power-restored", "watchdog", "brown-out"].flatMap(
  (cause) => [0, 2].map((failed) => ({ type: "device.booted", cause, failed })),
);
const BOARD_WALK: readonly MachineEvent[] = [
  ...BOOTS,
  ...BOARD_EVENTS.filter((type) => !/measured|booted/.test(type)).map((type) => ({ type })),
  ...[1_000, 250, 200, 75, 60, 20, 0].map((permille) => ({ type: "battery.measured", permille })),
  ...[-20, 4, 6, 7, 20, 38, 39, 41].map((celsius) => ({ type: "temperature.measured", celsius })),
];
const UPDATE_WALK: readonly MachineEvent[] = [
  ...UPDATE_EVENTS.filter((type) => type !== "device.booted").map((type) => ({ type })),
  ...[true, false].flatMap((onTrial) =>
    [true, false].flatMap((rolledBack) =>
      [0, 1].map((failed) => ({ type: "device.booted", onTrial, rolledBack, failed })),
    ),
  ),
];

interface Walked {
  readonly subject: ChartSubject<Chart>;
  readonly steps: readonly WalkedStep[];
}

function walkedBoard(): Walked {
  const mechanism = { machine: boardMachine, events: BOARD_EVENTS };
  const starts = RESETS_MAX.map((resetsMax) => {
    const figures = { ...boardFigures(PILLY), resetsMax };
    return startOf(mechanism, { figures, resets: 0 } as unknown as MachineContext);
  });
  const sameAs = ({ value, context }: MachineState) => JSON.stringify([value, context]);
  const steps = walkThrough({ mechanism, starts, events: BOARD_WALK, sameAs });
  return { subject: { mechanism, ignored: BOARD_IGNORED, raised: new Set() }, steps };
}

function walkedUpdate(): Walked {
  const mechanism = { machine: updateMachine, events: UPDATE_EVENTS };
  const starts = [startOf(mechanism, { figures: { stageLimitMs: 60_000, trialMs: 60_000 } })];
  const sameAs = ({ value }: MachineState) => JSON.stringify(value);
  const steps = walkThrough({ mechanism, starts, events: UPDATE_WALK, sameAs });
  return { subject: { mechanism, ignored: UPDATE_IGNORED, raised: new Set() }, steps };
}

function startOf(chart: Chart, context: MachineContext): MachineState {
  return profiledExecutor(chart.machine, chart.events).initial(context).state;
}

const CHARTS = [
  ["board", walkedBoard()],
  ["firmware update", walkedUpdate()],
] as const;

describe.each(CHARTS)("the chart of the %s", (_name, { subject, steps }) => {
  test("answers every event in every state, or leaves it with a reason", () => {
    expect(unanswered(subject)).toEqual([]);
    expect(answeredAndIgnored(subject)).toEqual([]);
    expect(wrongNames(subject)).toEqual([]);
    expect(unheard(subject)).toEqual([]);
  });

  test("has every transition taken on the way through all states", () => {
    expect(untaken(subject, steps)).toEqual([]);
  });
});

describe("the firmware update", () => {
  const [, [, { steps }]] = CHARTS;
  const asked = (action: string) =>
    steps.filter(({ step }) => step.actions.some(({ type }) => type === action));
  const stageOf = ({ value }: MachineState) => (value as { cycle?: string }).cycle;

  test("starts another image from `ready` in a quiet moment only, and behind its record", () => {
    const starts = asked("start image");
    expect(new Set(starts.map(({ from }) => stageOf(from)))).toEqual(new Set(["ready"]));
    expect(new Set(starts.map(({ event }) => event.type))).toEqual(new Set(["moment.quiet"]));
    expect(starts.map(({ step }) => step.actions.map(({ type }) => type))).toContainEqual([
      "record activated",
      "start image",
    ]);
  });

  test("confirms an image at the end of a whole trial only, and behind its record", () => {
    const confirms = asked("keep image");
    expect(new Set(confirms.map(({ from }) => stageOf(from)))).toEqual(new Set(["trial"]));
    expect(confirms.every(({ event }) => event.type.startsWith("xstate.after.trialOver"))).toBe(
      true,
    );
  });
});
