import { ALERTS, type AlertCode } from "@dosekit/protocols";
import {
  parseScaipAnswer,
  referenceOf,
  requestOf,
  restoreCodeOf,
  SCAIP_REF_PATTERN,
  statusCodeOf,
  writeScaipRequest,
} from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";

const CODES = Object.keys(ALERTS) as AlertCode[];

describe("every alert", () => {
  test("has a status code of four digits", () => {
    expect(CODES.map(statusCodeOf).filter((code) => !/^\d{4}$/.test(code))).toEqual([]);
    expect(CODES.filter((alert) => ALERTS[alert].scaip.length === 0)).toEqual([]);
  });

  test("is told apart from others of the same code by its text", () => {
    const place = {
      deviceId: "d",
      alertId: "1-1",
      stage: "raise",
      atMs: 0,
      atBy: "device",
    } as const;
    const seen = new Set(
      CODES.map((alert) => {
        const { stc, ite } = requestOf({ ...place, alert }, { cid: "1" }, "no");
        return `${stc} ${ite}`;
      }),
    );
    expect(seen.size).toBe(CODES.length);
  });

  test("fits a datagram in both languages", () => {
    const place = {
      deviceId: "d",
      alertId: "1-1",
      stage: "restore",
      atMs: 0,
      atBy: "gateway",
    } as const;
    for (const alert of CODES) {
      for (const language of ["no", "en"] as const) {
        const address = { cid: "x".repeat(32), did: "d".repeat(32) };
        const text = writeScaipRequest(requestOf({ ...place, alert }, address, language));
        expect(new TextEncoder().encode(text).length).toBeLessThan(700);
      }
    }
  });
});

test("only mains and contact have a status code for their end", () => {
  expect(CODES.filter((alert) => restoreCodeOf(alert) !== undefined)).toEqual(["1.19", "1.20"]);
});

test("references differ between devices, alerts and stages, and never change", () => {
  const refs = ["d1", "d2"].flatMap((deviceId) =>
    ["1-1", "1-2"].flatMap((alertId) =>
      (["raise", "restore"] as const).map((stage) => referenceOf({ deviceId, alertId, stage })),
    ),
  );
  expect(new Set(refs).size).toBe(8);
  expect(refs.every((ref) => SCAIP_REF_PATTERN.test(ref))).toBe(true);
  // A change of this value would make centres take alerts under way a second time.
  expect(refs[0]).toBe("73F99ZRN70BUP4LK");
});

test.each([
  ["<mrs><ref>A1</ref><snu>0</snu><hbi>60</hbi></mrs>", { ref: "A1", snu: 0, hbi: 60 }],
  [
    '<?xml version="1.0"?>\n<mrs a="b">\n <ref>A1</ref> <snu>4</snu><new/></mrs>\n',
    { ref: "A1", snu: 4 },
  ],
])("reads %s", (text, value) => {
  expect(parseScaipAnswer(text)).toEqual({ ok: true, value });
});

test.each([
  ["<mrq><ref>A1</ref><snu>0</snu></mrq>", "root"],
  ["<mrs><ref>A1</ref></mrs>", "mandatory"],
  ["<mrs><ref>A 1</ref><snu>0</snu></mrs>", "ref"],
  ["<mrs><ref>A1</ref><snu>8</snu></mrs>", "number"],
  ["<mrs><ref>A1</ref><snu>0</snu><snu>4</snu></mrs>", "tag-twice"],
  ["<!DOCTYPE mrs><mrs><ref>A1</ref><snu>0</snu></mrs>", "not-flat-xml"],
  ["<mrs><ref>A1</ref><snu>&own;</snu></mrs>", "character"],
  ["<mrs><ref><b>A1</b></ref><snu>0</snu></mrs>", "not-flat-xml"],
  [`<mrs>${"<a>1</a>".repeat(2_000)}</mrs>`, "too-large"],
])("refuses %s", (text, error) => {
  expect(parseScaipAnswer(text)).toEqual({ ok: false, error });
});
