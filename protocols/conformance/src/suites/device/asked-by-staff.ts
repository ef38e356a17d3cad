import { type Command, Reply } from "@dosekit/protocols";
import type { Bound } from "../../scenario/drive-parts.ts";
import { message, type Pattern } from "../../scenario/pattern.ts";
import { neverMs } from "./day.ts";

const ID = "asked-for-by-staff";

/** Staff give a command; whether it is waited for is said by who gives it. */
export function byStaff(
  wish: Bound<Partial<Command> & Pick<Command, "verb">>,
  id = ID,
): Bound<Command> {
  return (trace, kit) => {
    return { commandId: id, actor: "staff", notAfterMs: neverMs(kit), ...wish(trace, kit) };
  };
}

function answered(text: string, fits: (reply: Reply) => boolean): Pattern {
  return message(Reply, text, (reply) => reply.commandId === ID && fits(reply));
}

/** What staff asked for is refused, and why. */
export function refused(refusal: NonNullable<Reply["refusal"]>): Pattern {
  return answered(`it is refused as ${refusal}`, (reply) => reply.refusal === refusal);
}

/** What staff asked for is done. */
export const done = answered("it is done", ({ result }) => result === "done");
