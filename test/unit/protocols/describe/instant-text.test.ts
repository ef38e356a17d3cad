import { instantText } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("instantText", () => {
  it.each([
    [0, "1970-01-01T00:00:00.000Z"],
    [951_782_400_000 - 1, "2000-02-28T23:59:59.999Z"],
    [1_790_000_000_123, "2026-09-21T14:13:20.123Z"],
  ])("writes %i as %s", (ms, text) => {
    expect(instantText(ms)).toBe(text);
  });
});
