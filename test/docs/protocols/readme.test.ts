import { DECODE_ERRORS, EventAcknowledgement, markdownTable } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";
import { text, throughSeq } from "./readme-example.ts";

const README = "protocols/README.md";

describe("the README of the protocol", () => {
  it("lists every reason for which bytes or topics are refused", () => {
    const rows = Object.entries(DECODE_ERRORS).map(([code, { family, sentence }]) => [
      `\`${code}\``,
      family,
      sentence,
    ]);
    const table = markdownTable(["code", "family", "meaning"], rows);
    expectCommitted(README, withMade(readCommitted(README), "decode-errors", table));
  });

  it("shows the example that runs here", () => {
    const example = readCommitted("test/docs/protocols/readme-example.ts").trimEnd();
    const block = `\`\`\`ts\n${example}\n\`\`\``;
    expectCommitted(README, withMade(readCommitted(README), "example", block));
    expect(throughSeq).toBe(17);
    const lines = text.trimEnd().split("\n");
    expect(lines[0]).toContain(EventAcknowledgement.doc);
    expect(lines).toHaveLength(3);
  });
});
