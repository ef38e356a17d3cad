import type { AssistedStep } from "../run/run-record.ts";
import type { DutAnswer } from "../scenario/dut-adapter.ts";
import type { Fixture, FixtureStep } from "./fixture.ts";

/** Writes down what a fixture was asked, and what it answered. */
export class RecordingFixture implements Fixture {
  readonly by: Fixture["by"];
  readonly #inner: Fixture;
  #startMs = performance.now();
  #steps: AssistedStep[] = [];

  constructor(inner: Fixture) {
    this.#inner = inner;
    this.by = inner.by;
  }

  /** A case begins: what was written down before belongs to others. */
  begin(): void {
    this.#startMs = performance.now();
    this.#steps = [];
  }

  /** What was asked since the case began. */
  get steps(): readonly AssistedStep[] {
    return this.#steps;
  }

  /** See {@link Fixture}. */
  async ask(step: FixtureStep): Promise<DutAnswer> {
    const atMs = Math.round(performance.now() - this.#startMs);
    const steps = this.#steps;
    try {
      const answer = await this.#inner.ask(step);
      steps.push(assistedStep(step, answer, { atMs, by: this.by }));
      return answer;
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      steps.push(assistedStep(step, { ok: false, reason }, { atMs, by: this.by }));
      throw cause;
    }
  }

  /** See {@link Fixture}. */
  close(): Promise<void> {
    return this.#inner.close();
  }
}

/** One thing that was done, or could not be. Pure. */
export function assistedStep(
  { do: action, value, words }: FixtureStep,
  answer: DutAnswer,
  around: Pick<AssistedStep, "atMs" | "by">,
): AssistedStep {
  const asked = { ...around, do: action, words, ...(value === undefined ? {} : { value }) };
  if (!answer.ok) return { ...asked, done: false, reason: answer.reason };
  return { ...asked, done: true, ...(answer.value === undefined ? {} : { answer: answer.value }) };
}
