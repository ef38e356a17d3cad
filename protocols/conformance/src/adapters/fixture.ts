import type { DutAnswer } from "../scenario/dut-adapter.ts";

/** One thing that is to be done by hand, or by what stands in for one. */
export interface FixtureStep {
  /** Such as `prepare` or `power-cut`. */
  readonly do: string;
  readonly value?: unknown;
  /** The same in plain words. */
  readonly words: string;
}

/** Somebody, or something, that does what a scenario needs done. */
export interface Fixture {
  readonly by: "person" | "program";
  /** Does it. A rejection is an error of the fixture; `ok: false` says that it can't. */
  ask(step: FixtureStep): Promise<DutAnswer>;
  close(): Promise<void>;
}
