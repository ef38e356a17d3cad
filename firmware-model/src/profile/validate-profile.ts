import { ALERTS } from "@dosekit/protocols";
import { mechanismOf } from "../mechanism/registry.ts";
import type { Figure } from "./figure.ts";
import { figureLimit } from "./figure-limits.ts";
import type { ProductProfile } from "./product-profile.ts";
import { hazardProblems, orderProblems, silencedProblems } from "./product-sense.ts";

/** One thing that is wrong with a product profile. */
export interface ProfileProblem {
  /** Where: `reminder.roundMinutes`. */
  readonly field: string;
  readonly found: string;
  readonly allowed: string;
}

const PRODUCT_NAME = /^[a-z0-9-]{1,32}$/;

/**
 * Checks a product profile: every figure known by its name, in its unit, in its range and in what
 * the model holds for any product, and explained; figures that belong together in order; a machine
 * for its mechanism; a reason for every alert that it can't raise, and none of those that no
 * dispenser goes without; and hazards for all that harm can come of.
 *
 * @returns every problem; an empty list means that devices can be made of it
 */
export function validateProfile(profile: ProductProfile): readonly ProfileProblem[] {
  return [
    ...nameProblems(profile),
    ...namedFigures(profile).flatMap(([field, figure]) => figureProblems(field, figure)),
    ...mechanismProblems(profile),
    ...orderProblems(profile),
    ...runnerProblems(profile),
    ...reasonProblems(profile),
    ...silencedProblems(profile),
    ...hazardProblems(profile),
  ];
}

/** Lists every figure of a profile with its place. */
export function namedFigures(profile: ProductProfile): readonly (readonly [string, Figure])[] {
  return [...figuresIn("", profile)];
}

function* figuresIn(path: string, value: object): Generator<readonly [string, Figure]> {
  for (const [key, inner] of Object.entries(value) as [string, unknown][]) {
    if (typeof inner !== "object" || inner === null) continue;
    const at = path === "" ? key : `${path}.${key}`;
    if (isFigure(inner)) yield [at, inner];
    else yield* figuresIn(at, inner);
  }
}

function isFigure(value: object): value is Figure {
  return "unit" in value && "range" in value;
}

function figureProblems(field: string, figure: Figure): readonly ProfileProblem[] {
  const { value, unit, range, source } = figure;
  const limit = figureLimit(field);
  if (limit === undefined)
    return [{ field, found: "this name", allowed: "a figure that there is" }];
  const [min, max] = [Math.max(range[0], limit.min), Math.min(range[1], limit.max)];
  const problems: ProfileProblem[] = [];
  if (!(Number.isSafeInteger(value) && value >= min && value <= max)) {
    problems.push({ field, found: String(value), allowed: `a whole number, ${min} to ${max}` });
  }
  if (unit === "" || source === "") {
    problems.push({ field, found: "no unit or source", allowed: "both" });
  } else if (!limit.units.includes(unit)) {
    problems.push({ field, found: unit, allowed: limit.units.join(" or ") });
  }
  return problems;
}

function nameProblems({ product }: ProductProfile): readonly ProfileProblem[] {
  return PRODUCT_NAME.test(product)
    ? []
    : [{ field: "product", found: product, allowed: "1 to 32 of a-z, 0-9 and -" }];
}

function mechanismProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const kind = profile.mechanism.value;
  const mechanism = mechanismOf(kind);
  if (mechanism === undefined) {
    return [{ field: "mechanism", found: kind, allowed: "a mechanism with a machine" }];
  }
  return mechanism.figureNames
    .filter((name) => profile.mechanismFigures[name] === undefined)
    .map((name) => ({
      field: `mechanismFigures.${name}`,
      found: "nothing",
      allowed: "a figure",
    }));
}

/** A device runs a ladder only where it can tell people itself. */
function runnerProblems({ ladderRunner, notices }: ProductProfile): readonly ProfileProblem[] {
  if (ladderRunner.value === "gateway" || notices !== undefined) return [];
  return [{ field: "ladderRunner", found: "device without notices", allowed: "gateway" }];
}

function reasonProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const { unreachableAlerts, unsupportedCommands = {}, unreachableDispenses = {} } = profile;
  const all = { unreachableAlerts, unsupportedCommands, unreachableDispenses };
  const empty = Object.entries(all).flatMap(([field, reasons]) =>
    Object.entries(reasons)
      .filter(([, reason]) => reason === "")
      .map(([name]) => ({ field: `${field}.${name}`, found: "no reason", allowed: "a reason" })),
  );
  return [...empty, ...silenceProblems(profile)];
}

/** What the gateway raises no device does, and what asks for no receipt gets none. */
function silenceProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const { unreachableAlerts, unsupportedCommands = {}, unreachableDispenses = {} } = profile;
  const missing = Object.values(ALERTS)
    .filter(({ code, raisedBy }) => raisedBy === "gateway" && !(code in unreachableAlerts))
    .map(({ code }) => `unreachableAlerts.${code}`);
  if ("message-to-user" in unsupportedCommands) {
    if (!("1.4" in unreachableAlerts)) missing.push("unreachableAlerts.1.4");
    if (!("3" in unreachableDispenses)) missing.push("unreachableDispenses.3");
  }
  return missing.map((field) => ({ field, found: "nothing", allowed: "the reason why not" }));
}
