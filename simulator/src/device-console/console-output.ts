import type { ZoneTable } from "@dosekit/firmware-model";
import type { CommandIo, Terminal } from "../cli/command-io.ts";
import { type ConsoleEvent, type EventPlace, eventJson, eventText } from "./console-event.ts";
import { type ConsoleSnapshot, localText, screenLines } from "./console-screen.ts";
import { TerminalScreen } from "./terminal-screen.ts";

/** What a console makes visible, in one of three forms. */
export interface ConsoleOutput {
  /** Something happened. */
  tell(event: ConsoleEvent, place: EventPlace): void;
  /** Shows how things are now. */
  refresh(): void;
  close(): void;
}

/** Lines of the log that are kept for the screen. */
const LOG_MAX = 40;

/** JSON lines for programs. */
export function jsonOutput(io: Pick<CommandIo, "out">): ConsoleOutput {
  return {
    tell: (event, place) => io.out(`${eventJson(event, place)}\n`),
    refresh: () => undefined,
    close: () => undefined,
  };
}

/** One line for each event where lines can't be redrawn. */
export function lineOutput(
  io: Pick<CommandIo, "out">,
  timeText: (trueMs: number) => string,
): ConsoleOutput {
  return {
    tell: (event, { trueMs }) => {
      const text = eventText(event);
      if (text !== undefined) io.out(`${timeText(trueMs)} ${text}\n`);
    },
    refresh: () => undefined,
    close: () => undefined,
  };
}

/** A screen that is redrawn in place. */
export function screenOutput(
  terminal: Terminal,
  table: ZoneTable,
  snapshot: (log: readonly string[]) => ConsoleSnapshot,
): ConsoleOutput {
  const screen = new TerminalScreen(terminal);
  const log: string[] = [];
  let last = { line: "", times: 0 };
  let size = "";
  const refresh = (): void => {
    const now = terminal.size();
    const isResized = size !== `${now.columns}x${now.rows}`;
    size = `${now.columns}x${now.rows}`;
    if (isResized) screen.invalidate();
    screen.draw(screenLines(snapshot(log), now));
  };
  return {
    tell: (event, { trueMs }) => {
      // The screen itself shows what the device signals and how link and power are.
      const text = event.seen === "signal" ? undefined : eventText(event);
      if (text === undefined) return;
      const line = `${localText(table, trueMs).slice(-8)} ${text}`;
      const isAgain = line === last.line;
      last = { line, times: isAgain ? last.times + 1 : 1 };
      if (isAgain) log.pop();
      log.push(isAgain ? `${line} (×${last.times})` : line);
      if (log.length > LOG_MAX) log.shift();
    },
    refresh,
    close: () => {
      refresh();
      screen.close();
    },
  };
}
