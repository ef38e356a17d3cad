import type { InitAnswers } from "../acceptance/init/init-answers.ts";
import {
  devicesQuestion,
  INIT_QUESTIONS,
  type InitQuestion,
  productQuestion,
  STORIES_QUESTION,
} from "../acceptance/init/init-questions.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { INIT_WORDS } from "./accept-init-words.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** Answers that options gave as text, by the name of the question. */
type GivenOptions = Partial<Readonly<Record<keyof typeof INIT_QUESTIONS, string>>> & {
  readonly lang: TableLanguage;
};

/**
 * Asks whoever sits at the terminal for what nobody has answered yet. Without a terminal a question
 * with a usual answer has that one.
 *
 * @throws {@link UserError} for an option that can't be, and for a question nobody can be asked
 */
export async function askForRest(
  known: Partial<InitAnswers>,
  options: GivenOptions,
  io: CommandIo,
): Promise<InitAnswers> {
  const asker = new Asker(io, options.lang);
  const of = async <K extends keyof typeof INIT_QUESTIONS>(name: K): Promise<InitAnswers[K]> => {
    const question: InitQuestion<InitAnswers[K]> = INIT_QUESTIONS[name];
    const given = options[name];
    return given === undefined
      ? (known[name] ?? (await asker.ask(question)))
      : readOption(question, given);
  };
  return {
    municipality: await of("municipality"),
    stories: known.stories ?? (await askStories(asker)),
    operators: await of("operators"),
    serious: await of("serious"),
    moderate: await of("moderate"),
    start: await of("start"),
    weeks: await of("weeks"),
  };
}

async function askStories(asker: Asker): Promise<InitAnswers["stories"]> {
  const stories: InitAnswers["stories"] = [];
  for (const story of await asker.ask(STORIES_QUESTION)) {
    const product = await asker.ask(productQuestion(story));
    stories.push({ story, product, devices: await asker.ask(devicesQuestion(story)) });
  }
  return stories;
}

function readOption<T>(
  { option, allowed, read }: InitQuestion<T>,
  text: string,
  message = "An option has a value that it can't have.",
): T {
  const value = read(text);
  if (value !== undefined) return value;
  throw new UserError({
    code: "usage.bad-value",
    ...{ field: option, found: text === "" ? "nothing" : text, allowed: allowed.en, message },
  });
}

/** Asks until an answer can be taken. */
class Asker {
  readonly #io: CommandIo;
  readonly #language: TableLanguage;

  constructor(io: CommandIo, language: TableLanguage) {
    this.#io = io;
    this.#language = language;
  }

  async ask<T>(question: InitQuestion<T>): Promise<T> {
    const { question: asked } = this.#io;
    if (asked === undefined) return this.#fromPipe(question);
    for (let isAnew = false; ; isAnew = true) {
      const typed = await asked(this.#textOf(question), isAnew);
      const answer = answerOf(question, typed);
      if (answer !== undefined) return answer;
      const allowed = this.#language === "no" ? question.allowed.nb : question.allowed.en;
      this.#io.err(`  ${INIT_WORDS[this.#language].allowed}: ${allowed}\n`);
    }
  }

  /** A line that was piped in answers a question as a typed one does, but can't be asked again. */
  async #fromPipe<T>(question: InitQuestion<T>): Promise<T> {
    const line = await this.#io.pipedLine?.();
    if (line === undefined) return withoutTerminal(question);
    this.#io.err(`${this.#textOf(question)}${line}\n`);
    const answer = answerOf(question, line);
    return answer ?? readOption(question, line.trim(), "An answer can't be taken.");
  }

  #textOf<T>({ text, usual }: InitQuestion<T>): string {
    const asked = this.#language === "no" ? text.nb : text.en;
    return `${asked}${usual === undefined ? "" : ` [${usual}]`}: `;
  }
}

function answerOf<T>({ read, usual = "" }: InitQuestion<T>, typed: string): T | undefined {
  return read(typed.trim() === "" ? usual : typed.trim());
}

function withoutTerminal<T>({ option, usual, allowed, read }: InitQuestion<T>): T {
  const answer = usual === undefined ? undefined : read(usual);
  if (answer !== undefined) return answer;
  throw new UserError({
    code: "usage.option-missing",
    ...{ field: option, found: "nothing, and no terminal to ask at", allowed: allowed.en },
    message: "An answer is missing.",
  });
}
