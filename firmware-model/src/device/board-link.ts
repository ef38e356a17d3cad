import type { BootInput, DeviceInput } from "@dosekit/protocols";
import { boardRequestOf } from "../board/board.actions.ts";
import { boardEventOf, boardObstacle } from "../board/board.ts";
import type { MachineEvent, MachineStep } from "../machine/executor.ts";
import { followCondition } from "./alerts.ts";
import { adoptStep, BOARD_CHART, firedDelay } from "./device-chart.ts";
import { type StepDraft, write } from "./step-draft.ts";

/** Tells the board's chart of an input; most mean nothing to it. */
export function tellBoard(draft: StepDraft, input: DeviceInput): void {
  const event = boardEventOf(input);
  if (event !== undefined) stepBoard(draft, event);
}

/**
 * Tells the board's chart why the device started and what its power-on self-test found. Parts that
 * failed are written down by name.
 */
export function tellBoardOfBoot(draft: StepDraft, { cause, report }: BootInput): void {
  const failedParts = report?.failedParts ?? [];
  if (failedParts.length > 0) {
    write(draft, "device.self-tested", { detail: `failed: ${failedParts.join(", ")}` });
  }
  stepBoard(draft, { type: "device.booted", cause, failed: failedParts.length });
}

/** A self-test that somebody asked for found nothing wrong. */
export function tellBoardOfTest(draft: StepDraft): void {
  stepBoard(draft, { type: "self-test.passed" });
}

/** Tells the board's chart that one of its delays ran out; other timers mean nothing. */
export function fireBoardTimer(draft: StepDraft, slot: string): void {
  const step = firedDelay(draft, BOARD_CHART, slot);
  if (step !== undefined) carryOut(draft, step);
}

/** What of the hardware stands in the way of every dose; `undefined` when nothing does. */
export function hardwareObstacle({ state, model }: StepDraft) {
  if (state.doubt?.isStockUnknown === true) return "device-fault";
  return boardObstacle(state.board, model.profile);
}

function stepBoard(draft: StepDraft, event: MachineEvent): void {
  carryOut(draft, draft.model.board.step(draft.state.board, event));
}

function carryOut(draft: StepDraft, step: MachineStep): void {
  adoptStep(draft, BOARD_CHART, step);
  for (const { type } of step.actions) {
    const request = boardRequestOf(type);
    if (request.type === "record") {
      const { kind, detail } = request;
      write(draft, kind, detail === undefined ? {} : { detail });
    } else followCondition(draft, request.code, request.cause, request.active);
  }
}
