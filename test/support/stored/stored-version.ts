import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { JournalRecord } from "@dosekit/protocols";
import { REPOSITORY_ROOT } from "../committed-text.ts";

/** A row as bytes, and what it said when it was written. */
export interface StoredRow {
  readonly hex: string;
  readonly says: unknown;
}

/** What a device of one product kept in the middle of an offer. */
export interface StoredDevice {
  readonly product: string;
  readonly checkpoint: unknown;
  readonly epoch: number;
  readonly nextSeq: number;
  readonly closed: readonly string[];
  readonly held: string | undefined;
  readonly planRevision: number;
}

/** Everything that one version kept, and what it meant by it. */
export interface StoredVersion {
  readonly kinds: readonly string[];
  readonly journal: {
    readonly rows: readonly string[];
    readonly epoch: number;
    readonly ackedSeq: number;
    readonly lastSeq: number;
    /** The records that the host had not acknowledged, in order. */
    readonly spool: readonly JournalRecord[];
  };
  readonly inbox: readonly StoredRow[];
  readonly devices: readonly StoredDevice[];
}

const FOLDER = new URL("test/fixtures/stored/", REPOSITORY_ROOT);

/** Names of the versions whose storage is kept. */
export function storedNames(): readonly string[] {
  return existsSync(FOLDER) ? readdirSync(FOLDER).sort() : [];
}

/** Reads what a version kept. */
export function readStored(name: string): StoredVersion {
  const text = readFileSync(new URL(`${name}/stored.json`, FOLDER), "utf8");
  return JSON.parse(text) as StoredVersion;
}

/**
 * Adds what this version keeps under a name that there is not yet.
 *
 * @throws Error when the name is taken: what an older version wrote is never written again
 */
export function addStored(name: string, stored: StoredVersion): void {
  const folder = new URL(`${name}/`, FOLDER);
  if (existsSync(folder)) throw new Error(`${name} is there already and is never written again`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("stored.json", folder), `${JSON.stringify(stored, null, 1)}\n`);
}

/** The name under which this version is added: its number, and a count where that is taken. */
export function nextName(): string {
  const { version } = JSON.parse(
    readFileSync(new URL("package.json", REPOSITORY_ROOT), "utf8"),
  ) as { readonly version: string };
  const taken = storedNames().filter((name) => name === version || name.startsWith(`${version}-`));
  return taken.length === 0 ? version : `${version}-${taken.length + 1}`;
}
