import { markdownTable } from "@dosekit/protocols";
import { expect, it } from "vitest";

it("aligns columns and escapes bars", () => {
  expect(markdownTable(["a", "long"], [["x|y", "1"]])).toBe(
    ["| a    | long |", "| ---- | ---- |", "| x\\|y | 1    |"].join("\n"),
  );
});
