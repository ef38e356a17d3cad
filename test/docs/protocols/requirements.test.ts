import { readdirSync } from "node:fs";
import { MESSAGES } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";

const ID = /OMDP-[A-Z]{3}-\d{3}/g;
const HEAD =
  /^> \*\*(?<id>OMDP-[A-Z]{3}-\d{3})\*\* `(?<level>MUST|SHOULD|MAY)` `role:(?<role>[a-z,]+)` `profile:(?<profile>[A-Z]+)` `class:(?<class>[a-z]+)` `test:(?<test>[a-z]+)`$/;

interface Requirement {
  readonly id: string;
  readonly level: string;
  readonly role: string;
  readonly profile: string;
  readonly class: string;
  readonly test: string;
  readonly page: string;
  readonly sentence: string;
}

function requirementsOf(page: string): readonly Requirement[] {
  const blocks = readCommitted(page)
    .split(/\n\n+/)
    .filter((block) => block.startsWith("> **OMDP-"));
  return blocks.map((block) => {
    const [head = "", ...lines] = block.trimEnd().split("\n");
    const groups = HEAD.exec(head)?.groups;
    if (groups === undefined) throw new Error(`${page}: not a requirement: ${head}`);
    const sentence = lines.map((line) => line.replace(/^> ?/, "")).join(" ");
    return { ...(groups as Omit<Requirement, "page" | "sentence">), page, sentence };
  });
}

const PAGES = readdirSync(new URL("protocols/spec", REPOSITORY_ROOT))
  .filter((name) => name.endsWith(".md"))
  .map((name) => `protocols/spec/${name}`);
const REQUIREMENTS = PAGES.flatMap(requirementsOf);
const KNOWN = new Set(REQUIREMENTS.map(({ id }) => id));

function filesUnder(folder: string): readonly string[] {
  return readdirSync(new URL(folder, REPOSITORY_ROOT), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|md|json)$/.test(name))
    .map((name) => `${folder}/${name}`);
}

/** Files that cite requirements; the samples of the tidy tests are bad on purpose. */
const CITING = [
  "protocols/src",
  "protocols/spec",
  "firmware-model/src",
  "sdk/src",
  "simulator/src",
  "test/docs",
  "test/property",
  "test/unit",
  "test/vectors",
].flatMap(filesUnder);

const ROLES = new Set(["device", "gateway", "specification"]);
const PROFILES = new Set(["CORE", "MQTT", "SERIAL", "SEC"]);
const CLASSES = new Set(["safety", "security", "integrity", "delivery", "interoperability"]);
const TESTS = new Set(["auto", "assisted", "inspection"]);

describe("the requirements", () => {
  it("are there, each id once", () => {
    expect(REQUIREMENTS.length).toBeGreaterThan(60);
    expect(KNOWN.size).toBe(REQUIREMENTS.length);
  });

  it("say each sentence once", () => {
    const sentences = REQUIREMENTS.map(({ sentence }) => sentence);
    expect(new Set(sentences).size).toBe(sentences.length);
  });

  it.each(REQUIREMENTS.map((requirement) => [requirement.id, requirement] as const))(
    "%s has known attributes and a sentence of its level",
    (_id, { level, role, profile, class: protects, test, sentence }) => {
      for (const one of role.split(",")) expect(ROLES).toContain(one);
      expect(PROFILES).toContain(profile);
      expect(CLASSES).toContain(protects);
      expect(TESTS).toContain(test);
      expect(sentence).toMatch(/\.$/);
      expect(sentence).toContain({ MUST: "SHALL", SHOULD: "SHOULD", MAY: "MAY" }[level]);
    },
  );

  it("exist wherever a source, a page or a test cites one", () => {
    expect(CITING.length).toBeGreaterThan(100);
    const unknown = CITING.flatMap((path) =>
      [...readCommitted(path).matchAll(ID)]
        .map(([id]) => id)
        .filter((id) => !KNOWN.has(id))
        .map((id) => `${path}: ${id}`),
    );
    expect(unknown).toEqual([]);
  });

  it("are cited by every message", () => {
    for (const { name, requirements } of MESSAGES) {
      expect(requirements.filter((id) => KNOWN.has(id)).length, name).toBeGreaterThan(0);
    }
  });
});
