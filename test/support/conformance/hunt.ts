import {
  type DutAdapter,
  NEAR_PARAMS,
  runSideBySide,
  type Scenario,
  type ScenarioResult,
} from "@dosekit/conformance";
import { expect } from "vitest";
import { HuntNotes } from "./hunt-notes.ts";
import { type Kill, readKills, writeKills } from "./kills.ts";
import { LeapingTime } from "./leaping-time.ts";
import { WRONG_KINDS, type WrongKind, type WrongKindName, type WrongPeer } from "./wrong-peers.ts";

const UPDATES = process.env["UPDATE_KILLS"] === "1";
/** Whether each wrong peer stands up to all cases, and not to those of its own requirement only. */
const WHOLE = UPDATES || process.env["DOSEKIT_LONG"] === "1";
const RESUMES = process.env["RESUME_KILLS"] === "1";
/** Longest that all wrong peers of a kind may take, ms. */
export const HUNT_MS = WHOLE ? 3_600_000 : 180_000;
/** Cases that run at once; the more of them, the more of them wait at the same time. */
const AT_ONCE = 40;

/** What came of all wrong peers of a kind, and of the right one. */
export interface Hunt {
  readonly kills: readonly Kill[];
  /** Cases that the right one does not pass: none of them says anything about a wrong one. */
  readonly failedByRight: readonly string[];
}

/**
 * Sets cases on every wrong peer of a kind, on time that leaps: those of its own requirement, or all in
 * the long form and with `UPDATE_KILLS=1`, which writes down what was caught. `RESUME_KILLS=1` goes on
 * where the last hunt of all cases was cut.
 */
export async function huntAll(kind: WrongKindName): Promise<Hunt> {
  const { right, peers, cases }: WrongKind = WRONG_KINDS[kind];
  const time = LeapingTime.begin();
  try {
    const results = await resultsOf(right, cases);
    const failed = results.filter(({ verdict }) => verdict !== "pass").map(({ id }) => id);
    const kills = await killsOf(kind, peers, cases);
    if (UPDATES) writeKills(kind, kills);
    return { kills, failedByRight: failed };
  } finally {
    time.end();
  }
}

/** Expects that a wrong peer was caught, by a case that the published page names. */
export function expectCaught(kind: WrongKindName, kills: readonly Kill[], id: string): void {
  const now = kills.find((one) => one.id === id)?.caughtBy ?? [];
  expect(now).not.toEqual([]);
  if (UPDATES) return;
  const published = readKills(kind).find((one) => one.id === id)?.caughtBy ?? [];
  expect(now.filter((one) => published.includes(one))).not.toEqual([]);
}

async function killsOf(
  kind: WrongKindName,
  peers: readonly WrongPeer[],
  cases: readonly Scenario[],
): Promise<readonly Kill[]> {
  const notes = WHOLE ? new HuntNotes(kind, RESUMES) : undefined;
  const kills: Kill[] = [];
  for (const peer of peers) {
    const own = cases.filter(({ reqs }) => reqs.includes(peer.breaks));
    const before = notes?.of(peer, cases);
    const kill = before ?? (await hunt(peer, WHOLE ? cases : own));
    if (before === undefined) notes?.add(kill, cases);
    kills.push(kill);
  }
  return kills;
}

async function hunt(peer: WrongPeer, cases: readonly Scenario[]): Promise<Kill> {
  const { id, breaks, adapter } = peer;
  const results = await resultsOf(adapter, cases);
  const isCatch = ({ checks }: ScenarioResult) =>
    // Neither an error nor silence counts.
    checks.some(({ verdict, reqs }) => verdict === "fail" && reqs.includes(breaks));
  const caughtBy = results.filter(isCatch);
  const alsoBy = results.filter((one) => one.verdict === "fail" && !isCatch(one));
  return { id, breaks, caughtBy: idsOf(caughtBy), alsoBy: idsOf(alsoBy) };
}

async function resultsOf(adapter: DutAdapter, cases: readonly Scenario[]) {
  return [...(await runSideBySide(cases, adapter, NEAR_PARAMS, AT_ONCE)).values()];
}

function idsOf(results: readonly ScenarioResult[]): readonly string[] {
  return results.map(({ id }) => id).sort();
}
