/** What is printed with `--json` when a command can't be carried out. */
export interface ErrorDocument {
  readonly error: {
    /** Stable word for the kind of mistake: `plan.unknown-zone`. */
    readonly code: string;
    readonly file?: string;
    readonly line?: number;
    readonly field?: string;
    readonly found?: string;
    readonly allowed?: string;
    readonly message: string;
  };
}

/** Exit codes of every command. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  environment: 3,
  inconclusive: 4,
  internal: 70,
  interrupted: 130,
} as const;
