import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { remedyAtTheEnd, SDK_FAULTS, SdkError, sdkFault } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";

const readme = readFileSync(
  createRequire(import.meta.url)
    .resolve("@dosekit/sdk/package.json")
    .replace("package.json", "README.md"),
  "utf8",
);

describe("faults of the SDK", () => {
  it("stand in the README with the same words, and no other does", () => {
    const rows = Object.entries(SDK_FAULTS).map(
      ([code, { sentence, remedy }]) => `| \`${code}\` | ${sentence} | ${remedy} |`,
    );
    const table = readme.split("\n").filter((line) => /^\| `[a-z-]+` \| .* \| .* \|$/.test(line));
    expect(table).toEqual(rows);
  });

  it("promise no other try where a program ends with them", () => {
    const remedies = Object.values(SDK_FAULTS).map(remedyAtTheEnd);
    expect(remedyAtTheEnd(sdkFault("serial-port-busy"))).toBe("Stop the other program.");
    expect(remedies.filter((text) => /; the .* is tried again/.test(text))).toEqual([]);
    expect(remedies.filter((text) => !text.endsWith("."))).toEqual([]);
  });

  it("tell what was found, and become an error where a promise ends", () => {
    const fault = sdkFault("broker-refused", "mqtt://b:1");
    expect(fault.message).toBe("Nothing listens at the broker's address. (mqtt://b:1)");
    expect(new SdkError(fault)).toMatchObject({ code: "broker-refused", remedy: fault.remedy });
  });
});
