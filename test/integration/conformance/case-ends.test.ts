import {
  type Dut,
  type DutAdapter,
  type Judge,
  type LinePort,
  NEAR_PARAMS,
  R,
  runScenario,
  type ScenarioAbout,
  scenario,
} from "@dosekit/conformance";
import { describe, expect, it } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";

const ABOUT: ScenarioAbout = {
  reqs: [R.OMDP_LNK_001],
  profile: "SERIAL",
  kind: "positive",
  role: "device",
  line: "two-ends",
};
const PARAMS = { ...NEAR_PARAMS, reactionMs: 40 };

const passes: Judge = () => ({ verdict: "pass", seen: "all" });
/** Undecided until its time is over; then it passes, whatever was seen. */
const passesAtTheEnd: Judge = (_trace, { over }) =>
  over ? { verdict: "pass", seen: "nothing" } : undefined;

/** A device on a line that is gone when somebody says so, and that takes a while to stop. */
function lineBench(stopMs: number) {
  let tellGone: ((reason: string) => void) | undefined;
  const port: LinePort = {
    open: (_onBytes, onGone) => {
      tellGone = onGone;
    },
    write: () => undefined,
    close: () => undefined,
  };
  const dut: Dut = {
    act: () => Promise.resolve({ ok: true }),
    stop: () => new Promise((resolve) => setTimeout(resolve, stopMs)),
  };
  const adapter: DutAdapter = {
    role: "device",
    openLine: () => port,
    start: () => Promise.resolve(dut),
  };
  return { adapter, lose: () => tellGone?.("the plug was pulled") };
}

describe("a case whose port is lost", () => {
  it("judges no check any more, also one whose time is over while the case ends", async () => {
    const { adapter, lose } = lineBench(3 * PARAMS.reactionMs);
    const one = scenario("link/lost-port", ABOUT, (s) => {
      s.prologue.started();
      s.check.holds("what was seen before", passes);
      s.drive.does("the plug is pulled in a moment", () => {
        setTimeout(lose, PARAMS.reactionMs / 4);
      });
      s.check.holds("what is waited for", passesAtTheEnd, { within: "reactionMs" });
      s.check.holds("what comes behind it", passes);
    });
    const { checks, verdict } = await runScenario(one, adapter, PARAMS);
    expect(verdict).toBe("error");
    expect(checks.map(({ text, verdict: of }) => `${text}: ${of}`)).toEqual([
      "what was seen before: pass",
      "the port: error",
      "what is waited for: notrun",
      "what comes behind it: notrun",
    ]);
    expect(checks.find(({ text }) => text === "the port")).toMatchObject({
      cause: "environment",
      seen: "the plug was pulled",
    });
  });

  it("judges none behind a step that was under way when it was lost", async () => {
    const { adapter, lose } = lineBench(0);
    const one = scenario("link/lost-in-a-step", ABOUT, (s) => {
      s.prologue.started();
      s.drive.does("the plug is pulled", lose);
      s.check.holds("what comes behind it", passes);
    });
    const { checks } = await runScenario(one, adapter, PARAMS);
    expect(checks.map(({ verdict }) => verdict)).toEqual(["error", "notrun"]);
  });
});

describe("a case that started too late", () => {
  /** A device that is there after a while; what is done to it is written down. */
  function slowBench(startMs: number) {
    const done: string[] = [];
    const dut: Dut = {
      act: (action) => {
        done.push(action);
        return Promise.resolve({ ok: true });
      },
      stop: () => {
        done.push("stop");
        return Promise.resolve();
      },
    };
    const adapter: DutAdapter = {
      ...lineBench(0).adapter,
      start: () => {
        done.push("start");
        return new Promise((resolve) => setTimeout(() => resolve(dut), startMs));
      },
    };
    return { adapter, done };
  }

  const CASE = scenario("link/late-start", ABOUT, (s) => {
    s.prologue.started();
    s.drive.dut("event");
    s.check.holds("it wrote a record", passes);
  });

  it("is not run, and stops as soon as it is there, with nothing done to it", async () => {
    const { adapter, done } = slowBench(80);
    const { checks, verdict } = await runScenario(CASE, adapter, { ...PARAMS, scenarioMs: 20 });
    expect([verdict, checks[0]?.seen]).toEqual(["notrun", "the scenario took too long"]);
    expect(done).toEqual(["start"]);
    await waitUntil("its end", () => done.length > 1);
    expect(done).toEqual(["start", "stop"]);
  });

  it("is not even started when the run is over already", async () => {
    const { adapter, done } = slowBench(0);
    const over = AbortSignal.abort("the time of the whole run was over");
    const { checks, verdict } = await runScenario(CASE, adapter, PARAMS, over);
    expect([verdict, checks[0]?.seen]).toEqual(["notrun", "the time of the whole run was over"]);
    expect(done).toEqual([]);
  });
});
