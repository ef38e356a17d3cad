import { readdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  checkPlan,
  type PlanProblem,
  type ProductProfile,
  planLimitsOf,
  profileOf,
  type ZoneTable,
} from "@dosekit/firmware-model";
import type { DosePlan } from "@dosekit/protocols";
import { importPlan } from "@dosekit/sdk";
import { UserError } from "../cli/user-error.ts";
import type { Share } from "./fleet-devices.ts";
import type { FleetRequest } from "./fleet-options.ts";
import type { FleetFile } from "./fleet-schema.ts";
import { parseLocated, type ValuePath } from "./located-document.ts";
import { readTextFile } from "./read-text-file.ts";

/** Plans that a fleet, or one group of it, names, and where it does. */
export interface PlansRequest {
  readonly plans: FleetFile["plans"];
  readonly path: ValuePath;
  readonly request: FleetRequest;
  /** Folder that relative paths of the command line start from. */
  readonly cwd: string;
  readonly table: ZoneTable;
}

/** Folder of the plans that ship with the simulator; a fleet that names no plan gets them all. */
const EXAMPLE_PLANS = fileURLToPath(new URL("../../examples/plans", import.meta.url));

interface PlanFile {
  /** Name in messages. */
  readonly name: string;
  readonly text: string;
  readonly share: number;
  /** It ships with the simulator and was not asked for: a product that can't follow it goes without. */
  readonly isExample?: true;
}

/**
 * Reads a fleet's medication plans for each product, and makes sure that its devices take them.
 *
 * A bundle with several patients stands for one plan each, which divide its share equally.
 *
 * @param products names of product profiles that exist
 * @returns the plans by product
 * @throws {@link UserError} `plan.…` with file, line, field, what was found and what is allowed
 */
export function fleetPlans(
  wanted: PlansRequest,
  products: readonly string[],
): ReadonlyMap<string, readonly Share<DosePlan>[]> {
  const files = planFiles(wanted);
  return new Map(
    products.map((product) => {
      const profile =
        wanted.request.profiles.find((one) => one.product === product) ?? profileOf(product);
      if (profile === undefined) throw new RangeError(`no product ${product}`);
      const plans = files.flatMap((file) => {
        const own = plansOfFile(file, profile, wanted.table);
        return own.map((value) => ({ value, share: file.share / own.length }));
      });
      return [product, plans];
    }),
  );
}

function planFiles({ plans, path, request, cwd }: PlansRequest): readonly PlanFile[] {
  if (plans === undefined) return examplePlans();
  const folder =
    request.plansFrom === "fleet-file" && request.path !== undefined
      ? dirname(resolve(cwd, request.path))
      : cwd;
  if (plans.every(({ share = 1 }) => share === 0))
    throw new UserError({
      code: "fleet.bad-value",
      ...request.placeOf(path),
      found: "shares of 0",
      allowed: "at least one share above 0",
      message: "No plan has a share in the fleet.",
    });
  return plans.map(({ file, share = 1 }, index) => {
    const { field = "plan" } = request.placeOf([...path, index, "file"]);
    return { name: file, text: readTextFile(file, folder, field), share };
  });
}

function examplePlans(): readonly PlanFile[] {
  const names = readdirSync(EXAMPLE_PLANS).filter((name) => name.endsWith(".json"));
  return names.sort().map((name) => ({
    name,
    text: readTextFile(join(EXAMPLE_PLANS, name), EXAMPLE_PLANS, "--plan"),
    share: 1,
    isExample: true,
  }));
}

function plansOfFile(
  file: PlanFile,
  profile: ProductProfile,
  table: ZoneTable,
): readonly DosePlan[] {
  const imported = importPlan(parseBundle(file), {
    zone: table.zone,
    earlyMin: profile.earlyMin.value,
    lateMin: profile.lateMin.value,
    minimumSpacingMin: profile.minimumSpacingMin.value,
  });
  if (!imported.ok) {
    const [first] = imported.problems;
    if (first === undefined) throw new TypeError("a bundle was refused without a reason");
    const { code, path, found, allowed, reason } = first;
    throw planError(file, {
      ...{ code, field: path, found, allowed },
      message: `The plan is refused: ${reason}${others(imported.problems.length)}`,
    });
  }
  if (imported.plans.length === 0) throw emptyBundle(file);
  const plans = imported.plans.map(({ plan }) => plan);
  if (file.isExample) {
    return plans.filter((plan) => problemsFor(plan, { profile, table }).length === 0);
  }
  for (const plan of plans) checkForProduct(file, plan, { profile, table });
  return plans;
}

function parseBundle({ text, name }: PlanFile): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The lines are known to the other parser; what JSON is, only this one decides.
    const located = whereJsonBreaks(text, name);
    throw new UserError({
      code: "file.syntax",
      file: name,
      ...located,
      found: cause instanceof Error ? cause.message : String(cause),
      allowed: "a FHIR R4 Bundle as JSON",
      message: "The file can't be read.",
    });
  }
}

function whereJsonBreaks(text: string, name: string): { readonly line?: number } {
  try {
    parseLocated(text, name);
  } catch (error) {
    const line = error instanceof UserError ? error.mistake.line : undefined;
    return line === undefined ? {} : { line };
  }
  return {};
}

interface PlanUse {
  readonly profile: ProductProfile;
  readonly table: ZoneTable;
}

function problemsFor(plan: DosePlan, { profile, table }: PlanUse): readonly PlanProblem[] {
  return checkPlan(plan, table, planLimitsOf(profile));
}

function checkForProduct(file: PlanFile, plan: DosePlan, use: PlanUse): void {
  const problems = problemsFor(plan, use);
  const [first] = problems;
  if (first === undefined) return;
  const { code, field, found, allowed, message, date } = first;
  const when = date === undefined ? "" : ` It shows on ${date}.`;
  throw planError(file, {
    code,
    field: `plan ${plan.planId}, ${field}`,
    found,
    allowed,
    message: `${use.profile.product} can't follow the plan: ${message}${when}${others(problems.length)}`,
  });
}

interface PlanMistake {
  readonly code: string;
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
  readonly message: string;
}

function planError(file: PlanFile, mistake: PlanMistake): UserError {
  const line = lineOfPath(file, mistake.field);
  return new UserError({
    ...mistake,
    code: `plan.${mistake.code}`,
    file: file.name,
    ...(line === undefined ? {} : { line }),
  });
}

function emptyBundle(file: PlanFile): UserError {
  return planError(file, {
    code: "empty",
    field: "Bundle.entry",
    found: "no MedicationRequest",
    allowed: "at least one MedicationRequest",
    message: "The bundle plans nothing.",
  });
}

/** Line of a place such as `Bundle.entry[0].resource.status`; unknown for a place of another kind. */
function lineOfPath({ text, name }: PlanFile, field: string): number | undefined {
  if (!field.startsWith("Bundle")) return undefined;
  const path = [...field.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, part = "", index]) =>
    index === undefined ? part : Number(index),
  );
  try {
    return parseLocated(text, name).lineOf(path);
  } catch {
    return undefined;
  }
}

function others(count: number): string {
  return count > 1 ? ` (and ${count - 1} more)` : "";
}
