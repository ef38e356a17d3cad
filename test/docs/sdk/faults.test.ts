import { SDK_FAULTS } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

const PAGE = readCommitted("sdk/README.md");

describe("the table of faults of the SDK", () => {
  it.each(Object.entries(SDK_FAULTS))("has %s as the code has it", (code, fault) => {
    expect(PAGE).toContain(`| \`${code}\` | ${fault.sentence} | ${fault.remedy} |`);
  });
});
