import { HARD_BLANKS, YAML_FAULTS } from "../../fleet/yaml-faults.ts";
import { FAULT_ALLOWED, FAULT_REASONS } from "./fault-mistakes.ts";
import { patternsOf, wordsFor } from "./phrase-patterns.ts";
import { PLAN_ALLOWED, PLAN_FOUND, PLAN_REASONS } from "./plan-mistakes.ts";
import { SYNTAX_FOUND } from "./syntax-mistakes.ts";

/** What marks a sentence that nobody has put into bokmål. */
const IN_ENGLISH = "På engelsk";

/** Says the sentence of a reader of YAML, plans or fault files in bokmål; nothing for another. */
export function readerSentence(message: string): string | undefined {
  return YAML_SENTENCES.get(message) ?? planSentence(message) ?? faultSentence(message);
}

/** Says in bokmål what such a reader found, by the mistake's code; nothing for the user's own. */
export function readerFound(code: string, found: string): string | undefined {
  if (code.startsWith("plan.")) return wordsFor(found, FOUND_IN_PLAN);
  if (code === "faults.contradiction") return found.replaceAll(" and ", " og ");
  if (code !== "file.syntax") return undefined;
  return wordsFor(found, FOUND_BY_SYNTAX) ?? `${IN_ENGLISH}: ${found}`;
}

/** Says in bokmål what may stand there instead, by the mistake's code; nothing where it can't. */
export function readerAllowed(code: string, allowed: string): string | undefined {
  const isPlan = code.startsWith("plan.");
  if (!isPlan && !/^(?:fleet|faults)\./.test(code)) return undefined;
  const told = wordsFor(allowed, isPlan ? ALLOWED_IN_PLAN : ALLOWED_IN_FAULTS) ?? allowed;
  const said = told.replaceAll(" or ", " eller ");
  return said === allowed ? undefined : said;
}

const YAML_SENTENCES: ReadonlyMap<string, string> = new Map(
  [HARD_BLANKS, ...Object.values(YAML_FAULTS).flat()].map(({ en, nb }) => [
    `The file can't be read: ${en}.`,
    `Filen kan ikke leses: ${nb}.`,
  ]),
);
const REASONS_OF_PLANS = patternsOf(PLAN_REASONS);
const FOUND_IN_PLAN = patternsOf(PLAN_FOUND);
const ALLOWED_IN_PLAN = patternsOf(PLAN_ALLOWED);
const REASONS_OF_FAULTS = patternsOf(FAULT_REASONS);
const ALLOWED_IN_FAULTS = patternsOf(FAULT_ALLOWED);
const FOUND_BY_SYNTAX = patternsOf(SYNTAX_FOUND);

const PLAN_SENTENCE =
  /^(?:(The plan is refused)|(\S+) can't follow the plan): (.*?)(?: It shows on ([\d-]+)\.)?(?: \(and (\d+) more\))?$/s;

function planSentence(message: string): string | undefined {
  const match = PLAN_SENTENCE.exec(message);
  if (match === null) return undefined;
  const [, isRefused, product, reason = "", date, more] = match;
  const told = wordsFor(reason, REASONS_OF_PLANS) ?? `${IN_ENGLISH}: ${reason}`;
  const head =
    isRefused === undefined ? `${product} kan ikke følge planen` : "Planen er ikke godtatt";
  const when = date === undefined ? "" : ` Det viser seg ${date}.`;
  return `${head}: ${told}${when}${more === undefined ? "" : ` (og ${more} til)`}`;
}

const FAULT_SENTENCE = /^(.*?) (contradicts itself|contradict each other): (.*)\.$/s;

function faultSentence(message: string): string | undefined {
  const [, kind] = /^`(.*)` has no such field\.$/.exec(message) ?? [];
  if (kind !== undefined) return `\`${kind}\` har ikke det feltet.`;
  const match = FAULT_SENTENCE.exec(message);
  if (match === null) return undefined;
  const [, who = "", verb, why = ""] = match;
  const told = wordsFor(why, REASONS_OF_FAULTS) ?? `${IN_ENGLISH}: ${why}`;
  const isOne = verb === "contradicts itself";
  return `${placesSaid(who)} motsier ${isOne ? "seg selv" : "hverandre"}: ${told}.`;
}

/** Lines and fields as a contradiction names them. */
function placesSaid(who: string): string {
  return who
    .replace(/^Lines (\d+) and (\d+)$/, "Linje $1 og $2")
    .replaceAll(/\b([Ll])ine (\d+)/g, "$1inje $2")
    .replaceAll(/(?<=inje \d+) of /g, " i ")
    .replace(/^the command\b/, "Kommandoen")
    .replace(" and ", " og ");
}
