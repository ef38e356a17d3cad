import { settingsSchema } from "@dosekit/sdk";
import { expect, test } from "vitest";
import { expectCommitted } from "../../support/committed-text.ts";

const PATH = "sdk/schema/gateway-settings.schema.json";

test("the schema of the settings file is that of the program", () => {
  expectCommitted(PATH, `${JSON.stringify(settingsSchema(), null, 2)}\n`);
});

test("the schema knows every section, and refuses what is none", () => {
  const { properties, additionalProperties } = settingsSchema() as {
    readonly properties: object;
    readonly additionalProperties: boolean;
  };
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(["records", "centres", "health"]));
  expect(additionalProperties).toBe(false);
});
