import { DEVICE_ID_PATTERN } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

describe("DEVICE_ID_PATTERN", () => {
  it.each(["a", "pilly-0001", "IMEI_352099001761481", "x".repeat(32)])("takes %s", (id) => {
    expect(DEVICE_ID_PATTERN.test(id)).toBe(true);
  });

  it.each(["", "x".repeat(33), "a/b", "a+", "#", "a b", "ø", "a\n"])("refuses %j", (id) => {
    expect(DEVICE_ID_PATTERN.test(id)).toBe(false);
  });
});
