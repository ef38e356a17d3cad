import { existsSync, readFileSync, writeFileSync } from "node:fs";
import {
  NEAR_PARAMS,
  runSideBySide,
  type Scenario,
  type ScenarioParams,
  type ScenarioResult,
} from "@dosekit/conformance";
import { expect } from "vitest";
import { REPOSITORY_ROOT } from "../committed-text.ts";
import { WRONG_KINDS, type WrongKind, type WrongKindName, type WrongPeer } from "./wrong-peers.ts";

/** A wrong device often does nothing: it is not waited for as long as a right one. */
export const HASTY: ScenarioParams = { ...NEAR_PARAMS, connectMs: 1_500, reactionMs: 1_000 };
/** On a busy machine what is wrong may show itself later. */
const PATIENT: ScenarioParams = { ...NEAR_PARAMS, silenceMs: 1_500 };
const LONG = process.env["DOSEKIT_LONG"] === "1";
const UPDATES = process.env["UPDATE_KILLS"] === "1";
/** Longest that all wrong peers of a kind may take, ms. */
export const HUNT_MS = LONG ? 4 * 3_600_000 : 180_000;
/** Cases that each wrong peer has to stand up to without the long form. */
const CASES_EACH = 6;

/** Which cases caught a wrong peer by the requirement that it breaks, and which by anything else. */
export interface Kill {
  readonly id: string;
  readonly breaks: string;
  readonly caughtBy: readonly string[];
  /** Only of a run of all cases. */
  readonly alsoBy?: readonly string[];
}

/** File of what was caught last, by kind. */
export function killsPath(kind: WrongKindName): string {
  return `test/support/conformance/kills/${kind}.json`;
}

/** Reads what was caught last. */
export function readKills(kind: WrongKindName): readonly Kill[] {
  const url = new URL(killsPath(kind), REPOSITORY_ROOT);
  return existsSync(url) ? (JSON.parse(readFileSync(url, "utf8")) as readonly Kill[]) : [];
}

/**
 * Sets cases on every wrong peer of a kind: those of its own requirement, or all in the long form. What
 * was caught is written down with `UPDATE_KILLS=1`.
 */
export async function huntAll(kind: WrongKindName, atOnce: number): Promise<readonly Kill[]> {
  const { peers, cases }: WrongKind = WRONG_KINDS[kind];
  const kills = new Map<string, Kill>();
  const waiting = [...peers];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      kills.set(next.id, await hunt(next, casesFor(kind, next, cases)));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const found = peers.flatMap(({ id }) => kills.get(id) ?? []);
  const text = `${JSON.stringify(found, undefined, 2)}\n`;
  if (UPDATES) writeFileSync(new URL(killsPath(kind), REPOSITORY_ROOT), text);
  return found;
}

/** Expects that a wrong peer was caught, by a case that the published page names. */
export function expectCaught(kind: WrongKindName, kills: readonly Kill[], id: string): void {
  const now = kills.find((one) => one.id === id)?.caughtBy ?? [];
  expect(now).not.toEqual([]);
  if (UPDATES) return;
  const published = readKills(kind).find((one) => one.id === id)?.caughtBy ?? [];
  expect(now.filter((one) => published.includes(one))).not.toEqual([]);
}

/** Cases of its own requirement, first those that caught it before. */
function casesFor(kind: WrongKindName, peer: WrongPeer, all: readonly Scenario[]) {
  if (LONG) return all;
  const own = all.filter(({ reqs }) => reqs.includes(peer.breaks));
  if (UPDATES) return own;
  const before = readKills(kind).find(({ id }) => id === peer.id)?.caughtBy ?? [];
  const rank = ({ id }: Scenario) => (before.includes(id) ? 0 : 1);
  return own.sort((one, other) => rank(one) - rank(other)).slice(0, CASES_EACH);
}

async function hunt(peer: WrongPeer, cases: readonly Scenario[]): Promise<Kill> {
  const { id, breaks, adapter } = peer;
  const own = cases.filter(({ reqs }) => reqs.includes(breaks));
  const hasty = [...(await runSideBySide(cases, adapter, HASTY, 3)).values()];
  const caught = caughtBy(hasty, breaks);
  const patient = caught.length > 0 ? [] : await runSideBySide(own, adapter, PATIENT, 3);
  const kill = { id, breaks, caughtBy: [...caught, ...caughtBy([...patient.values()], breaks)] };
  if (!LONG) return kill;
  const others = hasty.filter((one) => one.verdict === "fail" && !kill.caughtBy.includes(one.id));
  return { ...kill, alsoBy: others.map((one) => one.id).sort() };
}

/** Cases with a check that fails for the requirement: neither an error nor silence counts. */
function caughtBy(results: readonly ScenarioResult[], breaks: WrongPeer["breaks"]) {
  return results
    .filter(({ checks }) =>
      checks.some(({ verdict, reqs }) => verdict === "fail" && reqs.includes(breaks)),
    )
    .map(({ id }) => id)
    .sort();
}
