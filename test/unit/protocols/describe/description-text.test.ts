import {
  Command,
  describeMessage,
  descriptionText,
  encodeCanonical,
  encodeMessage,
  instant,
  type MessageDescription,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

function described(bytes: Uint8Array): MessageDescription {
  const result = describeMessage(bytes);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

const COMMAND = encodeMessage(Command, {
  commandId: "c-1",
  verb: "self-test",
  notAfterMs: instant(1_790_000_000_123),
  actor: "staff",
});

describe("descriptionText", () => {
  it("sets one aligned line for each field under a heading", () => {
    const lines = descriptionText(described(COMMAND)).split("\n");
    expect(lines[0]).toBe(`command (7): ${Command.doc}`);
    expect(lines[2]).toBe(
      `  -2  verb        ${"1 = self-test".padEnd(44)}  ${Command.fields.verb.doc}`,
    );
    expect(lines).toHaveLength(6);
  });

  it("closes with the reason for which a receiver refuses the message", () => {
    const bytes = encodeCanonical([4, new Map([[-9, 1]])]);
    expect(descriptionText(described(bytes))).toBe(
      "device-state (4): Whether the device is there, and which boot and journal it speaks for.\n" +
        "  -9  (unknown)  1\n" +
        "  refused: device-state.-9: A critical field (negative key) is not known here.\n",
    );
  });

  it("has a heading for a message that nobody knows", () => {
    const text = descriptionText({ id: 9, fields: [] });
    expect(text).toBe("unknown message (9)\n");
  });
});
