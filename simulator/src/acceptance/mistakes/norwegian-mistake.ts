import type { Mistake } from "../../cli/user-error.ts";
import { VALUE_WORDS } from "../service-words.ts";
import { MISTAKE_PHRASES } from "./mistake-phrases.ts";
import { MISTAKE_SENTENCES } from "./mistake-sentences.ts";
import { patternsOf, wordsFor } from "./phrase-patterns.ts";
import { readerAllowed, readerFound, readerSentence } from "./reader-mistakes.ts";

/**
 * Tells a mistake in a municipality's file or command in bokmål. File, line and field stay as they
 * are, and so does what the user wrote; a sentence that has no bokmål stays English.
 */
export function norwegianMistake(mistake: Mistake): Mistake {
  const { code, found, allowed, message } = mistake;
  const foundIn = (text: string) => norwegianFound(text) ?? readerFound(code, text) ?? text;
  const allowedIn = (text: string) => readerAllowed(code, text) ?? norwegianAllowed(text) ?? text;
  return {
    ...mistake,
    ...(found === undefined ? {} : { found: foundIn(found) }),
    ...(allowed === undefined ? {} : { allowed: allowedIn(allowed) }),
    message: norwegianSentence(message) ?? message,
  };
}

/** Says a mistake's sentence in bokmål; nothing for one that nobody has put into it. */
export function norwegianSentence(message: string): string | undefined {
  const [, sentence = message, command] = /^(.*) See (.*) --help\.$/.exec(message) ?? [];
  const told = readerSentence(sentence) ?? wordsFor(sentence, SENTENCES);
  return told === undefined || command === undefined ? told : `${told} Se ${command} --help.`;
}

/** Says what was found in bokmål; nothing for what is the user's own. */
export function norwegianFound(found: string): string | undefined {
  return wordsFor(found, PHRASES);
}

/** Says what is allowed in bokmål; nothing for what is said in no language, or by nobody yet. */
export function norwegianAllowed(allowed: string): string | undefined {
  const [, before, way] = /^(.*); here: (.*)$/s.exec(allowed) ?? [];
  if (before !== undefined) return `${norwegianAllowed(before) ?? before}; her: ${way}`;
  const told = wordsFor(allowed, PHRASES) ?? namesOnly(allowed) ?? optionOnly(allowed) ?? allowed;
  const valued = inNorwegianValues(told);
  return valued === allowed ? undefined : valued;
}

const NAME = "`?[\\wæøåÆØÅ]+`?";
const NAMES = new RegExp(`^${NAME}(?:(?:,? and perhaps|, perhaps|,? and| or|,) ${NAME})+$`, "u");

/** Names of fields, and nothing else but the words between them. */
function namesOnly(allowed: string): string | undefined {
  if (!NAMES.test(allowed)) return undefined;
  return allowed
    .replaceAll(/,? and perhaps /g, " og eventuelt ")
    .replaceAll(", perhaps ", ", eventuelt ")
    .replaceAll(/,? and /g, " og ")
    .replaceAll(" or ", " eller ");
}

/** What the help of an option says, which is English. */
function optionOnly(allowed: string): string | undefined {
  const [, value] = /^(<[^>]+>): /.exec(allowed) ?? [];
  return value === undefined ? undefined : `${value}, se --help`;
}

const SENTENCES = patternsOf(MISTAKE_SENTENCES);
const PHRASES = patternsOf(MISTAKE_PHRASES);

/** A list of values that may be written in Norwegian is told so, where all of them may. */
function inNorwegianValues(text: string): string {
  const list = /[a-z0-9-]+(?:, [a-z0-9-]+)+$/.exec(text)?.[0] ?? "";
  const values = list.split(", ");
  for (const words of Object.values(VALUE_WORDS)) {
    const norwegian = new Map(Object.entries(words).map(([own, english]) => [english, own]));
    if (!values.every((value) => norwegian.has(value))) continue;
    const told = values.map((value) => norwegian.get(value) ?? value).join(", ");
    return `${text.slice(0, text.length - list.length)}${told}`;
  }
  return text;
}
