import { dirname, resolve } from "node:path";
import type { ProductProfile } from "@dosekit/firmware-model";
import type { Mistake } from "../cli/user-error.ts";
import { UserError } from "../cli/user-error.ts";
import { faultsSection, sectionPlaces } from "../fault-file/faults-section.ts";
import type { Persona } from "../people/persona.ts";
import { readPersona } from "../people/persona-file.ts";
import { shippedPersonas } from "../people/personas.ts";
import type { CentreForm } from "../response/response-plan.ts";
import { type FaultSource, faultSource } from "./fault-source.ts";
import { withCentre } from "./fleet-response.ts";
import { FLEET_ALLOWED, FLEET_SCHEMA, type FleetFile } from "./fleet-schema.ts";
import { type LocatedDocument, parseLocated, type ValuePath } from "./located-document.ts";
import { readProfile } from "./profile-file.ts";
import { readTextFile } from "./read-text-file.ts";
import { fieldName, schemaMistake } from "./schema-mistake.ts";

/** What the command line says about a fleet; it overrides the fleet file. */
export interface FleetOptions {
  readonly fleet?: string;
  readonly devices?: number;
  readonly product?: string;
  /** Files with products that are no part of the program; the last one is the product by default. */
  readonly profile?: readonly string[];
  /** Files with personas that are no part of the program; all users are drawn from them. */
  readonly people?: readonly string[];
  readonly days?: number;
  readonly start?: string;
  readonly zone?: string;
  readonly plan?: readonly string[];
  /** Form of the response centre. */
  readonly response?: CentreForm;
  /** A preset of faults, or the path of a fault file. */
  readonly faults?: string;
  readonly seed?: string;
  readonly speed?: number;
  /** Device time to run instead of the fleet's days, ms. */
  readonly durationMs?: number;
  /** Whether the fleet runs against a broker. */
  readonly live?: boolean;
}

/** A fleet as it was asked for, each field with the place where it was said. */
export interface FleetRequest {
  readonly file: FleetFile;
  /** Path of the fleet file as the user gave it; absent when there is none. */
  readonly path?: string;
  /** Products that files add, in the order in which they are named. */
  readonly profiles: readonly ProductProfile[];
  /** Personas that files add, and those of them that the command line names. */
  readonly personas: readonly Persona[];
  readonly personasOfOptions: readonly Persona[];
  /** What is said about faults. */
  readonly faults: FaultSource;
  /** Folder that the paths of plans start from. */
  readonly plansFrom: "fleet-file" | "working-folder";
  /** Where a field was said: an option, or a line of the fleet file. */
  readonly placeOf: (path: ValuePath) => Pick<Mistake, "file" | "line" | "field">;
}

/** Fields of the fleet file that an option overrides. */
const OVERRIDES = ["devices", "product", "days", "start", "zone", "seed", "speed"] as const;

/**
 * Reads the fleet file, if one is named, and lays the command line's options over it.
 *
 * @param cwd folder that the fleet file's path starts from
 * @throws {@link UserError} with file, line, field, what was found and what is allowed
 */
export function fleetRequest(options: FleetOptions, cwd: string): FleetRequest {
  const document = options.fleet === undefined ? undefined : readDocument(options.fleet, cwd);
  const file = document === undefined ? {} : checkedFile(document);
  if (options.devices !== undefined && file.groups !== undefined) throw groupsAndOption();
  const profiles = [
    ...profilesOf(file.profiles ?? [], folderOf(options, cwd), "profiles"),
    ...profilesOf(options.profile ?? [], cwd, "--profile"),
  ];
  const personas = readPersonas(file.personas ?? [], folderOf(options, cwd), "personas", []);
  const personasOfOptions = readPersonas(options.people ?? [], cwd, "--people", personas);
  const added = options.profile === undefined ? undefined : profiles.at(-1)?.product;
  return {
    file: {
      ...file,
      ...(added === undefined ? {} : { product: added }),
      ...overridesOf(options, file),
    },
    profiles,
    personas: [...personas, ...personasOfOptions],
    personasOfOptions,
    faults: faultSource({
      ...{ cwd, folder: folderOf(options, cwd) },
      ...(options.faults === undefined ? {} : { option: options.faults }),
      ...(document === undefined ? {} : { document }),
      ...(file.faults === undefined ? {} : { section: file.faults }),
    }),
    ...(options.fleet === undefined ? {} : { path: options.fleet }),
    plansFrom:
      options.plan !== undefined || document === undefined ? "working-folder" : "fleet-file",
    placeOf: (path) => placeOf(path, options, document),
  };
}

function folderOf({ fleet }: FleetOptions, cwd: string): string {
  return fleet === undefined ? cwd : dirname(resolve(cwd, fleet));
}

function profilesOf(
  paths: readonly string[],
  folder: string,
  field: string,
): readonly ProductProfile[] {
  return paths.map((path) => readProfile(path, folder, field));
}

function readPersonas(
  paths: readonly string[],
  folder: string,
  field: string,
  before: readonly Persona[],
): readonly Persona[] {
  const read: Persona[] = [];
  for (const path of paths) {
    const known = [...shippedPersonas(), ...before, ...read];
    read.push(readPersona({ path, folder, field }, known));
  }
  return read;
}

function readDocument(path: string, cwd: string): LocatedDocument {
  return parseLocated(readTextFile(path, cwd, "--fleet"), path);
}

function checkedFile(document: LocatedDocument): FleetFile {
  const checked = FLEET_SCHEMA.safeParse(document.value);
  if (checked.success) {
    const { faults, ...others } = checked.data;
    return { ...others, ...faultsIn(document, faults) };
  }
  const [issue] = checked.error.issues;
  if (issue === undefined) throw new TypeError("the schema refused a fleet without a reason");
  throw schemaMistake(issue, document, FLEET_ALLOWED);
}

function faultsIn(document: LocatedDocument, faults: unknown): Pick<FleetFile, "faults"> {
  if (faults === undefined) return {};
  const section = faultsSection(faults, sectionPlaces(document, ["faults"]));
  return { faults: section };
}

function overridesOf(options: FleetOptions, file: FleetFile): FleetFile {
  const response = withCentre(file.response, options.response);
  const overrides = OVERRIDES.flatMap((field) =>
    options[field] === undefined ? [] : [[field, options[field]] as const],
  );
  return {
    ...Object.fromEntries(overrides),
    ...(options.plan === undefined ? {} : { plans: options.plan.map((file) => ({ file })) }),
    ...(response === undefined ? {} : { response }),
  };
}

function placeOf(
  path: ValuePath,
  options: FleetOptions,
  document: LocatedDocument | undefined,
): Pick<Mistake, "file" | "line" | "field"> {
  const [first] = path;
  const option = first === "plans" ? "plan" : String(first ?? "fleet");
  // The option for the response centre says its form alone; what is wrong inside stands in the file.
  const isInside = first === "response" && path.length > 1;
  const isOption = document === undefined || (Object.hasOwn(options, option) && !isInside);
  if (isOption) return { field: `--${option}` };
  return { file: document.file, line: document.lineOf(path), field: fieldName(path) };
}

function groupsAndOption(): UserError {
  return new UserError({
    code: "fleet.devices-twice",
    field: "--devices",
    found: "a fleet file with groups",
    allowed: "the number of devices in each group of the file",
    message: "A fleet of groups can't be given another number of devices.",
  });
}
