import { repeatCommand } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

describe("the command that repeats a run", () => {
  it("names the fleet file, what overrode it, and the seed", () => {
    const options = [
      ["--devices", "20"],
      ["--plan", "my plan.json"],
    ] as const;
    expect(repeatCommand({ seed: "42", path: "fleets/a.yaml", options })).toBe(
      "dosekit simulate --fleet fleets/a.yaml --devices 20 --plan 'my plan.json' --seed 42",
    );
  });

  it("quotes what a shell would take apart", () => {
    expect(repeatCommand({ seed: "it's; rm", options: [] })).toBe(
      `dosekit simulate --seed 'it'\\''s; rm'`,
    );
  });
});
