/** Why the program was told to end. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The world around the program. */
export interface GatewayProgramIo {
  /** Ends, where it gives a promise, once the system has the text: an event counts as read then. */
  readonly stdout: (text: string) => void | Promise<void>;
  readonly stderr: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls the listener when the program is to end; returns a function that stops listening. */
  readonly onStop: (listener: (signal: StopSignal) => void) => () => void;
}
