import type { CommandId, Reply } from "@dosekit/protocols";
import type { SdkFault } from "../../errors.ts";

/** What was wrong with what a command was given by. */
export interface ArgumentProblem {
  /** Such as `doses`, or `plan.entries[2].minuteOfDay`. */
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
}

/** The record of the device's journal that tells of a command. */
export interface RecordPlace {
  readonly epoch: number;
  readonly seq: number;
}

/** Why a device refused; see the table of refusals in `REFUSAL_TEXTS`. */
export type RefusalReason = NonNullable<Reply["refusal"]>;

/**
 * How a command ended.
 *
 * `expired` and `cancelled` say nothing about the device where `wasSent` is true: what was sent may
 * be carried out until the command's deadline, and the device's `command.handled` record tells.
 * Where it is false the device never had it.
 */
export type CommandResult =
  | {
      readonly kind: "done";
      readonly commandId: CommandId;
      readonly record: RecordPlace | undefined;
    }
  | {
      readonly kind: "refused";
      readonly commandId: CommandId;
      /** `undefined` from a device that does not say. */
      readonly reason: RefusalReason | undefined;
      readonly record: RecordPlace | undefined;
    }
  | {
      readonly kind: "expired" | "cancelled";
      readonly commandId: CommandId;
      readonly wasSent: boolean;
    }
  | { readonly kind: "invalid"; readonly problem: ArgumentProblem }
  /** The gateway could not begin it; nothing was sent. */
  | { readonly kind: "failed"; readonly commandId: CommandId; readonly fault: SdkFault };

/** Makes a result of a device's answer. */
export function resultOfReply(reply: Reply): CommandResult {
  const { commandId, result, refusal, epoch, seq } = reply;
  const record = epoch === undefined || seq === undefined ? undefined : { epoch, seq };
  return result === "done"
    ? { kind: "done", commandId, record }
    : { kind: "refused", commandId, reason: refusal, record };
}

/** Makes a result of an end without an answer. */
export function resultOfFault(
  commandId: CommandId,
  fault: SdkFault,
  wasSent: boolean,
): CommandResult {
  if (fault.code === "command-expired") return { kind: "expired", commandId, wasSent };
  if (fault.code === "command-cancelled") return { kind: "cancelled", commandId, wasSent };
  return { kind: "failed", commandId, fault };
}
