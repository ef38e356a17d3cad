import { type ProblemList, shown } from "./import-problem.ts";

/** A JSON object in a bundle and where it is. Nothing about its fields is known yet. */
export interface FhirNode {
  readonly path: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Takes a value as an object, or tells that it is none. */
export function nodeOf(value: unknown, path: string, problems: ProblemList): FhirNode | undefined {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return { path, fields: value as Readonly<Record<string, unknown>> };
  }
  return problems.add({
    code: "wrong-shape",
    path,
    found: shown(value),
    allowed: "an object",
    reason: "FHIR has an object in this place.",
  });
}

/** Takes an own field; what a prototype holds is no field. */
export function fieldOf(node: FhirNode, name: string): unknown {
  return Object.hasOwn(node.fields, name) ? node.fields[name] : undefined;
}

/** Takes a field as a list of `min` to `max` items; an absent one is an empty list. */
export function listIn(
  node: FhirNode,
  name: string,
  size: { readonly min: number; readonly max: number },
  problems: ProblemList,
): readonly unknown[] | undefined {
  const value = fieldOf(node, name) ?? [];
  const path = `${node.path}.${name}`;
  const isList = Array.isArray(value);
  if (isList && value.length >= size.min && value.length <= size.max) return value;
  return problems.add({
    code: isList && value.length > size.max ? "too-large" : "wrong-shape",
    path,
    found: shown(value),
    allowed: `a list of ${size.min} to ${size.max}`,
    reason: isList ? "The list is too short or too long." : "FHIR has a list in this place.",
  });
}

/** Tells every field that is not among those that are understood or safely left alone. */
export function refuseOtherFields(
  node: FhirNode,
  known: ReadonlySet<string>,
  problems: ProblemList,
): boolean {
  const others = Object.keys(node.fields).filter((name) => !known.has(name));
  for (const name of others) {
    problems.add({
      code: "unsupported",
      path: `${node.path}.${shown(name)}`,
      found: "present",
      allowed: "absent",
      reason: "The field may change when a dose is due, and this import does not honour it.",
    });
  }
  return others.length === 0;
}
