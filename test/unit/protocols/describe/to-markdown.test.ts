import {
  bytes,
  DeviceEvent,
  defineMessage,
  EVENTS,
  field,
  listOf,
  type MessageDefinition,
  struct,
  text,
  toMarkdownTables,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

/** Tables without the padding of their columns. */
function tablesOf(...messages: readonly MessageDefinition[]): string {
  return toMarkdownTables(messages).replace(/ {2,}/g, " ");
}

const TABLES = tablesOf(DeviceEvent);

describe("toMarkdownTables", () => {
  it("has a row for the message, with its channel and requirements", () => {
    expect(TABLES).toContain(
      "| 1 | `device-event` | device-to-host | `evt` | 1.0 | OMDP-EVT-001 |",
    );
  });

  it("has a row for each field, with range and unit", () => {
    expect(TABLES).toContain("| 5 | `uptimeMs` | always | | 0 to 9007199254740991 ms | 1.0 |");
    expect(TABLES).toContain("| 7 | `clock` | always | | 0 `unset`, 1 `rtc`, 2 `synced` | 1.0 |");
  });

  it("has a row for each event, alert, outcome, evidence and reason", () => {
    for (const kind of Object.keys(EVENTS)) expect(TABLES).toContain(`| \`${kind}\` |`);
    expect(TABLES).toContain(
      "| 1.23 | Dispenser tilted or upside down | Dosett feilplassert | 20 |",
    );
    expect(TABLES).toContain("| 3 | `missed` |");
    expect(TABLES).toContain("| 6 | `returned` |");
    expect(TABLES).toContain("| 17 | `lid-open` |");
    expect(TABLES).toContain("| 22 | `2.2` |");
  });

  it("says what bytes, patterns, lists and groups hold, and escapes bars", () => {
    const pair = struct("pair", {
      code: field(1, text({ maxBytes: 3, pattern: /^a|b$/ }), "Code."),
    });
    const Sample = defineMessage({
      id: 900,
      name: "sample",
      direction: "both",
      doc: "A sample.",
      fields: {
        print: field(-1, bytes({ maxBytes: 4 }), "Print."),
        pairs: field(2, listOf(pair, { max: 2 }), "Pairs."),
      },
    });
    const tables = tablesOf(Sample);
    expect(tables).toContain("| -1 | `print` | always | critical | 0 to 4 bytes |");
    expect(tables).toContain("| list of 0 to 2: group `pair` |");
    expect(tables).toContain("### Group pair");
    expect(tables).toContain("text, 1 to 3 bytes of the form `^a\\|b$`");
  });
});
