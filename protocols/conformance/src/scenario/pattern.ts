import type { Fields, Frame, InferFields, MessageDefinition } from "@dosekit/protocols";
import type { Delivery, FrameSeen, Observation, Publication } from "./observation.ts";
import type { Trace } from "./trace.ts";

/** Something that can be recognised among the observations. */
export interface Pattern {
  /** What it is, for the report. */
  readonly text: string;
  readonly matches: (seen: Observation, trace: Trace) => boolean;
}

/** A condition on a message; the trace lends what was bound earlier. */
export type Where<T> = (message: T, trace: Trace, publication: Delivery) => boolean;

/** A message of one kind that fulfils a condition. */
export function message<F extends Fields>(
  definition: MessageDefinition<F>,
  text: string,
  where: Where<InferFields<F>> = () => true,
): Pattern {
  return {
    text,
    matches: (seen, trace) =>
      (seen.type === "publication" || seen.type === "line-message") &&
      seen.decoded?.definition.id === definition.id &&
      // The decoder has read it by this definition, which is what gives it its type.
      where(seen.decoded.message as InferFields<F>, trace, seen),
  };
}

/** Any publication that fulfils a condition. */
export function publication(text: string, where: (seen: Publication) => boolean): Pattern {
  return { text, matches: (seen) => seen.type === "publication" && where(seen) };
}

/** A frame of the peer on a serial line. */
export function frame(
  text: string,
  where: (frame: Frame, seen: FrameSeen) => boolean = () => true,
): Pattern {
  return { text, matches: (seen) => seen.type === "frame" && where(seen.frame, seen) };
}

/** A new connection of the peer. */
export const CONNECTS: Pattern = {
  text: "it connects",
  matches: ({ type }) => type === "connect",
};

/** A subscription of the peer. */
export const SUBSCRIBES: Pattern = {
  text: "it subscribes",
  matches: ({ type }) => type === "subscribe",
};
