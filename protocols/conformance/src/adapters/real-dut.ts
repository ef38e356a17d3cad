import type { Dut, DutAction, DutAnswer, DutTarget } from "../scenario/dut-adapter.ts";
import { NotOffered } from "../scenario/kit.ts";
import type { Fixture } from "./fixture.ts";
import { plainWords } from "./plain-words.ts";
import { handsNeededFor, prepareStep } from "./prepare-step.ts";

/**
 * Brings a real device into a known state, as far as anybody can.
 *
 * A fixture prepares it as new. One that can't, takes the power away and gives it back. Without a
 * fixture it goes on as it is, unless the case needs more than that.
 *
 * @param saidBefore what this device was told by name since it was as new
 */
export async function startRealDut(
  target: DutTarget,
  fixture: Fixture | undefined,
  saidBefore: Set<string>,
): Promise<Dut> {
  const lacking = handsNeededFor(target);
  if (fixture === undefined) {
    if (lacking !== undefined) throw new NotOffered(`${lacking}: there is no fixture`);
    return new RealDut(undefined, saidBefore);
  }
  const answer = await fixture.ask(prepareStep(target));
  if (!answer.ok) {
    if (lacking !== undefined) throw new NotOffered(`prepare: ${answer.reason}`);
    await restart(fixture);
    return new RealDut(fixture, saidBefore);
  }
  saidBefore.clear();
  return new RealDut(fixture, undefined);
}

class RealDut implements Dut {
  readonly saidBefore?: Set<string>;
  readonly goesOn?: true;
  readonly #fixture: Fixture | undefined;

  constructor(fixture: Fixture | undefined, saidBefore: Set<string> | undefined) {
    this.#fixture = fixture;
    if (saidBefore !== undefined) this.saidBefore = saidBefore;
    if (fixture === undefined) this.goesOn = true;
  }

  async act(action: DutAction, value?: unknown): Promise<DutAnswer> {
    if (this.#fixture === undefined) return { ok: false, reason: "there is no fixture" };
    const words = plainWords(action, value);
    const step = { do: action, words, ...(value === undefined ? {} : { value }) };
    return this.#fixture.ask(step);
  }

  /** It goes on running: the next case prepares it anew. */
  stop(): Promise<void> {
    return Promise.resolve();
  }
}

async function restart(fixture: Fixture): Promise<void> {
  for (const action of ["power-cut", "power-on"]) {
    const answer = await fixture.ask({ do: action, words: plainWords(action, undefined) });
    if (!answer.ok) return;
  }
}
