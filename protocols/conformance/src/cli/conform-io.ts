/** Everything that the kit's command may touch of the process it runs in. */
export interface ConformIo {
  /** Writes results; nothing else ever goes here. */
  readonly out: (text: string) => void;
  /** Writes progress and messages. */
  readonly err: (text: string) => void;
  /** Folder that relative paths on the command line start from. */
  readonly cwd: string;
  /** Aborted when the user interrupts the command. */
  readonly signal: AbortSignal;
  /** Asks whoever sits at the terminal; absent when nobody does. */
  readonly question?: (text: string) => Promise<string>;
}
