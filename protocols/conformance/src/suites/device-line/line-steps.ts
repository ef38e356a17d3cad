import {
  Command,
  cutSegment,
  DeviceState,
  decodeIntroduction,
  decodeLinkCounters,
  decodeLinkError,
  encodeMessage,
  type Introduction,
  type LinkCounterName,
  type LinkErrorName,
  Reply,
} from "@dosekit/protocols";
import { WELL_BEHAVED_LINE } from "../../line/line-behaviour.ts";
import type { Judge } from "../../scenario/judgement.ts";
import type { Kit } from "../../scenario/kit.ts";
import type { Observation } from "../../scenario/observation.ts";
import { frame, message, type Pattern } from "../../scenario/pattern.ts";
import type { Stage } from "../../scenario/stage.ts";
import type { Trace } from "../../scenario/trace.ts";

/** A positive scenario for a device on a line with two ends. */
export const ABOUT = {
  profile: "SERIAL",
  kind: "positive",
  role: "device",
  line: "two-ends",
} as const;
/** A negative one. */
export const AGAINST = { ...ABOUT, kind: "negative" } as const;

/** The bytes of a command to set the clock to what it is: it moves nothing. */
export function commandBytes(kit: Kit, commandId: string): Uint8Array {
  kit.names(`command ${commandId}`);
  return encodeMessage(Command, {
    commandId,
    verb: "sync-time",
    notAfterMs: kit.laterMs(),
    civilMs: kit.nowInstant(),
    actor: "gateway",
  });
}

/** The same command as the payload of one DATA frame. */
export function commandSegment(kit: Kit, commandId: string): Uint8Array {
  return cutSegment({ channel: "cmd", payload: commandBytes(kit, commandId) }, 0, 512).bytes;
}

/** Sends a command as the next DATA frame. */
export function gives(s: Stage, commandId: string): void {
  s.drive.line.does(`the command ${commandId} is sent`, (line, kit) =>
    line.sendData(commandSegment(kit, commandId)),
  );
}

/** The answer to a command. */
export function replied(id: string): Pattern {
  return message(Reply, `it answers the command ${id}`, ({ commandId }) => commandId === id);
}

/** An ERR of the peer. */
export function err(error: LinkErrorName): Pattern {
  return frame(`ERR ${error}`, ({ type, payload }) => {
    return type === "ERR" && decodeLinkError(payload) === error;
  });
}

/** A frame of a type. */
export function ofType(...types: readonly string[]): Pattern {
  return frame(types.join(" or "), ({ type }) => types.includes(type));
}

/** What the kit introduced itself as in its newest frame of a type. */
function lastSent(trace: Trace, type: "RST" | "RSTACK"): Introduction | undefined {
  const found = trace.observations.findLast(
    (seen) => seen.type === "sent" && seen.entry.frame?.type === type,
  );
  return found?.type === "sent" && found.entry.frame !== undefined
    ? introducedBy(found.entry.frame.payload)
    : undefined;
}

/** What a payload says of its sender. */
export function introducedBy(payload: Uint8Array): Introduction | undefined {
  const read = decodeIntroduction(payload);
  return read.ok ? read.introduction : undefined;
}

/** An RSTACK that repeats boot and handshake of the newest RST. */
export const REPEATS_RESET: Pattern = {
  text: "RSTACK that repeats boot and handshake of the RST",
  matches: (seen, trace) => {
    if (seen.type !== "frame" || seen.frame.type !== "RSTACK") return false;
    const own = introducedBy(seen.frame.payload);
    const reset = lastSent(trace, "RST");
    return own?.answeredBootId === reset?.bootId && own?.handshake === reset?.handshake;
  },
};

/** A judge that looks at all frames of a span once time is over. */
export function counted(
  pattern: Pattern,
  fits: (count: number, seen: readonly Observation[], trace: Trace) => boolean,
): Judge {
  return (trace, { from, over }) => {
    if (!over) return undefined;
    const found = trace.since(from).filter((seen) => pattern.matches(seen, trace));
    const verdict = fits(found.length, found, trace) ? "pass" : "fail";
    const gaps = found.slice(1).map((seen, index) => {
      return Math.round(trace.linkMsBetween(found[index] ?? seen, seen));
    });
    const seen = `${found.length} of: ${pattern.text}, ${gaps.join(", ")} ms of the link apart`;
    return { verdict, seen, restsOnSilence: true };
  };
}

/** A counter of the newest answer to a COUNT. */
export function counterOf(trace: Trace, name: LinkCounterName): number | undefined {
  const found = trace.frames().findLast(({ frame: { type, payload } }) => {
    return type === "COUNT" && payload.length > 0;
  });
  return found === undefined ? undefined : decodeLinkCounters(found.frame.payload)[name];
}

/** An answer to COUNT in which a counter is at least so great. */
export function counting(name: LinkCounterName, least = 1): Pattern {
  return frame(`COUNT with ${name} of ${least} or more`, ({ type, payload }) => {
    return type === "COUNT" && (decodeLinkCounters(payload)[name] ?? 0) >= least;
  });
}

/** A device says that it is there. */
export const ONLINE = message(DeviceState, "it says online", ({ status }) => status === "online");

/** A new handshake leads to contact, and the kit keeps the rules again. */
export function backInContact(s: Stage): void {
  s.drive.line.behaves("the kit keeps the rules", WELL_BEHAVED_LINE);
  s.drive.line.resets();
  s.check.within(ONLINE, "connectMs");
}
