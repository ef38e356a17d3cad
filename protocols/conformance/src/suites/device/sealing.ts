import { Command, encodeMessage, Reply } from "@dosekit/protocols";
import type { Kit } from "../../scenario/kit.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { SealChange } from "../../security/kit-seals.ts";
import { birth } from "./speaking.ts";

/** Id of the command that a scenario is about. */
export const ID = "the-sealed-command";

/** A command that any device knows and that moves nothing. */
export function commandBytes(kit: Kit, commandId = ID): Uint8Array {
  const civilMs = kit.nowInstant();
  const about = { commandId, verb: "sync-time", actor: "gateway" } as const;
  return encodeMessage(Command, { ...about, notAfterMs: kit.laterMs(), civilMs });
}

/** The answer to a command, with a result or with any. */
export function answered(commandId = ID, result?: Reply["result"]): Pattern {
  const text = `${commandId} is ${result ?? "answered"}`;
  return message(Reply, text, (reply) => {
    return reply.commandId === commandId && (result === undefined || reply.result === result);
  });
}

/** The answer that a command is refused for a reason. */
export function refused(commandId: string, refusal: Reply["refusal"]): Pattern {
  return message(Reply, `${commandId} is refused as ${refusal}`, (reply) => {
    return reply.commandId === commandId && reply.refusal === refusal;
  });
}

/** The host gives the command under some seal. */
export function gives(s: Stage, text: string, change: SealChange = {}, commandId = ID): void {
  s.drive.host.bytes(text, "cmd", (_trace, kit) =>
    kit.seal("cmd", commandBytes(kit, commandId), change),
  );
}

/** The device loses its power and is back. */
export function restarts(s: Stage): void {
  s.drive.dut("power-cut");
  s.drive.dut("power-on");
  s.check.within(birth, "connectMs");
}
