import { markdownTable } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted } from "../../support/committed-text.ts";
import { CITED_TESTS } from "../../support/conformance/cited-tests.ts";
import {
  type Citation,
  readCitations,
  type Sign,
  SOURCES,
} from "../../support/conformance/coverage.ts";
import {
  MISSING_SCENARIOS,
  reasonForNoScenario,
} from "../../support/conformance/missing-scenarios.ts";
import { MISSING_TESTS, reasonFor } from "../../support/conformance/missing-tests.ts";
import { readRequirements } from "../../support/conformance/specification.ts";

/** Read afresh: the generated module may be written anew in the same run. */
const REQUIREMENTS = new Map(readRequirements().map((one) => [one.id, one]));
const IDS = [...REQUIREMENTS.keys()];
const CITATIONS = readCitations();
const SIGNS = ["positive", "negative"] as const;

function citationsOf(id: string, sign: Sign): readonly Citation[] {
  return CITATIONS.filter((one) => one.requirement === id && one.sign === sign);
}

/** Whether scenarios and a wrong peer have to decide about a requirement. */
function isForScenarios(id: string): boolean {
  const { level, roles = [], testability } = REQUIREMENTS.get(id) ?? {};
  return level === "MUST" && testability !== "inspection" && !roles.includes("specification");
}

/** What of the two a requirement lacks. */
function lacks(id: string): readonly string[] {
  const found = new Set(
    CITATIONS.filter(({ requirement }) => requirement === id).map(({ source }) => source),
  );
  return (["scenario", "wrong one"] as const).filter((source) => !found.has(source));
}

/** `3 scenario, 1 vector`, or nothing. */
function inShort(citations: readonly Citation[]): string {
  return SOURCES.map(
    (source) => [source, citations.filter((one) => one.source === source)] as const,
  )
    .filter(([, found]) => found.length > 0)
    .map(([source, found]) => `${found.length} ${source}${found.length > 1 ? "s" : ""}`)
    .join(", ");
}

function rowOf(id: string): readonly string[] {
  const { level = "", roles = [], profile = "" } = REQUIREMENTS.get(id) ?? {};
  const cells = SIGNS.map((sign) => inShort(citationsOf(id, sign)) || "none");
  const reasons = SIGNS.filter((sign) => citationsOf(id, sign).length === 0).map((sign) => {
    return reasonFor(id, sign) ?? (level === "MUST" ? "no reason" : "not a MUST");
  });
  if (isForScenarios(id) && lacks(id).length > 0) {
    reasons.push(`no ${lacks(id).join(", no ")}: ${reasonForNoScenario(id) ?? "no reason"}`);
  }
  return [id, level, roles.join(", "), profile, ...cells, [...new Set(reasons)].join("; ")];
}

function pageText(): string {
  const headings = ["requirement", "level", "roles", "profile", "positive", "negative", "why none"];
  return [
    "# What decides about each requirement",
    "",
    "Made from the scenarios, the vectors, the tests and the wrong devices and gateways that the",
    "scenarios have to catch. A positive test shows that what is right is done, a negative one that",
    "what is wrong is refused, withstood or caught. Each MUST that a program judges has a scenario that",
    "decides about it and a wrong peer that a scenario catches by its id, or the reason why not.",
    "",
    markdownTable(headings, IDS.map(rowOf)),
    "",
  ].join("\n");
}

describe("the coverage of the requirements", () => {
  it("has a positive and a negative test for each MUST, or says why not", () => {
    const bare = IDS.filter((id) => REQUIREMENTS.get(id)?.level === "MUST").flatMap((id) =>
      SIGNS.filter((sign) => citationsOf(id, sign).length === 0)
        .filter((sign) => reasonFor(id, sign) === undefined)
        .map((sign) => `${id} has no ${sign} test and no reason`),
    );
    expect(bare).toEqual([]);
  });

  it("has a scenario for what is advised, or says why not", () => {
    const bare = IDS.filter((id) => REQUIREMENTS.get(id)?.level === "SHOULD")
      .filter((id) => lacks(id).includes("scenario"))
      .filter((id) => (reasonForNoScenario(id) ?? reasonFor(id, "positive")) === undefined);
    expect(bare).toEqual([]);
  });

  it("has a scenario and a wrong peer for each MUST that a program judges, or says why not", () => {
    const bare = IDS.filter(isForScenarios)
      .filter((id) => lacks(id).length > 0 && reasonForNoScenario(id) === undefined)
      .map((id) => `${id} has no ${lacks(id).join(", no ")} and no reason`);
    expect(bare).toEqual([]);
    const idle = MISSING_SCENARIOS.filter(({ requirement }) => lacks(requirement).length === 0);
    expect(idle).toEqual([]);
  });

  it("cites no requirement that is not there", () => {
    const unknown = CITATIONS.filter(({ requirement }) => !REQUIREMENTS.has(requirement));
    expect(unknown).toEqual([]);
  });

  it("cites no test that is not there", () => {
    const gone = CITED_TESTS.filter(({ file, title }) => !readCommitted(file).includes(title));
    expect(gone).toEqual([]);
  });

  it("gives no reason where nothing is missing", () => {
    const idle = MISSING_TESTS.filter(({ requirements, signs }) =>
      IDS.filter((id) => requirements.test(id)).every((id) =>
        signs.every((sign) => citationsOf(id, sign).length > 0),
      ),
    );
    expect(idle.map(({ reason }) => reason)).toEqual([]);
  });

  it("is committed as a table", () => {
    expectCommitted("protocols/spec/coverage.md", pageText());
  });
});
