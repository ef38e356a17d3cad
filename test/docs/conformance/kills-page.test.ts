import { markdownTable } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";
import { type Kill, readKills } from "../../support/conformance/kills.ts";
import {
  MISSING_WRONG_PEERS,
  reasonForNoScenario,
} from "../../support/conformance/missing-scenarios.ts";
import { readRequirements } from "../../support/conformance/specification.ts";
import {
  WRONG_KINDS,
  type WrongKind,
  type WrongKindName,
} from "../../support/conformance/wrong-peers.ts";

const KINDS = Object.keys(WRONG_KINDS) as WrongKindName[];
const KILLS: readonly Kill[] = KINDS.flatMap((kind) => readKills(kind));
const PEERS = KINDS.flatMap((kind) => WRONG_KINDS[kind].peers.map((peer) => ({ kind, ...peer })));

/** Every MUST that a program judges, alone or with hands, unless a reason says why none breaks it. */
function owed() {
  return readRequirements().filter(({ id, level, testability, roles = [] }) => {
    const isJudged = testability !== "inspection" && !roles.includes("specification");
    return level === "MUST" && isJudged && reasonForNoScenario(id) === undefined;
  });
}

/** Of every such MUST, each role that it binds and that no wrong peer of this role breaks. */
function missingByRole(): readonly string[] {
  return owed().flatMap(({ id, roles = [] }) =>
    roles
      .filter((role) => !PEERS.some(({ kind, breaks }) => breaks === id && kind.endsWith(role)))
      .map((role) => `${id} of a ${role}`),
  );
}

/** What the wrong ones of a kind say about its cases. */
function casesOf(kind: WrongKindName) {
  const kills = readKills(kind);
  const { cases }: WrongKind = WRONG_KINDS[kind];
  const caught = new Set(kills.flatMap(({ caughtBy }) => caughtBy));
  const failed = new Set(kills.flatMap(({ alsoBy }) => alsoBy));
  const never = cases.filter(({ id }) => !caught.has(id) && !failed.has(id)).map(({ id }) => id);
  return { kills, cases, caught, never };
}

function kindRow(kind: WrongKindName): readonly string[] {
  const { kills, cases, caught } = casesOf(kind);
  const runs = kills.length * cases.length;
  return [kind, ...[kills.length, cases.length, runs, caught.size].map(String)];
}

function pageText(): string {
  const rows = [...KILLS]
    .sort((one, other) => one.breaks.localeCompare(other.breaks, "en"))
    .map(({ id, breaks, caughtBy, alsoBy }) => [
      ...[breaks, `\`${id}\``, caughtBy.join(", "), String(alsoBy.length)],
    ]);
  const killed = new Set(KILLS.map(({ breaks }) => breaks));
  const missing = MISSING_WRONG_PEERS.map((one) => [one.requirement, one.role, one.reason]);
  return [
    "# Which wrong devices and gateways the kit catches",
    "",
    "Each wrong one is our own device or gateway with one thing wrong, and breaks one requirement by that.",
    "A case counts only when a check that cites this very requirement fails; an error or silence does",
    "not. Made from a run of each against all cases of its kind, in the same process and on the same",
    "time on which the right device or gateway passes every one of them. The tests run each again, and",
    "fail when one gets away, or when none of the cases that stand here catches it.",
    "",
    `${KILLS.length} wrong ones break ${killed.size} requirements; each of the ${owed().length} requirements (MUST)`,
    "that a program judges, alone or with hands, and that no reason in the",
    "[coverage](../spec/coverage.md) leaves out is among them. Every case is failed by one of them at the",
    "least, so that none stands that can't fail.",
    "",
    markdownTable(
      ["kind", "wrong ones", "cases", "runs", "cases that catch one"],
      KINDS.map(kindRow),
    ),
    "",
    "## Each wrong one",
    "",
    "The last column counts the cases that fail it by something else.",
    "",
    markdownTable(["requirement", "wrong one", "caught by", "others"], rows),
    "",
    "## What binds two roles and is broken by one",
    "",
    markdownTable(["requirement", "no wrong", "reason"], missing),
    "",
  ].join("\n");
}

describe("the wrong devices and gateways", () => {
  it("have ids of their own", () => {
    expect(new Set(PEERS.map(({ id }) => id)).size).toBe(PEERS.length);
  });

  it("are all on the page, each with what it breaks", () => {
    expect(KILLS.map(({ id, breaks }) => [id, breaks])).toEqual(
      PEERS.map(({ id, breaks }) => [id, breaks]),
    );
  });

  it("are each caught, by cases of their own requirement alone", () => {
    const foreign = PEERS.filter(({ kind, id, breaks }) => {
      const { cases }: WrongKind = WRONG_KINDS[kind];
      const own = new Set(cases.filter(({ reqs }) => reqs.includes(breaks)).map((one) => one.id));
      const caughtBy = KILLS.find((kill) => kill.id === id)?.caughtBy ?? [];
      return caughtBy.length === 0 || caughtBy.some((one) => !own.has(one));
    });
    expect(foreign.map(({ id }) => id)).toEqual([]);
  });

  it("fail no cases but those that there are", () => {
    const gone = KINDS.flatMap((kind) => {
      const { cases }: WrongKind = WRONG_KINDS[kind];
      const ids = new Set(cases.map(({ id }) => id));
      return readKills(kind).flatMap(({ alsoBy }) => alsoBy.filter((id) => !ids.has(id)));
    });
    expect(gone).toEqual([]);
  });

  it("leave no case that none of them fails", () => {
    expect(KINDS.flatMap((kind) => casesOf(kind).never)).toEqual([]);
  });

  it("break every MUST that a program judges, alone or with hands", () => {
    const killed = new Set<string>(KILLS.map(({ breaks }) => breaks));
    expect(owed().filter(({ id }) => !killed.has(id))).toEqual([]);
  });

  it("break it in each role that it binds, or a reason says why in one alone", () => {
    const stated = MISSING_WRONG_PEERS.map((one) => `${one.requirement} of a ${one.role}`);
    expect([...missingByRole()].sort()).toEqual([...stated].sort());
  });

  it("are published with what catches them", () => {
    expectCommitted("protocols/conformance/KILLS.md", pageText());
  });
});
