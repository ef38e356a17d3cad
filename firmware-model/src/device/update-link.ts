import { type BootInput, type Command, type DeviceInput, SECOND_MS } from "@dosekit/protocols";
import { type UpdateRequest, updateRequestOf } from "../firmware-update/firmware-update.actions.ts";
import { isOnTrial, updateQuietMs, updateStage } from "../firmware-update/firmware-update.ts";
import type { MachineEvent, MachineStep } from "../machine/executor.ts";
import { hardwareObstacle } from "./board-link.ts";
import { answer } from "./command-answers.ts";
import { adoptStep, firedDelay, UPDATE_CHART } from "./device-chart.ts";
import type { Refusal } from "./rights.ts";
import { arm, disarm, type StepDraft, write } from "./step-draft.ts";

/** Timer at the deadline of an update that has not begun. */
const EXPIRED = "update/expired";
/** Timer of a step without an input, in which a confirmed image is known to be durable. */
const SETTLE = "update/settle";

/** Begins an update: the image is fetched while doses go on. */
export function takeUpdate(draft: StepDraft, command: Command): "later" | Refusal {
  const { commandId, notAfterMs, firmware, digest } = command;
  if (firmware === undefined || digest === undefined) return "unknown-subject";
  if (draft.state.update !== undefined || updateStage(draft.state.firmware) !== "settled")
    return "busy";
  const digestHex = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  draft.state.update = { commandId, notAfterMs, version: firmware, digestHex };
  arm(draft, EXPIRED, "civil", notAfterMs);
  tellUpdate(draft, { type: "update.requested" });
  return "later";
}

/** Tells the update's chart what the board says of an image. */
export function tellUpdateOf(draft: StepDraft, input: DeviceInput): void {
  if (input.type === "image.staged" || input.type === "image.refused") {
    tellUpdate(draft, { type: input.type });
  }
}

/** Tells the update's chart which image the loader started, and how its self-test went. */
export function tellUpdateOfBoot(draft: StepDraft, { report }: BootInput): void {
  const { image, failedParts = [] } = report ?? {};
  tellUpdate(draft, {
    type: "device.booted",
    onTrial: image?.standing === "trial",
    rolledBack: image?.rolledBackFrom !== undefined,
    failed: failedParts.length,
  });
}

/** Tells the update's chart whether the records of the last step are durable. */
export function tellUpdateOfCommit(draft: StepDraft, isDurable: boolean): void {
  const stage = updateStage(draft.state.firmware);
  if (stage !== "confirming" && stage !== "activating") return;
  tellUpdate(draft, { type: isDurable ? "step.durable" : "step.dropped" });
}

/** Tells the update's chart that a delay of it, or its deadline, has come. */
export function fireUpdateTimer(draft: StepDraft, slot: string): void {
  if (slot === EXPIRED) tellUpdate(draft, { type: "update.expired" });
  const step = firedDelay(draft, UPDATE_CHART, slot);
  if (step !== undefined) carryOut(draft, step);
}

/** Starts an image that lies ready in a moment in which no dose is near. */
export function followUpdate(draft: StepDraft): void {
  if (updateStage(draft.state.firmware) === "ready" && isQuiet(draft)) {
    tellUpdate(draft, { type: "moment.quiet" });
  }
}

/** Whether an image starts or runs on trial: no dose is offered or let go meanwhile. */
export function isUpdating({ state }: StepDraft): boolean {
  return isOnTrial(state.firmware);
}

/**
 * No window is open or opens soon, nobody handles the device, nothing moves, and the hardware is
 * sound; without a trusted clock nobody knows.
 */
function isQuiet(draft: StepDraft): boolean {
  const { state, now, model } = draft;
  const { held, waiting, session, selfTest, schedule, journal, clock } = state;
  const isBusy = held !== undefined || waiting.length > 0 || session !== undefined;
  if (isBusy || selfTest !== undefined || journal.failing || !clock.trusted) return false;
  if (hardwareObstacle(draft) !== undefined) return false;
  if (model.mechanism.readiness(state.machine) === "busy") return false;
  const nextMs = schedule.next?.earlyMs ?? Number.POSITIVE_INFINITY;
  return nextMs - (now.civilMs ?? nextMs) >= updateQuietMs(model.profile);
}

function tellUpdate(draft: StepDraft, event: MachineEvent): void {
  carryOut(draft, draft.model.firmware.step(draft.state.firmware, event));
}

function carryOut(draft: StepDraft, step: MachineStep): void {
  adoptStep(draft, UPDATE_CHART, step);
  for (const { type } of step.actions) carryOutOne(draft, updateRequestOf(type));
}

function carryOutOne(draft: StepDraft, request: UpdateRequest): void {
  const { update } = draft.state;
  if (request.type === "record") {
    write(draft, request.kind, update === undefined ? {} : { detail: update.version });
  } else if (request.type === "loader") {
    askLoader(draft, request.ask);
  } else if (update !== undefined) {
    draft.state.update = undefined;
    disarm(draft, EXPIRED);
    answer(draft, update, request.verdict);
  }
}

function askLoader(draft: StepDraft, ask: "stage" | "activate" | "confirm" | "revert"): void {
  const { update } = draft.state;
  if (ask === "stage") {
    if (update === undefined) return;
    const digest = Uint8Array.from(update.digestHex.match(/../g) ?? [], (two) => parseInt(two, 16));
    draft.loader = [...draft.loader, { type: "firmware.stage", version: update.version, digest }];
    return;
  }
  if (ask === "confirm") arm(draft, SETTLE, "uptime", draft.now.uptimeMs + SECOND_MS);
  draft.loader = [...draft.loader, { type: `firmware.${ask}` }];
}
