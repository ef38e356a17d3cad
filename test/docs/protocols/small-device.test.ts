import { REQUIREMENTS } from "@dosekit/conformance";
import {
  CHANNELS,
  FRAME_TYPES,
  MESSAGES,
  type MessageDefinition,
  markdownTable,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { expectCommitted, readCommitted, withMade } from "../../support/committed-text.ts";

const PAGE = "protocols/spec/security.md";
const STRANGER = "test/support/stranger";
/** Messages that only other profiles, or a device with a test clock, have. */
const OUTSIDE_CORE: ReadonlySet<string> = new Set(["key-change", "run-clock"]);

/** Lines that say something to a compiler. */
function codeLines(path: string): number {
  const lines = readCommitted(path)
    .split("\n")
    .map((line) => line.trim());
  return lines.filter((line) => line !== "" && !/^(\/\*|\*|\/\/)/.test(line)).length;
}

function fieldsOf({ fields }: MessageDefinition): readonly [needed: number, all: number] {
  const all = Object.values(fields);
  return [all.filter(({ optional }) => !optional).length, all.length];
}

function messageRow(way: "up" | "down"): readonly string[] {
  const names = Object.values(CHANNELS)
    .filter((rule) => rule.way === way)
    .flatMap(({ messages }) => messages.map(({ name }) => name));
  const core = MESSAGES.filter(({ name }) => names.includes(name) && !OUTSIDE_CORE.has(name));
  const counts = core.map(fieldsOf);
  const needed = counts.reduce((sum, [one]) => sum + one, 0);
  const all = counts.reduce((sum, [, one]) => sum + one, 0);
  return [
    `messages that it ${way === "up" ? "writes" : "reads"}`,
    `${core.length}: ${core.map(({ name }) => `\`${name}\``).join(", ")}`,
    `${needed} fields that are always there, ${all} in all`,
  ];
}

function sentencesOf(profile: string): string {
  const musts = Object.values(REQUIREMENTS).filter(({ level, roles, profile: found }) => {
    return level === "MUST" && roles.includes("device") && found === profile;
  });
  return `${musts.length} sentences with MUST`;
}

/** States of the link at a device's end, as the table of the link's page has them. */
function linkStates(): readonly string[] {
  const rows = readCommitted("protocols/spec/link.md").matchAll(
    /^\| (\w+) +\| (?:device|both) +\|/gm,
  );
  return [...new Set([...rows].map(([, state = ""]) => state))];
}

describe("what a small device has to have", () => {
  it("is counted from the definitions, beside the length of a peer written from the text", () => {
    const frames = Object.keys(FRAME_TYPES);
    const states = linkStates();
    expect(states).toEqual(expect.arrayContaining(["waiting", "offering", "contact"]));
    const written = (file: string) => `${codeLines(`${STRANGER}/${file}`)} lines`;
    const rows = [
      ["core", sentencesOf("CORE"), ""],
      [...messageRow("up"), ""].slice(0, 3),
      [...messageRow("down"), ""].slice(0, 3),
      ["canonical CBOR, both ways", "seven kinds of items", written("cbor.ts")],
      ["serial link", sentencesOf("SERIAL"), ""],
      ["frames", `${frames.length} types: ${frames.join(", ")}`, written("frames.ts")],
      ["contact and segments", `${states.length} states: ${states.join(", ")}`, written("link.ts")],
      ["MQTT in place of the serial link", sentencesOf("MQTT"), "beside a library for MQTT 5"],
      ["security", sentencesOf("SEC"), written("seal.ts")],
    ];
    const table = markdownTable(["part", "what there is", "size"], rows);
    expectCommitted(PAGE, withMade(readCommitted(PAGE), "small-device", table));
  });
});
