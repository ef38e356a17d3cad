import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { NOTICE_TEXTS, noticeText } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";

const CODES = Object.keys(ALERTS) as AlertCode[];
const LANGUAGES = ["no", "en"] as const;
const ZONE = { zone: "Europe/Oslo" };

describe.each(LANGUAGES)("a notice in %s", (language) => {
  test("says of every alert what it is, within one SMS", () => {
    for (const alert of CODES) {
      for (const over of [false, true]) {
        const { subject, body } = noticeText({ alert, atMs: 0, over }, language, ZONE);
        expect(body).toContain(NOTICE_TEXTS[alert][language]);
        expect(body.length).toBeLessThanOrEqual(160);
        expect(subject.length).toBeLessThanOrEqual(40);
      }
    }
    expect(new Set(CODES.map((alert) => NOTICE_TEXTS[alert][language])).size).toBe(CODES.length);
  });

  test("never names a medicine, a dispenser or a dose", () => {
    const telling = /medisin|medicine|medication|pille|pill|dose|dosett|dispens|pose|pouch|lege/i;
    for (const alert of CODES) {
      const { subject, body } = noticeText({ alert, atMs: 0, over: false }, language, ZONE);
      expect(`${subject} ${body}`).not.toMatch(telling);
    }
  });
});

test("the time is that of the people who read it, also where the clock has moved", () => {
  const at = (iso: string) =>
    noticeText({ alert: "1.1", atMs: Date.parse(iso), over: false }, "no", ZONE).body;
  expect(at("2026-07-01T06:05:00Z")).toContain("08:05");
  expect(at("2026-12-01T06:05:00Z")).toContain("07:05");
});
