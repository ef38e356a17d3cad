import { UserError } from "../cli/user-error.ts";
import type { SaidAt } from "./faults-section.ts";

/** Says that a field has a value that it can't have. */
export function badFault(place: SaidAt, found: string, allowed: string): UserError {
  const message = "A field has a value that it can't have.";
  return new UserError({ code: "fleet.bad-value", ...place, found, allowed, message });
}

/** Something that was said at a place. */
export interface Said {
  readonly place: SaidAt;
  /** What was said there, with its field: `until 06:00`. */
  readonly words: string;
}

/**
 * Says that two things in a file can't both hold, and names both lines.
 *
 * @param why one sentence without its full stop
 * @param allowed what to write instead
 */
export function contradiction(
  said: readonly [Said, Said],
  why: string,
  allowed: string,
): UserError {
  const [first, second] = inOrder(said);
  return new UserError({
    code: "faults.contradiction",
    ...second.place,
    found: `${first.words} and ${second.words}`,
    allowed,
    message: `${linesOf(first.place, second.place)}: ${why}.`,
  });
}

/** As they stand in the file. */
function inOrder([one, other]: readonly [Said, Said]): readonly [Said, Said] {
  return (one.place.line ?? 0) <= (other.place.line ?? 0) ? [one, other] : [other, one];
}

function linesOf(first: SaidAt, second: SaidAt): string {
  const [one, other] = [nameOf(first), nameOf(second)];
  if (one === other) return `${capital(one)} contradicts itself`;
  const isOneFile = first.file === second.file && first.line !== undefined;
  return isOneFile && second.line !== undefined
    ? `Lines ${first.line} and ${second.line} contradict each other`
    : `${capital(one)} and ${other} contradict each other`;
}

function nameOf({ file, line, field }: SaidAt): string {
  if (line === undefined) return field ?? "the command";
  return file === undefined ? `line ${line}` : `line ${line} of ${file}`;
}

function capital(text: string): string {
  return text.startsWith("line") ? `L${text.slice(1)}` : text;
}
