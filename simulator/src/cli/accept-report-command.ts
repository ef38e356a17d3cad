import { resolve } from "node:path";
import { acceptanceReport } from "../acceptance/report/acceptance-report.ts";
import { ofResult, readResult } from "../acceptance/run/result-file.ts";
import { readTextFile } from "../fleet/read-text-file.ts";
import { ReportFile } from "../report/report-file.ts";
import { EXIT } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import { nameAfter } from "./accept-files.ts";
import { printedLine } from "./accept-run-command.ts";
import { ACCEPT_WORDS } from "./accept-words.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** Options of `dosekit accept report`. */
export interface AcceptReportOptions {
  /** Language of the page; that of the result when absent. */
  readonly lang?: TableLanguage;
  readonly html?: string;
  readonly pdf?: string;
  readonly json?: boolean;
}

/** Makes the page of a result again, in either language; returns the exit code. */
export async function runAcceptReport(
  path: string,
  options: AcceptReportOptions,
  io: CommandIo,
): Promise<number> {
  const beganMs = io.hostMs();
  const result = readResult(readTextFile(path, io.cwd, "RESULT"), path);
  const language = options.lang ?? (result.language === "en" ? "en" : "no");
  const html = options.html ?? nameAfter(path, "report", language);
  for (const [field, other] of [
    ["--html", html],
    ["--pdf", options.pdf],
  ] as const) {
    if (other === undefined || resolve(io.cwd, other) !== resolve(io.cwd, path)) continue;
    throw new UserError({
      code: "accept.same-file",
      ...{ field, found: other, allowed: "another file than that of the result" },
      message: "Two files have the same name.",
    });
  }
  const file = ReportFile.open(resolve(io.cwd, html), "--html");
  try {
    file.write(ofResult(path, () => acceptanceReport(result, language === "no" ? "nb" : "en")));
  } finally {
    file.discard();
  }
  const { files } = ACCEPT_WORDS[language];
  const printed =
    options.pdf === undefined ? [] : [await printedLine(html, options.pdf, { language, io })];
  if (options.json === true) {
    const { partial, seed, finding } = result;
    const elapsedMs = Math.round(io.hostMs() - beganMs);
    const { verdict } = finding;
    const document = { v: 1, command: "accept report", seed, elapsedMs, partial, verdict, html };
    io.out(`${JSON.stringify(document)}\n`);
  } else io.out(`${[`${files.report}: ${html}`, ...printed].join("\n")}\n`);
  return EXIT.ok;
}
