import { MODE_STEPS, RIGHTS } from "@dosekit/firmware-model";
import { ACTOR_ROLE, COMMAND_VERB, type CommandVerb, markdownTable } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const PAGE = "protocols/spec/commands.md";
const VERBS = (Object.keys(COMMAND_VERB.words) as CommandVerb[]).sort(
  (one, other) => COMMAND_VERB.words[one] - COMMAND_VERB.words[other],
);

describe("the page of the commands", () => {
  it("has the rights that devices go by", () => {
    const rows = VERBS.map((verb) => {
      const { roles, modes } = RIGHTS[verb];
      return [`\`${verb}\``, roles.join(", "), modes.join(", ")];
    });
    const table = markdownTable(["command", "roles", "modes"], rows);
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "rights", table));
  });

  it("has the steps between modes that devices go by", () => {
    const rows = Object.entries(MODE_STEPS).map(([mode, next]) => {
      return [`\`${mode}\``, next.length === 0 ? "none" : next.join(", ")];
    });
    const table = markdownTable(["mode", "where `set-mode` may lead"], rows);
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "mode-steps", table));
  });

  it("says who each role is", () => {
    for (const role of Object.keys(ACTOR_ROLE.words)) {
      expect(readCommitted(PAGE)).toContain(`| \`${role}\``);
    }
  });
});
