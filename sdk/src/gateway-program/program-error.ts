/** Exit codes of the program; the same for every command of the project. */
export const GATEWAY_EXIT = { done: 0, usage: 2, environment: 3, internal: 70, interrupted: 130 };

/** What is printed with `--json` when the program can't do its work. */
export interface ProgramErrorDetails {
  /** Stable word for the kind of mistake: `gateway.unknown-option`, `broker-refused`. */
  readonly code: string;
  readonly file?: string;
  readonly line?: number;
  readonly field?: string;
  readonly found?: string;
  readonly allowed?: string;
  readonly message: string;
}

/** Ends the program with one clear message. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  readonly details: ProgramErrorDetails;
  readonly exitCode: number;

  constructor(exitCode: number, details: ProgramErrorDetails) {
    super(details.message);
    this.exitCode = exitCode;
    this.details = details;
  }
}

/** Builds an error of usage or input. */
export function usageError(
  code: string,
  message: string,
  details: Omit<ProgramErrorDetails, "code" | "message"> = {},
): ProgramError {
  return new ProgramError(GATEWAY_EXIT.usage, { code, ...details, message });
}
