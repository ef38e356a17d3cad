import type { DutAnswer } from "../scenario/dut-adapter.ts";
import type { Fixture, FixtureStep } from "./fixture.ts";

/** Actions whose answer is not only that it is done. */
const ANSWERED = new Set(["committed", "status", "storage"]);

/**
 * Asks whoever sits at the terminal: Enter says that it is done, `no` and a reason that it can't be.
 *
 * @param question prints a text and resolves with the line that is typed
 */
export function terminalFixture(question: (text: string) => Promise<string>): Fixture {
  return {
    by: "person",
    ask: async (step) => answerOf(step, await question(textOf(step))),
    close: () => Promise.resolve(),
  };
}

function textOf({ do: action, words }: FixtureStep): string {
  const how = ANSWERED.has(action)
    ? "Type the answer and press Enter"
    : "Press Enter when that is done";
  return `\n${words}\n${how}, or type "no" and why it can't be: `;
}

function answerOf({ do: action }: FixtureStep, line: string): DutAnswer {
  const [, reason] = /^no\b[\s:,]*(.*)$/i.exec(line.trim()) ?? [];
  if (reason !== undefined)
    return { ok: false, reason: reason === "" ? "it can't be done" : reason };
  if (!ANSWERED.has(action)) return { ok: true };
  const value =
    action === "status" ? line.trim() : line.split(/[\s,]+/).filter((word) => word !== "");
  return { ok: true, value };
}
