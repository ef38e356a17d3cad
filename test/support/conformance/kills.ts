import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { REPOSITORY_ROOT } from "../committed-text.ts";
import type { WrongKindName } from "./wrong-peers.ts";

/** Which cases a wrong peer failed when it stood up to all of its kind. */
export interface Kill {
  readonly id: string;
  readonly breaks: string;
  /** Cases with a check that fails for the requirement that it breaks. */
  readonly caughtBy: readonly string[];
  /** Cases that it fails by anything else. */
  readonly alsoBy: readonly string[];
}

function urlOf(kind: WrongKindName): URL {
  return new URL(`test/support/conformance/kills/${kind}.json`, REPOSITORY_ROOT);
}

/** Reads what was caught when all wrong peers of a kind stood up to all cases last. */
export function readKills(kind: WrongKindName): readonly Kill[] {
  const url = urlOf(kind);
  return existsSync(url) ? (JSON.parse(readFileSync(url, "utf8")) as readonly Kill[]) : [];
}

/** Writes it down. */
export function writeKills(kind: WrongKindName, kills: readonly Kill[]): void {
  writeFileSync(urlOf(kind), `${JSON.stringify(kills, undefined, 2)}\n`);
}
