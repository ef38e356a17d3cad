import { closeSync, openSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { UserError } from "../cli/user-error.ts";

/** The file that a report is written to; it appears only at the end, whole. */
export class ReportFile {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /**
   * Makes sure that the file can be written.
   *
   * @param field option that names it, for the message
   * @throws {@link UserError} `report.cannot-write`, exit 2
   */
  static open(path: string, field = "--report"): ReportFile {
    const file = new ReportFile(path);
    // A folder would be found out only at the end, when what is to be written has been made.
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw cannotWrite(path, field, "EISDIR");
    }
    try {
      closeSync(openSync(file.#temporary, "w"));
    } catch (cause) {
      const why = cause instanceof Error && "code" in cause ? String(cause.code) : "?";
      throw cannotWrite(path, field, why);
    }
    return file;
  }

  /** Writes the page and puts it in its place. */
  write(page: string): void {
    writeFileSync(this.#temporary, page);
    renameSync(this.#temporary, this.#path);
  }

  /** Takes away what was begun; the target is left as it was. */
  discard(): void {
    rmSync(this.#temporary, { force: true });
  }

  get #temporary(): string {
    return `${this.#path}.new`;
  }
}

function cannotWrite(path: string, field: string, why: string): UserError {
  return new UserError({
    code: "report.cannot-write",
    ...{ field, found: `${path} (${why})` },
    allowed: "a file in a folder that exists and may be written to",
    message: "The report can't be written.",
  });
}
