import {
  bool,
  defineMessage,
  field,
  type MessageOptions,
  optional,
  whole,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function optionsWith(
  fields: MessageOptions<Record<string, ReturnType<typeof field>>>["fields"],
  reservedKeys: readonly number[] = [],
) {
  const doc = "A message.";
  return { id: 901, name: "sample", direction: "both", doc, fields, reservedKeys } as const;
}

describe("defineMessage", () => {
  it("fills in what is left out", () => {
    const { id, name, requirements, since, reservedKeys } = defineMessage({
      id: 901,
      name: "sample",
      direction: "both",
      doc: "A message.",
      fields: { armed: field(1, bool(), "Truth.") },
    });
    expect({ id, name, requirements, since, reservedKeys }).toEqual({
      id: 901,
      name: "sample",
      requirements: [],
      since: 0,
      reservedKeys: [],
    });
  });

  it("refuses two fields with one key", () => {
    const fields = { first: field(1, bool(), "One."), second: field(1, bool(), "Two.") };
    expect(() => defineMessage(optionsWith(fields))).toThrow("sample.second: key 1 is taken");
  });

  it("refuses a key that was taken out of use", () => {
    const fields = { first: field(3, bool(), "One.") };
    expect(() => defineMessage(optionsWith(fields, [3]))).toThrow("sample.first: key 3 is taken");
  });
});

describe("fields", () => {
  it("carry key, kind, presence, meaning and version", () => {
    expect(field(1, whole({ max: 9 }), "Doses.", 2)).toEqual({
      key: 1,
      kind: { kind: "whole", min: 0, max: 9 },
      optional: false,
      doc: "Doses.",
      since: 2,
    });
    expect(optional(-1, bool(), "Truth.")).toMatchObject({ key: -1, optional: true, since: 0 });
  });
});
