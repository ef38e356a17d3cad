import type { NewLaneThread } from "../hosts/lane-thread-port.ts";

/** A terminal on both ends: keys come in one by one, and lines can be redrawn. */
export interface Terminal {
  readonly write: (text: string) => void;
  /** Room on the screen now, in characters. */
  readonly size: () => { readonly columns: number; readonly rows: number };
  /**
   * Hears every key from now on, as the character that it types; `ctrl-c` for that one.
   *
   * @returns ends it and gives the keyboard back
   */
  readonly onKey: (listener: (key: string) => void) => () => void;
}

/** Everything that a command may touch of the process it runs in; a test hands in its own. */
export interface CommandIo {
  /** Writes results; nothing else ever goes here. */
  readonly out: (text: string) => void;
  /**
   * Writes results as `out` does, and keeps its promise when the system has them; absent where
   * nobody can tell.
   */
  readonly outTaken?: (text: string) => Promise<void>;
  /** Writes progress and messages. */
  readonly err: (text: string) => void;
  /** Reads standard input to its end. */
  readonly readInput: () => Promise<Uint8Array>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Folder that relative paths on the command line start from. */
  readonly cwd: string;
  /** Whether progress goes to a terminal that can redraw a line. */
  readonly interactive: boolean;
  /** Absent unless somebody sits at a terminal. */
  readonly terminal?: Terminal;
  /**
   * Asks whoever sits at the terminal, and gives the line that is typed; absent without one.
   *
   * @param isAnew what was typed ahead is no answer, as the line before it was none
   */
  readonly question?: (text: string, isAnew?: boolean) => Promise<string>;
  /** Gives the next line that was piped in, nothing after the last; absent where none was. */
  readonly pipedLine?: () => Promise<string | undefined>;
  /** Whether tables may be coloured and how wide they may be. */
  readonly columns: number;
  /** Aborted when the user interrupts the command; its reason is the name of the signal. */
  readonly signal: AbortSignal;
  /** How threads are started; threads of this process when absent. */
  readonly newThread?: NewLaneThread;
  /** Memory that may still be taken, bytes: by this process, and by one thread of it. */
  readonly memory?: () => { readonly processBytes: number; readonly threadBytes: number };
  /** Monotonic host time, ms. */
  readonly hostMs: () => number;
}
