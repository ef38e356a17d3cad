import { z } from "zod";
import type { DutAnswer } from "../scenario/dut-adapter.ts";
import type { Fixture, FixtureStep } from "./fixture.ts";

/** Longest line that a fixture may answer by, in characters. */
const LINE_MAX = 4_194_304;

const ANSWER = z.object({
  done: z.boolean(),
  value: z.unknown().optional(),
  reason: z.string().optional(),
});

/** A way to something that reads and writes lines. */
export interface LineWay {
  readonly write: (line: string) => void;
  readonly close: () => Promise<void>;
}

/**
 * Asks a program: `{"do", "value"}` goes out as one line of JSON, `{"done"}` comes back as one, with
 * `value` or `reason`. One question at a time; lines that nobody asked for are an error.
 */
export class LineFixture implements Fixture {
  readonly by = "program";
  readonly #limitMs: number;
  #way: LineWay | undefined;
  #text = "";
  #gone: string | undefined;
  #waiting: { settle: (answer: DutAnswer) => void; fail: (cause: Error) => void } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  /** @param limitMs how long an answer may take */
  constructor(limitMs: number) {
    this.#limitMs = limitMs;
  }

  /** Says what lines go out by. */
  connect(way: LineWay): void {
    this.#way = way;
  }

  /** Takes text as it comes. */
  push(chunk: string): void {
    this.#text += chunk;
    for (let end = this.#text.indexOf("\n"); end >= 0; end = this.#text.indexOf("\n")) {
      const line = this.#text.slice(0, end).trim();
      this.#text = this.#text.slice(end + 1);
      if (line !== "") this.#answered(line);
    }
    if (this.#text.length > LINE_MAX) this.end("it writes a line without an end");
  }

  /** It is no longer there. */
  end(reason: string): void {
    this.#gone ??= reason;
    this.#text = "";
    this.#waiting?.fail(new Error(`the fixture: ${reason}`));
    this.#waiting = undefined;
  }

  /** See {@link Fixture}. */
  ask(step: FixtureStep): Promise<DutAnswer> {
    const answer = this.#turn.then(() => this.#ask(step));
    this.#turn = answer.catch(() => undefined);
    return answer;
  }

  /** See {@link Fixture}. */
  async close(): Promise<void> {
    await this.#way?.close();
  }

  #ask({ do: action, value }: FixtureStep): Promise<DutAnswer> {
    if (this.#gone !== undefined) return Promise.reject(new Error(`the fixture: ${this.#gone}`));
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => this.end(`no answer to ${action} in ${this.#limitMs} ms`),
        this.#limitMs,
      );
      const settled =
        <T>(then: (result: T) => void) =>
        (result: T) => {
          clearTimeout(late);
          this.#waiting = undefined;
          then(result);
        };
      this.#waiting = { settle: settled(resolve), fail: settled(reject) };
      this.#way?.write(
        `${JSON.stringify(value === undefined ? { do: action } : { do: action, value })}\n`,
      );
    });
  }

  #answered(line: string): void {
    const answer = readAnswer(line);
    if (this.#waiting === undefined || answer === undefined) {
      this.end(`it said what is no answer: ${line.slice(0, 80)}`);
      return;
    }
    this.#waiting.settle(answer);
  }
}

function readAnswer(line: string): DutAnswer | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const read = ANSWER.safeParse(value);
  if (!read.success) return undefined;
  const { done, value: result, reason } = read.data;
  if (!done) return { ok: false, reason: reason ?? "it can't be done" };
  return result === undefined ? { ok: true } : { ok: true, value: result };
}
