import type { MessageDefinition } from "../schema/define-message.ts";
import type { ChoiceKind, Fields, Kind, StructKind } from "../schema/kind.ts";

/** What every text starts with: the one rule that no definition names. */
const HEADER = [
  "; OMDP messages in CDDL (RFC 8610), made from the definitions; change those, not this text.",
  "; The wire form is the deterministic CBOR profile of omdp.md, which CDDL alone can't say.",
  "",
];

const INSTANT = [
  "; Milliseconds since 1970-01-01T00:00:00Z, in two parts.",
  "instant = [seconds: 0..9007199254740, milliseconds: 0..999]",
];

/** The rules of one text while they are being collected; lists and groups get a rule each. */
interface Rules {
  readonly lines: string[];
  readonly named: Map<ChoiceKind | StructKind, string>;
}

/**
 * Writes messages as CDDL, a language for the shape of CBOR that other implementations can read.
 *
 * @see RFC 8610
 */
export function toCddl(messages: readonly MessageDefinition[]): string {
  const rules: Rules = { lines: [], named: new Map() };
  for (const { id, name, doc, fields } of messages) {
    const body = groupLines(rules, fields, name);
    rules.lines.push("", `; ${doc}`, `${name} = [${id}, {`, ...body, "}]");
  }
  const all = `omdp-message = ${messages.map(({ name }) => name).join(" / ")}`;
  return `${[...HEADER, all, "", ...INSTANT, ...rules.lines].join("\n")}\n`;
}

function groupLines(rules: Rules, fields: Fields, owner: string): readonly string[] {
  const lines = Object.entries(fields).map(([name, { key, kind, optional, doc }]) => {
    const type = typeOf(rules, kind, `${owner}-${toKebab(name)}`);
    const unit = kind.kind === "whole" && kind.unit !== undefined ? `, ${kind.unit}` : "";
    return `  ${optional ? "? " : ""}${key}: ${type}, ; ${name}${unit}: ${doc}`;
  });
  return [...lines, "  * uint => any ; from a newer version, ignored"];
}

function typeOf(rules: Rules, kind: Kind, path: string): string {
  switch (kind.kind) {
    case "whole":
      return kind.min === kind.max ? `${kind.min}` : `${kind.min}..${kind.max}`;
    case "text":
      return textType(kind);
    case "bytes":
      return `bytes .size (${kind.minBytes}..${kind.maxBytes})`;
    case "bool":
      return "bool";
    case "instant":
      return "instant";
    case "list":
      return `[${kind.min}*${kind.max} ${typeOf(rules, kind.item, path)}]`;
    case "choice":
      return choiceRule(rules, kind, path);
    case "struct":
      return structRule(rules, kind);
  }
}

function textType(kind: Extract<Kind, { kind: "text" }>): string {
  const sized = `text .size (${kind.minBytes}..${kind.maxBytes})`;
  if (kind.pattern === undefined) return sized;
  // CDDL's expressions match the whole text, so the anchors go.
  const source = kind.pattern.source.replace(/^\^/, "").replace(/\$$/, "");
  return `(${sized}) .and (text .regexp "${source.replace(/[\\"]/g, "\\$&")}")`;
}

function choiceRule(rules: Rules, kind: ChoiceKind, path: string): string {
  const known = rules.named.get(kind);
  if (known !== undefined) return known;
  rules.named.set(kind, path);
  const words = Object.entries(kind.words).map(([word, number]) => `  "${word}": ${number},`);
  rules.lines.push("", `${path} = &(`, ...words, ")");
  return path;
}

function structRule(rules: Rules, kind: StructKind): string {
  if (rules.named.has(kind)) return kind.name;
  rules.named.set(kind, kind.name);
  const body = groupLines(rules, kind.fields, kind.name);
  rules.lines.push("", `${kind.name} = {`, ...body, "}");
  return kind.name;
}

function toKebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
