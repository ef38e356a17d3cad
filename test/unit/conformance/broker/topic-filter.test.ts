import { hasWildcard, matchesFilter } from "@dosekit/conformance";
import { expect, it } from "vitest";

it.each([
  ["a/b", "a/b", true],
  ["a/b", "a/b/c", false],
  ["a/b/c", "a/b", false],
  ["a/+/c", "a/b/c", true],
  ["a/+", "a/b/c", false],
  ["a/#", "a/b/c", true],
  ["a/#", "b", false],
  ["#", "a/b", true],
  ["+/+", "a/b", true],
])("the filter %s against the topic %s: %s", (filter, topic, matches) => {
  expect(matchesFilter(filter, topic)).toBe(matches);
});

it("a wildcard is told from a name", () => {
  expect(["a/b", "a/+", "#"].map(hasWildcard)).toEqual([false, true, true]);
});
