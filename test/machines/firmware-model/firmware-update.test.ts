import type { MachineState } from "@dosekit/firmware-model";
import { describe, expect, test } from "vitest";
import { updateExploration } from "../../support/firmware-model/board-explorations.ts";
import { explore } from "../../support/firmware-model/exploration.ts";

describe("the firmware update", () => {
  const steps = explore(updateExploration());
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
