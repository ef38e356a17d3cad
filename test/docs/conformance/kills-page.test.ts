import { markdownTable } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";
import { type Kill, readKills } from "../../support/conformance/hunt.ts";
import { reasonForNoScenario } from "../../support/conformance/missing-scenarios.ts";
import { readRequirements } from "../../support/conformance/specification.ts";
import {
  WRONG_KINDS,
  type WrongKind,
  type WrongKindName,
} from "../../support/conformance/wrong-peers.ts";

const KINDS = Object.keys(WRONG_KINDS) as WrongKindName[];
const KILLS: readonly Kill[] = KINDS.flatMap((kind) => readKills(kind));
const PEERS = KINDS.flatMap((kind) => WRONG_KINDS[kind].peers.map((peer) => ({ kind, ...peer })));

/** Every MUST that a program or a program with hands judges, unless a reason says why none breaks it. */
function owedIds(): readonly string[] {
  return readRequirements()
    .filter(({ level, testability, roles = [] }) => {
      return level === "MUST" && testability !== "inspection" && !roles.includes("specification");
    })
    .map(({ id }) => id)
    .filter((id) => reasonForNoScenario(id) === undefined);
}

function pageText(): string {
  const rows = [...KILLS]
    .sort((one, other) => one.breaks.localeCompare(other.breaks, "en"))
    .map(({ id, breaks, caughtBy }) => [breaks, `\`${id}\``, caughtBy.join(", ")]);
  const killed = new Set(KILLS.map(({ breaks }) => breaks));
  const owed = owedIds();
  return [
    "# Which wrong devices and gateways the kit catches",
    "",
    "Each wrong one is our own device or gateway with one thing wrong, and breaks one requirement by that.",
    "A case counts only when a check that cites this very requirement fails; an error or silence does",
    "not. Made from a run of each against the cases of its own requirement; the tests run it again and",
    "fail when one gets away, or when none of the cases that stand here catches it.",
    "",
    `${KILLS.length} wrong ones break ${killed.size} requirements; each of the ${owed.length} requirements (MUST)`,
    "that a program judges, alone or with hands, and that no reason in the",
    "[coverage](../spec/coverage.md) leaves out is among them.",
    "",
    markdownTable(["requirement", "wrong one", "caught by"], rows),
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

  it("break every MUST that a program judges, alone or with hands", () => {
    const killed = new Set<string>(KILLS.map(({ breaks }) => breaks));
    expect(owedIds().filter((id) => !killed.has(id))).toEqual([]);
  });

  it("are published with what catches them", () => {
    expectCommitted("protocols/conformance/KILLS.md", pageText());
  });
});
