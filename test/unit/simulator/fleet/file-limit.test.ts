import { checkFileHandles, fileHandleLimit, UserError } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

describe("the limit of file handles", () => {
  it("is found out before anything is opened", () => {
    expect(fileHandleLimit()).toBeGreaterThan(0);
  });

  it("lets a fleet through that has room", () => {
    expect(() => checkFileHandles(425, true, 1_000)).not.toThrow();
    expect(() => checkFileHandles(850, false, 1_000)).not.toThrow();
  });

  it("counts both ends of each connection when the broker is embedded", () => {
    expect(() => checkFileHandles(426, true, 1_000)).toThrow(UserError);
  });

  it("says how many devices there may be", () => {
    let seen: unknown;
    try {
      checkFileHandles(851, false, 1_000);
    } catch (error) {
      seen = error;
    }
    expect(seen).toMatchObject({
      exitCode: 3,
      mistake: { code: "live.too-many-devices", found: "851" },
    });
    expect((seen as UserError).mistake.allowed).toContain("at most 850");
  });

  it("refuses even one device where loading the run takes every handle", () => {
    expect(() => checkFileHandles(1, true, 152)).not.toThrow();
    expect(() => checkFileHandles(1, true, 151)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        mistake: expect.objectContaining({
          allowed: expect.stringContaining("one device needs a limit of 152"),
        }),
      }),
    );
  });

  it("stands in nobody's way where it can't be told", () => {
    expect(() => checkFileHandles(1_000_000, true, undefined)).not.toThrow();
  });
});
