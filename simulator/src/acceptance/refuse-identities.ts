import { UserError } from "../cli/user-error.ts";
import type { LocatedDocument, ValuePath } from "../fleet/located-document.ts";
import { fieldName } from "../fleet/schema-mistake.ts";
import { findIdentityShape } from "./identity-shape.ts";

/** Deepest nesting that is looked through; no format here comes near it. */
const DEPTH_MAX = 50;

/**
 * Refuses a file that has something shaped like an identity number in it anywhere: in a value, a
 * field's name or a comment, written out or by escapes.
 *
 * @throws {@link UserError} `accept.identity-number` with the line; the number is not repeated
 */
export function refuseIdentities(document: LocatedDocument, text: string): void {
  const path = findInside(document.value, []);
  if (path !== undefined) throw refused(document.file, document.lineOf(path), fieldName(path));
  const at = findIdentityShape(text);
  if (at === undefined) return;
  const line = text.slice(0, at).split("\n").length;
  throw refused(document.file, line, findIdentityFreeName(text, line));
}

function findInside(value: unknown, path: ValuePath): ValuePath | undefined {
  if (path.length > DEPTH_MAX) return path;
  if (typeof value === "string") return findIdentityShape(value) === undefined ? undefined : path;
  if (typeof value !== "object" || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    // The name itself is left out of the message, which would repeat the number.
    if (findIdentityShape(key) !== undefined) return path;
    const found = findInside(inner, [...path, Array.isArray(value) ? Number(key) : key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The field's name at the beginning of a line, where one stands there. */
function findIdentityFreeName(text: string, line: number): string | undefined {
  const name = /^[\s-]*([\p{L}][\p{L}\d-]{0,40})\s*:/u.exec(text.split("\n")[line - 1] ?? "")?.[1];
  return name === undefined || findIdentityShape(name) !== undefined ? undefined : name;
}

function refused(file: string, line: number, field: string | undefined): UserError {
  return new UserError({
    code: "accept.identity-number",
    ...{ file, line, ...(field === undefined || field === "" ? {} : { field }) },
    found: "something with the shape of an identity number (not repeated here)",
    allowed: "no real person; made-up people have 80 added to the month",
    message: "The file may name no person.",
  });
}
