import { UserError } from "../cli/user-error.ts";
import { parseLocated, type ValuePath } from "../fleet/located-document.ts";
import { fieldName, schemaMistake } from "../fleet/schema-mistake.ts";
import { type EnglishDocument, inEnglish } from "./english-service.ts";
import { refuseIdentities } from "./refuse-identities.ts";
import { serviceAllowed } from "./service-format.ts";
import { SERVICE_SCHEMA, type ServiceFile } from "./service-schema.ts";
import { DEFAULT_RULE, type VerdictRule } from "./verdict.ts";

/**
 * Reads a municipality's acceptance file, YAML or JSON, with Norwegian or English fields. Files that
 * it names are not opened.
 *
 * @throws {@link UserError} with file, line, field as written, what was found and what is allowed
 */
export function readService(text: string, file: string): ServiceFile {
  const written = parseLocated(text, file);
  refuseIdentities(written, text);
  const document = inEnglish(written);
  const checked = SERVICE_SCHEMA.safeParse(document.value);
  if (!checked.success) {
    const { issues } = checked.error;
    // A misspelt field is told before the one that is missing because of it.
    const issue = issues.find(({ code }) => code === "unrecognized_keys") ?? issues[0];
    if (issue === undefined) throw new TypeError("the schema refused a file without a reason");
    throw inFileWords(schemaMistake(issue, document, serviceAllowed()), document);
  }
  refuseContradictions(checked.data, document);
  return checked.data;
}

/** Takes the rule of the verdict from a file; what it leaves unsaid is as by default. */
export function ruleOf({ approval: { openAllowed } }: ServiceFile): VerdictRule {
  const { B = DEFAULT_RULE.B, C = DEFAULT_RULE.C } = openAllowed ?? {};
  return { A: 0, B, C };
}

/** Refuses what is right field by field and can't be so together. */
function refuseContradictions(service: ServiceFile, document: EnglishDocument): void {
  const { stories, rollout, ladders = [], response } = service;
  stories.forEach(({ leasePerMonth, purchasePrice }, at) => {
    if (leasePerMonth === undefined || purchasePrice === undefined) return;
    const path = ["stories", at, "purchasePrice"];
    throw mistake(document, path, "both", "either leasePerMonth or purchasePrice");
  });
  const all = stories.reduce((sum, { devices }) => sum + devices, 0);
  const rolledOut = rollout?.reduce((sum, { devices }) => sum + devices, 0) ?? all;
  if (rolledOut !== all) {
    const allowed = `as many devices as the stories have: ${all}`;
    throw mistake(document, ["rollout"], `${rolledOut} devices`, allowed);
  }
  ladders.forEach(({ severity }, at) => {
    if (ladders.findIndex((one) => one.severity === severity) === at) return;
    const path = ["ladders", at, "severity"];
    throw mistake(document, path, String(severity), "one ladder for each severity");
  });
  for (const [severity, limit] of Object.entries(response.limits)) {
    if (limit === undefined || limit.actMinutes >= limit.acknowledgeMinutes) continue;
    const path = ["response", "limits", severity, "actMinutes"];
    const allowed = `at least acknowledgeMinutes, ${limit.acknowledgeMinutes}`;
    throw mistake(document, path, String(limit.actMinutes), allowed);
  }
}

/** Names the field of a mistake as the file does. */
function inFileWords({ mistake }: UserError, document: EnglishDocument): UserError {
  const parts = mistake.field?.match(/[^.[\]]+/g) ?? [];
  const path = parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  const field = path.length === 0 ? {} : { field: fieldName(document.writtenPath(path)) };
  return new UserError({ ...mistake, ...field, code: mistake.code.replace("fleet.", "accept.") });
}

function mistake(
  document: EnglishDocument,
  path: ValuePath,
  found: string,
  allowed: string,
): UserError {
  return new UserError({
    code: "accept.contradiction",
    ...{
      file: document.file,
      line: document.lineOf(path),
      field: fieldName(document.writtenPath(path)),
    },
    ...{ found, allowed },
    message: "The file contradicts itself.",
  });
}
