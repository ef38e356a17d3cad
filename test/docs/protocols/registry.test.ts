import { existsSync } from "node:fs";
import { MESSAGES, type NumberRegistry, registryBreaks, toRegistry } from "@dosekit/protocols";
import { expect, it } from "vitest";
import { expectCommitted, REPOSITORY_ROOT, readCommitted } from "../../support/committed-text.ts";

const PATH = "protocols/spec/registry.json";

it("no number on the wire changed its meaning since it was committed", () => {
  const made = toRegistry(MESSAGES);
  const known = existsSync(new URL(PATH, REPOSITORY_ROOT));
  const committed = (known ? JSON.parse(readCommitted(PATH)) : {}) as NumberRegistry;
  // A break is never written over: it has to be taken back, or the number reserved.
  expect(registryBreaks(committed, made)).toEqual([]);
  expectCommitted(PATH, `${JSON.stringify(made, null, 2)}\n`);
});
