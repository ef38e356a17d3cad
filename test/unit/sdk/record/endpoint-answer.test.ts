import { readAnswer } from "@dosekit/sdk/record";
import { describe, expect, test } from "vitest";

const NOW_MS = Date.UTC(2026, 5, 22);

function answer(status: number, body: unknown = {}, retryAfter?: string) {
  const bytes = typeof body === "string" ? body : JSON.stringify(body);
  return readAnswer({ status, retryAfter, body: new TextEncoder().encode(bytes) }, NOW_MS);
}

const response = (code: unknown) => ({
  resourceType: "Bundle",
  entry: [{ resource: { resourceType: "MessageHeader", response: { code } } }],
});

describe("an answer", () => {
  test.each([
    [200, "delivered"],
    [201, "delivered"],
    [100, "later"],
    [301, "later"],
    [308, "later"],
    [400, "refused"],
    [401, "later"],
    [403, "later"],
    [404, "later"],
    [408, "later"],
    [409, "failed"],
    [410, "refused"],
    [412, "refused"],
    [413, "refused"],
    [422, "refused"],
    [429, "later"],
    [500, "failed"],
    [503, "later"],
  ])("of %i means %s", (status, kind) => {
    expect(answer(status).kind).toBe(kind);
  });

  test("says how long to wait, and never longer than an hour", () => {
    expect(answer(503, {}, "120")).toMatchObject({ afterMs: 120_000 });
    expect(answer(429, {}, "999999999")).toMatchObject({ afterMs: 3_600_000 });
    const date = new Date(NOW_MS + 5_000).toUTCString();
    expect(answer(429, {}, date)).toMatchObject({ afterMs: 5_000 });
    expect(answer(429, {}, "Thu, 01 Jan 1970 00:00:00 GMT")).toMatchObject({ afterMs: 0 });
    for (const nonsense of ["soon", "-5", "1e9", "", "9".repeat(80)]) {
      expect(answer(503, {}, nonsense).kind).toBe("later");
    }
  });

  test("that is a message can refuse a message that arrived", () => {
    expect(answer(200, response("ok")).kind).toBe("delivered");
    expect(answer(200, response("fatal-error")).kind).toBe("refused");
    expect(answer(200, response("transient-error")).kind).toBe("failed");
  });

  test.each([
    ["deep", `${"[".repeat(5_000)}${"]".repeat(5_000)}`],
    ["no JSON", "<html>"],
    ["of wrong types", { resourceType: "Bundle", entry: { 0: 1 } }],
    ["null", "null"],
    ["of a number", "7"],
    ["of a prototype", '{"__proto__":{"resourceType":"Bundle"}}'],
  ])("whose body is %s counts by its status", (_name, body) => {
    expect(answer(200, body).kind).toBe("delivered");
    expect(answer(422, body).kind).toBe("refused");
  });

  test("longer than is read counts by its status", () => {
    const told = readAnswer({ status: 200, retryAfter: undefined, body: undefined }, NOW_MS);
    expect(told.kind).toBe("delivered");
  });
});
