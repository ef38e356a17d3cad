import { readFileSync } from "node:fs";
import { decodeRow, encodeRow, type InboxRow, ROW_VERSION } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { eventBytes, record } from "../../../support/sdk/messages.ts";

const event = record(11, 3, { kind: "alert.raised", alert: "1.1", severity: 30 });
const place = { position: 42, deviceId: "box-1", epoch: 11, seq: 3, receivedMs: 1_790_000_000_123 };
const rows: readonly InboxRow[] = [
  { ...place, span: 1, kind: "record", event, payload: eventBytes(event) },
  {
    ...place,
    span: 1,
    kind: "unreadable",
    reason: "not-a-message",
    payload: Uint8Array.of(0x83, 1, 2, 3),
  },
  { ...place, span: 1_000, kind: "lost" },
];

/** Rows as version 1 wrote them; this file never changes. */
const fixture = JSON.parse(
  readFileSync(new URL("../../../fixtures/sdk/inbox-rows-v1.json", import.meta.url), "utf8"),
) as readonly { readonly name: string; readonly hex: string }[];

describe("inbox row", () => {
  it.each(rows)("comes back from storage as it was: $kind", (row) => {
    expect(decodeRow(42, encodeRow(row))).toEqual(row);
  });

  it.each(rows.map((row, at) => ({ row, at, kind: row.kind })))(
    "reads a row that version 1 wrote: $kind",
    ({ row, at }) => {
      const kept = fixture[at];
      expect(kept?.name).toBe(row.kind);
      expect(decodeRow(42, Buffer.from(kept?.hex ?? "", "hex"))).toEqual(row);
      expect(Buffer.from(encodeRow(row)).toString("hex")).toBe(kept?.hex);
    },
  );

  it("becomes a record once its bytes can be read", () => {
    const unreadable: InboxRow = {
      ...place,
      span: 1,
      kind: "unreadable",
      reason: "unknown-word",
      payload: eventBytes(event),
    };
    expect(decodeRow(42, encodeRow(unreadable))).toMatchObject({ kind: "record", event });
  });

  it("refuses another version, an unknown kind and a torn row", () => {
    const bytes = encodeRow(rows[0] as InboxRow);
    expect(decodeRow(1, bytes.with(0, ROW_VERSION + 1))).toBeUndefined();
    expect(decodeRow(1, bytes.with(1, 9))).toBeUndefined();
    expect(decodeRow(1, bytes.slice(0, 25))).toBeUndefined();
    expect(decodeRow(1, new Uint8Array())).toBeUndefined();
  });
});
