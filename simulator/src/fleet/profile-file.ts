import { type ProductProfile, profileOf, validateProfile } from "@dosekit/firmware-model";
import type { z } from "zod";
import { UserError } from "../cli/user-error.ts";
import { type LocatedDocument, parseLocated, type ValuePath } from "./located-document.ts";
import { isMapping, mergedOver } from "./merged-over.ts";
import { allowedInProfile, PROFILE_SCHEMA } from "./profile-schema.ts";
import { readTextFile } from "./read-text-file.ts";
import { fieldName, quoted, valueAt } from "./schema-mistake.ts";

/** Field of a profile file that names the product from which everything unsaid is taken. */
const LIKE = "like";

/**
 * Reads a product profile that is no part of the program, as a vendor writes it: YAML or JSON, whole
 * or `like` a product that there is, and what differs.
 *
 * @param folder where a relative path starts
 * @param field option or field that names the file
 * @throws {@link UserError} `profile.…` with file, line, field, what was found and what is allowed
 */
export function readProfile(path: string, folder: string, field: string): ProductProfile {
  const document = parseLocated(readTextFile(path, folder, field), path);
  const checked = PROFILE_SCHEMA.safeParse(completed(document));
  if (!checked.success) throw shapeMistake(checked.error, document);
  // The schema is at least as strict as the type, but for names of alerts and commands as keys.
  const profile = checked.data as ProductProfile;
  if (profileOf(profile.product) !== undefined) {
    throw mistake(document, ["product"], {
      found: profile.product,
      allowed: "a name that no product has yet",
    });
  }
  const [problem] = validateProfile(profile);
  if (problem === undefined) return profile;
  throw mistake(document, pathOfField(problem.field), problem);
}

/** Fills in from another product what the file leaves unsaid. */
function completed(document: LocatedDocument): unknown {
  const { value } = document;
  if (!isMapping(value) || !(LIKE in value)) return value;
  const { [LIKE]: like, ...own } = value;
  const base = typeof like === "string" ? profileOf(like) : undefined;
  if (base === undefined) {
    throw mistake(document, [LIKE], { found: quoted(like), allowed: "a product that there is" });
  }
  if (own["product"] === undefined) {
    throw mistake(document, ["product"], { found: "nothing", allowed: "a name of its own" });
  }
  return mergedOver(base, own);
}

function shapeMistake(error: z.ZodError, document: LocatedDocument): UserError {
  const [issue] = error.issues;
  if (issue === undefined) throw new TypeError("the schema refused a profile without a reason");
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
  if (unknown !== undefined) {
    throw mistake(document, [...path, unknown], {
      found: unknown,
      allowed: "the fields that a product profile has",
    });
  }
  return mistake(document, path, {
    found: quoted(valueAt(document.value, path)),
    allowed: allowedInProfile(path),
  });
}

function mistake(
  document: LocatedDocument,
  path: ValuePath,
  { found, allowed }: { readonly found: string; readonly allowed: string },
): UserError {
  return new UserError({
    code: "profile.bad-value",
    ...{ file: document.file, line: document.lineOf(path), field: fieldName(path) },
    ...{ found, allowed },
    message: "The product profile is refused.",
  });
}

/** A field as the profile's rules name it: `alertPoints.0.permille`, `unreachableAlerts.1.9`. */
function pathOfField(field: string): ValuePath {
  const [, part, code] = /^(unreachable[A-Za-z]+)\.(.+)$/.exec(field) ?? [];
  if (part !== undefined && code !== undefined) return [part, code];
  return field.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
