import { readScript, UserError } from "@dosekit/simulator";
import { afterAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

function mistakeOf(text: string): unknown {
  bench.file("steps.jsonl", text);
  try {
    readScript("steps.jsonl", bench.folder);
  } catch (error) {
    if (error instanceof UserError) return error.mistake;
    throw error;
  }
  return undefined;
}

describe("a script", () => {
  it("is read line by line, blank ones apart", () => {
    bench.file("steps.jsonl", '{"afterMs": 0, "do": "tilt"}\r\n\n{"do": "right", "afterMs": 5}\n');
    expect(readScript("steps.jsonl", bench.folder)).toEqual([
      { afterMs: 0, do: "tilt" },
      { afterMs: 5, do: "right" },
    ]);
  });

  it.each([
    ["no JSON", "oops", "step"],
    ["a list", "[]", "step"],
    ["a field that no step has", '{"afterMs": 1, "do": "tilt", "then": 1}', "step"],
    ["no time", '{"do": "tilt"}', "afterMs"],
    ["a time before", '{"afterMs": -1, "do": "tilt"}', "afterMs"],
    ["a part of a millisecond", '{"afterMs": 1.5, "do": "tilt"}', "afterMs"],
    ["more than a year", '{"afterMs": 1e12, "do": "tilt"}', "afterMs"],
    ["no action", '{"afterMs": 1}', "do"],
    ["another action", '{"afterMs": 1, "do": "shake"}', "do"],
    ["a name of every object", '{"afterMs": 1, "do": "toString"}', "do"],
  ])("with %s is refused with line and field", (_title, line, field) => {
    expect(mistakeOf(`{"afterMs": 1, "do": "tilt"}\n${line}\n`)).toMatchObject({
      code: "script.bad-step",
      file: "steps.jsonl",
      line: 2,
      field,
    });
  });

  it("without a step is refused", () => {
    expect(mistakeOf("\n")).toMatchObject({ code: "script.empty" });
  });
});
