import { norwegianMistake } from "../acceptance/mistakes/norwegian-mistake.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { UserError } from "./user-error.ts";

/**
 * Puts a mistake of `dosekit accept` into the language of the command, or else of the file that it
 * was given: bokmål unless either says English.
 *
 * @param argv the whole command line, without the program's name
 * @param cwd folder that paths start from
 */
export function inWordsOfCommand(
  error: UserError,
  argv: readonly string[],
  cwd: string,
): UserError {
  const language = languageOfOption(argv) ?? languageOfFile(argv, cwd) ?? "no";
  if (language === "en") return error;
  return new UserError(norwegianMistake(error.mistake), error.exitCode, language);
}

function languageOfOption(argv: readonly string[]): TableLanguage | undefined {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  const word = argv[at]?.startsWith("--lang=") ? argv[at].slice(7) : argv[at + 1];
  if (at < 0 || word === undefined) return undefined;
  return word === "en" ? "en" : word === "nb" || word === "no" ? "no" : undefined;
}

/** Files that can't be read, or made sense of, still say their language on a line of its own. */
function languageOfFile(argv: readonly string[], cwd: string): TableLanguage | undefined {
  const [, , file] = argv;
  if (argv[1] === "init" || file === undefined || file.startsWith("-")) return undefined;
  try {
    const said = LANGUAGE.exec(readTextFile(file, cwd, "FILE"))?.[1];
    return said === undefined ? undefined : said === "en" ? "en" : "no";
  } catch {
    return undefined;
  }
}

const LANGUAGE = /^(?:\uFEFF?\{.*?)?\s*"?(?:language|språk)"?\s*:\s*["']?(nb|en)\b/mu;
