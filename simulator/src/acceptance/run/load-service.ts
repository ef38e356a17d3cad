import { createHash } from "node:crypto";
import { basename, dirname, resolve } from "node:path";
import { UserError } from "../../cli/user-error.ts";
import { readBytes } from "../../fleet/read-text-file.ts";
import { textOfBytes } from "../../fleet/text-of-bytes.ts";
import { readCriteria } from "../criteria-file.ts";
import type { CriteriaOfStory } from "../criterion.ts";
import { type ProtocolFindings, protocolFindings } from "../protocol/protocol-findings.ts";
import {
  deviceRows,
  type PathwayAsk,
  type ProtocolRow,
  protocolRows,
} from "../protocol/protocol-row.ts";
import { readProtocol } from "../protocol/read-protocol.ts";
import type { FilledRow } from "../protocol/row-reader.ts";
import { readService } from "../service-file.ts";
import type { ServiceFile } from "../service-schema.ts";
import { shippedCriteria } from "../shipped-criteria.ts";
import { isResult } from "./result-file.ts";

/** A municipality's file with everything that it names, read and held against each other. */
export interface LoadedService {
  /** Its paths lead to the files from anywhere. */
  readonly service: ServiceFile;
  readonly file: { readonly name: string; readonly sha256: string };
  /** Criteria of the stories that the file names, of every product, and its own. */
  readonly criteria: readonly CriteriaOfStory[];
  /** Every step that people are asked to take. */
  readonly asked: readonly ProtocolRow[];
  /** Steps at real devices and gateways that no protocol of the file has a row for. */
  readonly deviceRows: readonly ProtocolRow[];
  readonly protocols: ProtocolFindings;
  /** SHA-256 of every file that was read, by its path as it was named. */
  readonly manifest: Readonly<Record<string, string>>;
}

/**
 * Reads an acceptance file and the files that it names.
 *
 * @param cwd folder that `path` starts from; paths in the file start from its own folder
 * @throws {@link UserError} with the file and place of the first mistake
 */
export function loadService(
  path: string,
  cwd: string,
  pathwayAsks: readonly PathwayAsk[],
): LoadedService {
  const reader = new FileReader(dirname(resolve(cwd, path)));
  const bytes = readBytes(path, cwd, "FILE");
  const text = textOfBytes(bytes);
  if (isResult(text)) throw resultInstead(path);
  const service = readService(text, path);
  const name = basename(path);
  const file = { name, sha256: sha256Of(bytes) };
  const criteria = criteriaFor(service, reader);
  const asked = stepsOf(service, criteria, pathwayAsks);
  const atDevices = deviceRows(service.stories, criteria);
  const all = [...asked, ...atDevices];
  const { filled, rows } = filledIn(service, all, reader);
  for (const plan of plansOf(service)) reader.bytes(plan, "plans");
  if (service.conditions?.faultFile !== undefined) {
    reader.bytes(service.conditions.faultFile, "faultFile");
  }
  return {
    ...{ service: withFullPaths(service, reader), file, criteria, asked },
    deviceRows: atDevices.filter((row) => !rows.has(row)),
    protocols: protocolFindings(all, filled),
    manifest: { [name]: file.sha256, ...reader.manifest },
  };
}

function resultInstead(file: string): UserError {
  return new UserError({
    code: "accept.bad-value",
    ...{ file, found: "a result that a run wrote" },
    allowed: "an acceptance file; results are for `dosekit accept report` and `compare`",
    message: "The file is no acceptance file.",
  });
}

/** Lists every step that people are asked to take, for each product once. */
export function stepsOf(
  { stories }: ServiceFile,
  criteria: readonly CriteriaOfStory[],
  pathwayAsks: readonly PathwayAsk[],
): readonly ProtocolRow[] {
  return stories.flatMap((subject) => protocolRows(subject, criteria, pathwayAsks));
}

/** Takes of the criteria that ship those of a service's stories and of every product. */
export function criteriaOfStories({ stories }: ServiceFile): readonly CriteriaOfStory[] {
  const told: ReadonlySet<string> = new Set([...stories.map(({ story }) => story), "every"]);
  return shippedCriteria().filter(({ story }) => told.has(story));
}

function criteriaFor(service: ServiceFile, reader: FileReader): readonly CriteriaOfStory[] {
  const shipped = criteriaOfStories(service);
  const taken = shippedCriteria().flatMap(({ criteria }) => criteria.map(({ id }) => id));
  const own = (service.ownCriteria ?? []).map((path) => {
    const made = readCriteria({ text: reader.text(path, "ownCriteria"), file: path }, "own", taken);
    checkStory(made, path, service);
    taken.push(...made.criteria.map(({ id }) => id));
    return made;
  });
  return [...shipped, ...own];
}

function checkStory({ story }: CriteriaOfStory, file: string, { stories }: ServiceFile): void {
  const told = [...new Set(stories.map((one) => one.story)), "every"];
  if (told.some((one) => one === story)) return;
  throw new UserError({
    code: "accept.unknown-story",
    ...{ file, field: "story", found: story },
    allowed: `a story of the service, or every product: ${told.join(", ")}`,
    message: "The criteria belong to a story that the service has not.",
  });
}

function filledIn(
  { protocols = [] }: ServiceFile,
  asked: readonly ProtocolRow[],
  reader: FileReader,
): { readonly filled: readonly FilledRow[]; readonly rows: ReadonlySet<ProtocolRow> } {
  const taken = new Map<ProtocolRow, string>();
  const standing = new Set<ProtocolRow>();
  const all = protocols.flatMap((path) => {
    const { filled, rows } = readProtocol(reader.bytes(path, "protocols"), path, asked);
    for (const row of rows) standing.add(row);
    for (const { row } of filled) {
      const other = taken.get(row);
      if (other !== undefined) throw filledTwice(row, path, other);
      taken.set(row, path);
    }
    return filled;
  });
  return { filled: all, rows: standing };
}

function filledTwice(row: ProtocolRow, file: string, other: string): UserError {
  const { product, criterion, check, step } = row;
  return new UserError({
    code: "accept.bad-protocol",
    file,
    found: `${product} ${criterion}, check ${check}, step ${step}, filled in ${other} too`,
    allowed: "each step filled in once",
    message: "Two test protocols tell of the same step.",
  });
}

function plansOf({ stories }: ServiceFile): readonly string[] {
  const files = stories.flatMap(({ plans = [] }) => plans.map(({ file }) => file));
  return [...new Set(files)];
}

function withFullPaths(service: ServiceFile, reader: FileReader): ServiceFile {
  const { conditions } = service;
  const stories = service.stories.map(({ plans, ...story }) => ({
    ...story,
    ...(plans === undefined
      ? {}
      : { plans: plans.map(({ file, ...plan }) => ({ ...plan, file: reader.fullPath(file) })) }),
  }));
  if (conditions?.faultFile === undefined) return { ...service, stories };
  const faultFile = reader.fullPath(conditions.faultFile);
  return { ...service, stories, conditions: { ...conditions, faultFile } };
}

/** Reads files from one folder and keeps the hash of each. */
class FileReader {
  readonly #folder: string;
  readonly #hashes = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  get manifest(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#hashes);
  }

  fullPath(path: string): string {
    return resolve(this.#folder, path);
  }

  bytes(path: string, field: string): Uint8Array {
    const bytes = readBytes(path, this.#folder, field);
    this.#hashes.set(path, sha256Of(bytes));
    return bytes;
  }

  text(path: string, field: string): string {
    return textOfBytes(this.bytes(path, field));
  }
}

/** SHA-256 of bytes in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
