import type { FateStream } from "../protocols/fate-stream.ts";
import { below, oneOf } from "./byte-mutations.ts";

/** What stands in the place of a value, or of anything. */
const ODD_WORDS: readonly string[] = [
  "",
  "null",
  "~",
  "true",
  "-1",
  "0",
  "0.5",
  "1e999",
  ".nan",
  "9007199254740993",
  "2026-02-30",
  "25:61",
  "Mars/Olympus",
  "constructor",
  "__proto__",
  "[]",
  "{}",
  '""',
  "'",
  "&a [*a]",
  "*nobody",
  "!!js/function 'x'",
  "<<: {a: 1}",
  "../../../../etc/passwd",
  "\u0000",
  "\ud800",
  "x".repeat(5_000),
  "[".repeat(300),
  "{a: ".repeat(300),
];

/** A way to spoil a text. */
type TextMutation = (text: string, fate: FateStream) => string;

function onLines(change: (lines: string[], at: number, fate: FateStream) => void): TextMutation {
  return (text, fate) => {
    const lines = text.split("\n");
    change(lines, below(fate, lines.length), fate);
    return lines.join("\n");
  };
}

const TEXT_MUTATIONS: readonly TextMutation[] = [
  onLines((lines, at) => lines.splice(at, 1)),
  onLines((lines, at) => lines.splice(at, 0, lines[at] ?? "")),
  onLines((lines, at, fate) => lines.splice(at, 1, ` ${oneOf(fate, lines)}`)),
  onLines((lines, at, fate) => lines.splice(at, 0, oneOf(fate, ODD_WORDS))),
  onLines((lines, at, fate) => {
    const line = lines[at] ?? "";
    const colon = line.indexOf(":");
    lines[at] = `${line.slice(0, colon + 1)} ${oneOf(fate, ODD_WORDS)}`;
  }),
  (text, fate) => text.slice(0, below(fate, text.length)),
  (text, fate) => {
    const tokens = [...text.matchAll(/"[^"\n]*"|[\w.+-]+/g)];
    if (tokens.length === 0) return text;
    const token = oneOf(fate, tokens);
    const word = fate() < 0.7 ? oneOf(fate, ODD_WORDS) : (oneOf(fate, tokens)[0] ?? "");
    return `${text.slice(0, token.index)}${word}${text.slice(token.index + token[0].length)}`;
  },
  (text, fate) => {
    const at = below(fate, text.length);
    return `${text.slice(0, at)}${String.fromCharCode(below(fate, 256))}${text.slice(at + 1)}`;
  },
];

/** Spoils a document that people write, once or a few times over. */
export function mutatedText(text: string, fate: FateStream): string {
  let spoilt = text;
  do spoilt = oneOf(fate, TEXT_MUTATIONS)(spoilt, fate);
  while (fate() < 0.3);
  return spoilt;
}
