import { makeObjectsYoung } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

function flagsFor(version: string): readonly string[] {
  const flags: string[] = [];
  makeObjectsYoung(version, (told) => void flags.push(told));
  return flags;
}

describe("makeObjectsYoung", () => {
  it("tells the engine of the releases that gain by it", () => {
    expect(flagsFor("20.19.0")).toEqual(["--no-allocation-site-pretenuring"]);
    expect(flagsFor("24.1.0")).toEqual(["--no-allocation-site-pretenuring"]);
  });

  it("leaves the engine of later releases alone, which may not know the flag", () => {
    expect(flagsFor("26.0.0")).toEqual([]);
    expect(flagsFor("31.2.0")).toEqual([]);
  });
});
