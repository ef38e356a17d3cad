import { readFileSync } from "node:fs";
import { importPlan } from "@dosekit/sdk";
import { describe, expect, test } from "vitest";

interface Patch {
  readonly op: "add" | "remove";
  readonly path: string;
  readonly value?: unknown;
}
interface Row {
  readonly name: string;
  readonly patch: readonly Patch[];
  readonly problem: { readonly code: string; readonly path: string };
}

const file = new URL("../../plan-import/refused.json", import.meta.url);
const { bundle, rows } = JSON.parse(readFileSync(file, "utf8")) as {
  bundle: object;
  rows: readonly Row[];
};
const options = { zone: "Europe/Oslo", earlyMin: 60, lateMin: 120, minimumSpacingMin: 60 };

describe("bundles that can't be honoured exactly", () => {
  test("differ from one that is taken", () => {
    expect(importPlan(bundle, options)).toMatchObject({ ok: true, plans: [{ requests: 2 }] });
  });

  test.each(rows)("$name: refused with the reason", ({ patch, problem }) => {
    const found = importPlan(patched(bundle, patch), options);
    if (found.ok) throw new Error("taken");
    expect(found.problems).toHaveLength(1);
    expect(found.problems[0]).toMatchObject(problem);
    const { found: what, allowed, reason } = found.problems[0] ?? {};
    expect([what, allowed, reason].every((text) => text !== undefined && text !== "")).toBe(true);
  });
});

/** Applies additions and removals of RFC 6902 to fields of objects. */
function patched(document: object, patches: readonly Patch[]): object {
  const copy = structuredClone(document);
  for (const { op, path, value } of patches) {
    const steps = path.split("/").slice(1);
    const last = steps.pop() ?? "";
    const parent = steps.reduce<Record<string, unknown>>(
      (node, step) => node[step] as Record<string, unknown>,
      copy as Record<string, unknown>,
    );
    if (op === "remove") delete parent[last];
    else parent[last] = structuredClone(value);
  }
  return copy;
}
