import { basename, extname, resolve } from "node:path";
import { ReportFile } from "../report/report-file.ts";
import { EventFile } from "../results/event-file.ts";
import type { TableLanguage } from "../results/run-texts.ts";
import type { CommandIo } from "./command-io.ts";
import { UserError } from "./user-error.ts";

/** Where the user wants what a run writes; `true` of `json` is standard output. */
export interface AcceptOutputs {
  readonly json?: string | true;
  readonly html?: string;
  readonly pdf?: string;
  readonly events?: string;
}

/** Files of a run, made sure of before it begins; each appears only whole. */
export interface AcceptFiles {
  /** Absent where the result goes to standard output. */
  readonly result?: { readonly path: string; readonly file: ReportFile };
  readonly report: { readonly path: string; readonly file: ReportFile };
  readonly pdf?: string;
  readonly events?: { readonly path: string; readonly file: EventFile };
  /** Takes away what was begun. */
  readonly discard: () => void;
}

const NAMES = {
  no: { result: "resultat.json", report: "rapport.html" },
  en: { result: "result.json", report: "report.html" },
} as const;

/** Names a file after the one that a run is made from: `kommune.yaml`, `kommune-rapport.html`. */
export function nameAfter(
  path: string,
  kind: "result" | "report",
  language: TableLanguage,
): string {
  const stem = basename(path, extname(path)).replace(/-(resultat|result)$/, "");
  return `${stem}-${NAMES[language][kind]}`;
}

/**
 * Opens the files of a run, named by the user or after its file, in the folder of the command.
 *
 * @throws {@link UserError} when one can't be written, or two of them are the same
 */
export function openAcceptFiles(
  from: string,
  outputs: AcceptOutputs,
  { io, language }: { readonly io: CommandIo; readonly language: TableLanguage },
): AcceptFiles {
  const { json, pdf, events: eventsPath } = outputs;
  const resultPath = json === true ? undefined : (json ?? nameAfter(from, "result", language));
  const reportPath = outputs.html ?? nameAfter(from, "report", language);
  refuseSame(io, {
    FILE: from,
    "--json": resultPath,
    "--html": reportPath,
    "--pdf": pdf,
    "--events": eventsPath,
  });
  const opened: { discard: () => void }[] = [];
  const keep = <T extends { discard: () => void }>(file: T): T => {
    opened.push(file);
    return file;
  };
  const discard = () => {
    for (const file of opened) file.discard();
  };
  const open = (path: string, field: string) => ({
    path,
    file: keep(ReportFile.open(resolve(io.cwd, path), field)),
  });
  try {
    const events =
      eventsPath === undefined
        ? undefined
        : { path: eventsPath, file: keep(EventFile.open(resolve(io.cwd, eventsPath))) };
    return {
      ...(resultPath === undefined ? {} : { result: open(resultPath, "--json") }),
      report: open(reportPath, "--html"),
      ...(pdf === undefined ? {} : { pdf }),
      ...(events === undefined ? {} : { events }),
      discard,
    };
  } catch (error) {
    discard();
    throw error;
  }
}

/** Refuses two names of one file: the one written last would be all that is left. */
function refuseSame(io: CommandIo, named: Readonly<Record<string, string | undefined>>): void {
  const seen = new Map<string, string>();
  for (const [field, path] of Object.entries(named)) {
    if (path === undefined) continue;
    const full = resolve(io.cwd, path);
    const other = seen.get(full);
    if (other !== undefined) {
      throw new UserError({
        code: "accept.same-file",
        ...{ field, found: path, allowed: `another file than that of ${other}` },
        message: "Two files have the same name.",
      });
    }
    seen.set(full, field);
  }
}
