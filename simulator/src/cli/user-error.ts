import { type ErrorDocument, EXIT } from "../results/error-document.ts";
import type { TableLanguage } from "../results/run-texts.ts";

/** Where a mistake is and what was expected there. */
export type Mistake = ErrorDocument["error"];

/** Exit codes that a mistake can end a command with. */
export type MistakeExit = typeof EXIT.usage | typeof EXIT.environment;

/**
 * Ends a command because of what the user gave it (exit 2) or of the machine it runs on (exit 3).
 *
 * It is a word to the user, not a fault of the program: it is printed without a stack.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  readonly mistake: Mistake;
  readonly exitCode: MistakeExit;
  /** Language that the mistake is told in. */
  readonly language: TableLanguage;

  /** @param mistake what is wrong; its message is one whole sentence */
  constructor(
    mistake: Mistake,
    exitCode: MistakeExit = EXIT.usage,
    language: TableLanguage = "en",
  ) {
    super(mistake.message);
    this.mistake = mistake;
    this.exitCode = exitCode;
    this.language = language;
  }
}

/** Makes the error for something that the machine, the network or a broker does not allow. */
export function environmentError(mistake: Mistake): UserError {
  return new UserError(mistake, EXIT.environment);
}
