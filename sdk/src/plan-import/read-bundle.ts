import { type FhirNode, fieldOf, listIn, nodeOf } from "./fhir-node.ts";
import { type ProblemList, shown } from "./import-problem.ts";
import { type RequestReading, readRequest } from "./read-request.ts";

const BUNDLE_TYPES = ["collection", "searchset"];
/** Resources that requests refer to; they say nothing about when a dose is due. */
const COMPANIONS = new Set([
  ...["Patient", "Medication", "Practitioner", "PractitionerRole", "Organization"],
  ...["Encounter", "Condition", "Device"],
]);
const ENTRIES_MAX = 50_000;
const LINKS_MAX = 16;

/** Reads all requests of a bundle; an empty list may also mean that everything was refused. */
export function readBundle(value: unknown, problems: ProblemList): readonly RequestReading[] {
  const bundle = nodeOf(value, "Bundle", problems);
  if (bundle === undefined || !isWholeBundle(bundle, problems)) return [];
  const entries = listIn(bundle, "entry", { min: 0, max: ENTRIES_MAX }, problems) ?? [];
  const seenIds = new Set<string>();
  return entries.flatMap((entry, index) => {
    const node = nodeOf(entry, `Bundle.entry[${index}]`, problems);
    const path = `Bundle.entry[${index}].resource`;
    const resource = node && nodeOf(fieldOf(node, "resource"), path, problems);
    if (resource === undefined || !isRequest(resource, problems)) return [];
    if (!isFirst(resource, seenIds, problems)) return [];
    const request = readRequest(resource, problems);
    return request === undefined ? [] : [request];
  });
}

function isWholeBundle(bundle: FhirNode, problems: ProblemList): boolean {
  const [resourceType, type] = [fieldOf(bundle, "resourceType"), fieldOf(bundle, "type")];
  if (resourceType !== "Bundle") {
    problems.add({
      code: "wrong-shape",
      path: "Bundle.resourceType",
      found: shown(resourceType),
      allowed: "Bundle",
      reason: "Plans come in as a FHIR R4 Bundle of MedicationRequest.",
    });
    return false;
  }
  if (typeof type !== "string" || !BUNDLE_TYPES.includes(type)) {
    problems.add({
      code: "unsupported",
      path: "Bundle.type",
      found: shown(type),
      allowed: BUNDLE_TYPES.join(" or "),
      reason: "Other bundles hold changes, history or messages instead of what is in force.",
    });
    return false;
  }
  return isLastPage(bundle, problems);
}

/** A page of a longer answer would plan only some of the medicines. */
function isLastPage(bundle: FhirNode, problems: ProblemList): boolean {
  const links = listIn(bundle, "link", { min: 0, max: LINKS_MAX }, problems);
  if (links === undefined) return false;
  return links.every((link, index) => {
    const node = nodeOf(link, `Bundle.link[${index}]`, problems);
    if (node === undefined) return false;
    if (fieldOf(node, "relation") !== "next") return true;
    problems.add({
      code: "unsupported",
      path: `Bundle.link[${index}].relation`,
      found: "next",
      allowed: "a bundle with all its pages in one",
      reason: "Further requests are on the next page; a part of them is no plan.",
    });
    return false;
  });
}

function isRequest(resource: FhirNode, problems: ProblemList): boolean {
  const type = fieldOf(resource, "resourceType");
  if (type === "MedicationRequest") return true;
  if (typeof type === "string" && COMPANIONS.has(type)) return false;
  problems.add({
    code: "unsupported",
    path: `${resource.path}.resourceType`,
    found: shown(type),
    allowed: "MedicationRequest, or a resource that requests refer to",
    reason: "Only requests plan doses; another kind of medication resource could be overlooked.",
  });
  return false;
}

function isFirst(resource: FhirNode, seenIds: Set<string>, problems: ProblemList): boolean {
  const id = fieldOf(resource, "id");
  if (typeof id !== "string") return true;
  if (!seenIds.has(id)) {
    seenIds.add(id);
    return true;
  }
  problems.add({
    code: "wrong-shape",
    path: `${resource.path}.id`,
    found: "the id of an earlier entry",
    allowed: "an id of its own",
    reason: "The same request is in the bundle twice, and which one is in force is not said.",
  });
  return false;
}
