import type { Kind } from "../schema/kind.ts";

/** Lists of words longer than this have a table of their own. */
const WORDS_INLINE_MAX = 8;

/** Says in a few words what a field can hold, range and unit included. */
export function kindText(kind: Kind): string {
  switch (kind.kind) {
    case "whole":
      return `${kind.min} to ${kind.max}${kind.unit === undefined ? "" : ` ${kind.unit}`}`;
    case "text": {
      const form = kind.pattern === undefined ? "" : ` of the form \`${kind.pattern.source}\``;
      return `text, ${kind.minBytes} to ${kind.maxBytes} bytes${form}`;
    }
    case "bytes":
      return `${kind.minBytes} to ${kind.maxBytes} bytes`;
    case "bool":
      return "true or false";
    case "instant":
      return "instant as [seconds, milliseconds]";
    case "choice": {
      const words = Object.entries(kind.words);
      if (words.length > WORDS_INLINE_MAX) return `one of ${words.length} words, as its number`;
      return words.map(([word, number]) => `${number} \`${word}\``).join(", ");
    }
    case "list":
      return `list of ${kind.min} to ${kind.max}: ${kindText(kind.item)}`;
    case "struct":
      return `group \`${kind.name}\``;
  }
}
