import type { ErrorCode } from "yaml";

/** What is wrong with a text that is no YAML, in plain words without a full stop. */
export interface YamlFaultWords {
  readonly en: string;
  readonly nb: string;
}

interface YamlFault extends YamlFaultWords {
  /** Which of the mistakes with this code it is, by the library's own sentence; any when absent. */
  readonly where?: RegExp;
}

/**
 * Says in plain words what the YAML reader stumbled over, by its code; nothing of a code that nobody
 * has put into words.
 *
 * @param message the library's own sentence, which tells mistakes of one code apart
 */
export function yamlFaultWords(code: string, message: string): YamlFaultWords | undefined {
  const known = Object.hasOwn(YAML_FAULTS, code) ? YAML_FAULTS[code as ErrorCode] : undefined;
  return known?.find(({ where }) => where?.test(message) ?? true);
}

/** What no YAML reader names: lines that are indented with blanks that it does not take for such. */
export const HARD_BLANKS: YamlFaultWords = {
  en: "a line is indented with no-break spaces; use plain ones",
  nb: "en linje er rykket inn med harde mellomrom; bruk vanlige",
};

/** Every mistake in words, by the code of the YAML reader; the first that fits is meant. */
export const YAML_FAULTS: Readonly<Partial<Record<ErrorCode, readonly YamlFault[]>>> = {
  ALIAS_PROPS: [
    {
      en: "a reference to a value has a name or a tag of its own",
      nb: "en henvisning til en verdi har navn eller merke selv",
    },
  ],
  BAD_ALIAS: [
    { en: "a reference to a value has no name", nb: "en henvisning til en verdi mangler navn" },
  ],
  BAD_COLLECTION_TYPE: [
    { en: "a tag does not fit its value", nb: "et merke passer ikke til verdien sin" },
  ],
  BAD_DIRECTIVE: [
    {
      en: "a line that begins with % is not as YAML has it",
      nb: "en linje som begynner med %, er ikke slik YAML har den",
    },
  ],
  BAD_DQ_ESCAPE: [
    {
      en: "a backslash stands in quotation marks; write it twice, or use single quotation marks",
      nb: "det står en omvendt skråstrek i anførselstegn; skriv den to ganger, eller bruk enkle anførselstegn",
    },
  ],
  BAD_INDENT: [
    {
      where: /end with a/,
      en: "a bracket is not closed, or its lines are not indented",
      nb: "en klamme er ikke lukket, eller linjene i den er ikke rykket inn",
    },
    {
      en: "a line is not indented as those that it belongs to",
      nb: "en linje er ikke rykket inn som linjene den hører sammen med",
    },
  ],
  BAD_PROP_ORDER: [
    {
      en: "a name or tag stands before the sign that it belongs behind",
      nb: "et navn eller merke står foran tegnet det skal stå etter",
    },
  ],
  BAD_SCALAR_START: [
    {
      en: "a value begins with a sign that can't begin one; put it into quotation marks",
      nb: "en verdi begynner med et tegn den ikke kan begynne med; sett den i anførselstegn",
    },
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    {
      where: /sequence/,
      en: "a list stands where a field is expected; look at how far it is indented",
      nb: "en liste står der det skal stå et felt; se på hvor langt den er rykket inn",
    },
    {
      en: "a line has two colons; put the value into quotation marks",
      nb: "en linje har to kolon; sett verdien i anførselstegn",
    },
  ],
  BLOCK_IN_FLOW: [
    {
      en: "what stands in brackets has to be separated by commas",
      nb: "det som står i klammer, må skilles med komma",
    },
  ],
  DUPLICATE_KEY: [{ en: "the same field is there twice", nb: "samme felt står to ganger" }],
  KEY_OVER_1024_CHARS: [
    {
      en: "the name of a field is longer than 1024 characters",
      nb: "navnet på et felt er lengre enn 1024 tegn",
    },
  ],
  MISSING_CHAR: [
    {
      where: /closing ['"]quote/,
      en: "a quotation mark is not closed",
      nb: "et anførselstegn er ikke avsluttet",
    },
    {
      where: /followed by map values/,
      en: "a line has no colon, or no blank behind it; a field is written as name: value",
      nb: "en linje mangler kolon, eller mellomrom etter det; et felt skrives som navn: verdi",
    },
    {
      where: /^Comments/,
      en: "a blank is missing before a remark",
      nb: "det mangler et mellomrom foran en merknad",
    },
    {
      where: /^Missing , /,
      en: "a comma is missing in brackets",
      nb: "det mangler et komma i klammer",
    },
    {
      where: /space after :/,
      en: "a blank is missing after a colon",
      nb: "det mangler et mellomrom etter et kolon",
    },
    { en: "a sign is missing", nb: "det mangler et tegn" },
  ],
  MULTILINE_IMPLICIT_KEY: [
    {
      en: "a line has no colon, or a comma or bracket is missing before it",
      nb: "en linje mangler kolon, eller det mangler komma eller klamme foran den",
    },
  ],
  MULTIPLE_ANCHORS: [{ en: "a value has two names", nb: "en verdi har to navn" }],
  MULTIPLE_DOCS: [
    {
      en: "there is more than one document in it; take the line --- away",
      nb: "det er flere dokumenter i den; ta bort linjen ---",
    },
  ],
  MULTIPLE_TAGS: [{ en: "a value has two tags", nb: "en verdi har to merker" }],
  RESOURCE_EXHAUSTION: [
    { en: "things are nested too deep", nb: "for mye ligger inne i hverandre" },
  ],
  TAB_AS_INDENT: [
    {
      en: "a line is indented with a tab; use blanks",
      nb: "en linje er rykket inn med tabulator; bruk mellomrom",
    },
  ],
  TAG_RESOLVE_FAILED: [{ en: "a tag is not known", nb: "et merke er ukjent" }],
  UNEXPECTED_TOKEN: [
    {
      where: /flow-(?:seq|map)-end/,
      en: "a bracket is closed that was not opened",
      nb: "en klamme lukkes som ikke er åpnet",
    },
    {
      where: /^Unexpected , in/,
      en: "there is a comma with nothing before it",
      nb: "det står et komma uten noe foran",
    },
    {
      where: /block-seq-ind/,
      en: "a list begins on the line of its field; begin it on the next one",
      nb: "en liste begynner på linjen til feltet sitt; begynn den på den neste",
    },
    {
      where: /at node end/,
      en: "something follows a value that has ended, or a line is indented otherwise than those before it",
      nb: "det står noe etter en verdi som er slutt, eller en linje er rykket inn annerledes enn de foran",
    },
    { en: "something stands where it can't", nb: "noe står der det ikke kan stå" },
  ],
};
