import { branchOf, cseqOf, headerOf, parseSipDatagram } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";

const HEAD = [
  "MESSAGE sip:alarm@example.org SIP/2.0",
  "v: SIP/2.0/UDP a.example:5060;branch=z9hG4bKx1;rport, SIP/2.0/UDP b.example",
  "f: <sip:a@example.org>;tag=1",
  "t: <sip:b@example.org>",
  "i: abc",
  "CSeq : 7 MESSAGE",
  "Subject: first",
  "  second",
];
const bytes = (text: string) => new TextEncoder().encode(text);
const message = (lines: readonly string[], body = "") =>
  bytes(`${lines.join("\r\n")}\r\n\r\n${body}`);

describe("a datagram", () => {
  test("is read with compact names and folded lines", () => {
    const parsed = parseSipDatagram(message(HEAD, "hei"));
    if (!parsed.ok) throw new Error(parsed.error);
    expect(parsed.message).toMatchObject({ kind: "request", method: "MESSAGE", body: "hei" });
    expect(headerOf(parsed.message, "subject")).toBe("first second");
    expect(branchOf(parsed.message)).toBe("z9hG4bKx1");
    expect(cseqOf(parsed.message)).toEqual({ number: 7, method: "MESSAGE" });
  });

  test("ends where its length says", () => {
    const parsed = parseSipDatagram(message([...HEAD, "l: 2"], "hei"));
    expect(parsed.ok && parsed.message.body).toBe("he");
  });

  test.each([
    ["a body that is cut off", [...HEAD, "l: 20"], "body-incomplete"],
    ["two lengths that differ", [...HEAD, "l: 1", "Content-Length: 2"], "content-length"],
    ["a length that is no number", [...HEAD, "l: -1"], "content-length"],
    ["a length beyond the limit", [...HEAD, "l: 99999999"], "body-too-large"],
    ["a line without a name", [...HEAD, ": x"], "header-line"],
    ["a bare line break", [...HEAD, "x: a\nb"], "header-line"],
    ["a line beyond the limit", [...HEAD, `x: ${"a".repeat(3_000)}`], "header-line"],
    ["too many headers", [...HEAD, ...Array(70).fill("x: 1")], "too-many-headers"],
    ["too large a head", [...HEAD, ...Array(10).fill(`x: ${"a".repeat(1_000)}`)], "head-too-large"],
    ["another version", ["MESSAGE sip:a SIP/3.0", ...HEAD.slice(1)], "start-line"],
    ["a status that can't be", ["SIP/2.0 099 No", ...HEAD.slice(1)], "start-line"],
    ["a missing Via", HEAD.filter((line) => !line.startsWith("v:")), "missing-header"],
  ])("with %s is refused", (_what, lines, error) => {
    expect(parseSipDatagram(message(lines, "hei"))).toEqual({ ok: false, error });
  });

  test("that is not in UTF-8 is refused", () => {
    const parsed = parseSipDatagram(new Uint8Array([...message(HEAD), 0xff, 0xfe]));
    expect(parsed).toEqual({ ok: false, error: "not-utf8" });
  });
});
