import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { type Requirement, requirementsOf } from "@dosekit/protocols";
import { REPOSITORY_ROOT, readCommitted } from "../committed-text.ts";

/** A requirement with the SHA-256 of its sentence. */
export interface RegisteredRequirement extends Requirement {
  readonly sha256: string;
}

/** Reads every requirement of every page, in the order of their ids; complains of unreadable ones. */
export function readRequirements(): readonly RegisteredRequirement[] {
  const pages = readdirSync(new URL("protocols/spec", REPOSITORY_ROOT)).filter((name) =>
    /\.md$/.test(name),
  );
  const readings = pages.map((page) =>
    requirementsOf(page, readCommitted(`protocols/spec/${page}`)),
  );
  const problems = readings.flatMap((reading) => reading.problems);
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return readings
    .flatMap(({ requirements }) => requirements)
    .map((requirement) => ({ ...requirement, sha256: sha256Of(requirement.sentence) }))
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

function sha256Of(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
