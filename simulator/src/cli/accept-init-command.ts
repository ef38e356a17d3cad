import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type InitAnswers, readAnswers } from "../acceptance/init/init-answers.ts";
import { STORY_OPTION } from "../acceptance/init/init-questions.ts";
import { serviceText } from "../acceptance/init/service-text.ts";
import { printProtocol, protocolFileName } from "../acceptance/protocol/print-protocol.ts";
import { type PathwayAsk, protocolRows } from "../acceptance/protocol/protocol-row.ts";
import { criteriaOfStories } from "../acceptance/run/load-service.ts";
import { readService } from "../acceptance/service-file.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import { EXIT } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { INIT_WORDS } from "./accept-init-words.ts";
import { type NewFile, writeNewFile } from "./accept-new-file.ts";
import { askForRest } from "./accept-questions.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit accept init`; each may answer a question. */
export interface AcceptInitOptions {
  readonly lang: TableLanguage;
  /** Acceptance file that is written. */
  readonly out?: string;
  /** File with answers. */
  readonly answers?: string;
  readonly municipality?: string;
  readonly story?: readonly string[];
  readonly operators?: string;
  readonly serious?: string;
  readonly moderate?: string;
  readonly start?: string;
  readonly weeks?: string;
  readonly json?: boolean;
}

/**
 * Asks the few questions, and writes an acceptance file with the test protocols of its products.
 * Nothing that is there already is written over.
 */
export async function runAcceptInit(
  options: AcceptInitOptions,
  { io, pathwayAsks }: { readonly io: CommandIo; readonly pathwayAsks: readonly PathwayAsk[] },
): Promise<number> {
  const beganMs = io.hostMs();
  const { lang: language, out = INIT_WORDS[options.lang].file } = options;
  refuseExisting([out], io);
  const answers = await answersOf(options, io);
  if (answers === undefined) return EXIT.interrupted;
  const files = filesOf(answers, { out, language, pathwayAsks });
  refuseExisting(
    files.map(({ path }) => path),
    io,
  );
  for (const file of files) writeNewFile(file, io);
  const [first = { path: out }, ...protocols] = files;
  if (options.json === true) {
    const elapsedMs = Math.round(io.hostMs() - beganMs);
    const written = { file: first.path, protocols: protocols.map(({ path }) => path) };
    const document = { v: 1, command: "accept init", elapsedMs, partial: false, ...written };
    io.out(`${JSON.stringify(document)}\n`);
  } else {
    const paths = protocols.map(({ path }) => path);
    io.out(`${INIT_WORDS[language].done(first.path, paths).join("\n")}\n`);
  }
  return EXIT.ok;
}

/** Takes answers from options, then from the file of answers, then from whoever is asked. */
async function answersOf(
  options: AcceptInitOptions,
  io: CommandIo,
): Promise<InitAnswers | undefined> {
  const told =
    options.answers === undefined
      ? {}
      : readAnswers(readTextFile(options.answers, io.cwd, "--answers"), options.answers);
  const stories = options.story?.map(storyOf);
  const known = { ...told, ...(stories === undefined ? {} : { stories }) };
  try {
    return await askForRest(known, options, io);
  } catch (error) {
    if (io.signal.aborted) return undefined;
    throw error;
  }
}

function storyOf(text: string): InitAnswers["stories"][number] {
  const story = STORY_OPTION.read(text);
  if (story !== undefined) return story;
  throw new UserError({
    code: "usage.bad-value",
    ...{ field: "--story", found: text === "" ? "nothing" : text, allowed: STORY_OPTION.allowed },
    message: "An option has a value that it can't have.",
  });
}

function filesOf(
  answers: InitAnswers,
  {
    out,
    language,
    pathwayAsks,
  }: {
    readonly out: string;
    readonly language: TableLanguage;
    readonly pathwayAsks: readonly PathwayAsk[];
  },
): readonly NewFile[] {
  const written = language === "no" ? "nb" : "en";
  // What is written has to be what is read; a contradiction of two answers is told here.
  const service = readService(serviceText(answers, [], written), out);
  const criteria = criteriaOfStories(service);
  const protocols = service.stories.flatMap((subject): readonly NewFile[] => {
    const rows = protocolRows(subject, criteria, pathwayAsks);
    if (rows.length === 0) return [];
    const path = join(dirname(out), protocolFileName(subject, written));
    return [{ path, text: printProtocol(rows, written) }];
  });
  const names = protocols.map(({ path }) => basename(path));
  return [{ path: out, text: serviceText(answers, names, written) }, ...protocols];
}

function refuseExisting(paths: readonly string[], io: CommandIo): void {
  const path = paths.find((one) => existsSync(resolve(io.cwd, one)));
  if (path === undefined) return;
  throw new UserError({
    code: "accept.exists",
    ...{ file: path, field: "--out", found: "a file that is there already" },
    allowed: "a name that no file has; take the old one away first, or choose another folder",
    message: "Nothing is written over.",
  });
}
