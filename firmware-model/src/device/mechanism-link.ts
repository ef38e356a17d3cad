import type { MachineEvent, MachineStep } from "../machine/executor.ts";
import type { MechanismRequest, OptionalEvent } from "../mechanism/mechanism.ts";
import { followCondition } from "./alerts.ts";
import { tellBoardOfTest } from "./board-link.ts";
import { answerSelfTest } from "./command-answers.ts";
import { adoptStep, firedDelay, MECHANISM_CHART } from "./device-chart.ts";
import { takeFact } from "./dose-facts.ts";
import { DISPENSING_MODES } from "./rights.ts";
import { type StepDraft, write } from "./step-draft.ts";
import { showSignal } from "./user-display.ts";

/** Limit that every movement and every reading of a mechanism runs against. */
const MOTION_LIMIT = "motionLimit";

/**
 * Tells the mechanism's machine events, one after the other, and carries out what it asks for.
 *
 * @returns false when the machine had no answer to the first
 */
export function tellMechanism(draft: StepDraft, ...events: MachineEvent[]): boolean {
  let isFirstHandled: boolean | undefined;
  // What is said in answer stands behind what is told already; the list is this call's own.
  for (const event of events) {
    const step = draft.model.machine.step(draft.state.machine, event);
    isFirstHandled ??= step.handled;
    takeOver(draft, step, events);
  }
  return isFirstHandled ?? false;
}

/** Tells the mechanism one of the events that not every mechanism has an answer to. */
export function tellIfHeard(
  draft: StepDraft,
  event: MachineEvent & { readonly type: OptionalEvent },
): void {
  if (draft.model.mechanism.events.includes(event.type)) tellMechanism(draft, event);
}

/** Tells the mechanism when a temporary stop ended in this step and doses are offered again. */
export function tellResumed(draft: StepDraft): void {
  const wasStopped = draft.before.service.mode === "temporary-stop";
  const goesOn = DISPENSING_MODES.includes(draft.state.service.mode);
  if (wasStopped && goesOn) tellIfHeard(draft, { type: "service.resumed" });
}

/** Tells whether something in the mechanism moves or is read; it ends by its limit at the latest. */
export function isMoving({ state }: StepDraft): boolean {
  return state.timers.some(
    ({ slot }) => slot.startsWith(MECHANISM_CHART.prefix) && slot.includes(MOTION_LIMIT),
  );
}

/** Tells the machine that one of its delays ran out; timers that are not its own mean nothing. */
export function fireMechanismTimer(draft: StepDraft, slot: string): void {
  const step = firedDelay(draft, MECHANISM_CHART, slot);
  if (step === undefined) return;
  const answers: MachineEvent[] = [];
  takeOver(draft, step, answers);
  if (answers.length > 0) tellMechanism(draft, ...answers);
}

/**
 * Takes over what one event did.
 *
 * @param answers gets what the device says to it, which is told after all of it
 */
function takeOver(draft: StepDraft, step: MachineStep, answers: MachineEvent[]): void {
  adoptStep(draft, MECHANISM_CHART, step);
  const { mechanism } = draft.model;
  const { context } = step.state;
  for (const { type } of step.actions) {
    for (const answer of carryOut(draft, mechanism.requestOf(type, context))) answers.push(answer);
  }
}

function carryOut(draft: StepDraft, request: MechanismRequest): readonly MachineEvent[] {
  switch (request.type) {
    case "dose":
      return takeFact(draft, request.fact);
    case "motion": {
      const { motion, slot } = request;
      const type = "motion.start" as const;
      const start = slot === undefined ? { type, motion } : { type, motion, slot };
      draft.motions = [...draft.motions, start];
      break;
    }
    case "signal":
      showSignal(draft, request.alarm ? { ...request.signal, alarm: true } : request.signal);
      break;
    case "alert":
      followCondition(draft, request.code, request.cause, request.active);
      break;
    case "record": {
      const { kind, slot } = request;
      write(draft, kind, slot === undefined ? {} : { slot });
      break;
    }
    case "ask-early":
      draft.asksEarly = true;
      break;
    case "self-test":
      answerSelfTest(draft, request.passed);
      if (request.passed) tellBoardOfTest(draft);
      break;
  }
  return NO_ANSWERS;
}

const NO_ANSWERS: readonly MachineEvent[] = [];
