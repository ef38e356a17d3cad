import {
  encodeMessage,
  instant,
  type ReportRequest,
  ReportRequest as Request,
  RunClock,
} from "@dosekit/protocols";
import { DeviceArmour, MemoryStore, type TestClockPort } from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";
import { bench } from "../../../support/device-bench.ts";
import { tallyLogic } from "../../../support/tally-logic.ts";

const START_MS = 1_790_000_000_000;

/** A device that is on and in contact, and what it answers on `rsp`. */
function device(overrides: Parameters<typeof bench>[0] = {}) {
  const made = bench(overrides);
  made.clock.civilMs = START_MS;
  made.runner.powerOn("first-boot");
  made.transport.listener?.onLink(true);
  const ask = (report: ReportRequest["report"], requestId = 7) =>
    made.transport.deliver("cmd", encodeMessage(Request, { requestId, report }));
  const run = (untilMs: number, commandId = "run-1") =>
    made.transport.deliver(
      "cmd",
      encodeMessage(RunClock, { commandId, untilMs: instant(untilMs) }),
    );
  return { ...made, ask, run, answers: () => made.transport.messages("rsp") };
}

/** A test clock that ends when the test says so. */
function handTestClock(inTestState: boolean) {
  const runs: number[] = [];
  let end: () => void = () => undefined;
  const port: TestClockPort = {
    inTestState,
    runFor: (durationMs, done) => {
      runs.push(durationMs);
      end = done;
    },
  };
  return { port, runs, end: () => end() };
}

describe("a device that is asked what it can do", () => {
  it("names version, profiles and what it holds, under the number of the question", () => {
    const { ask, answers } = device();
    ask("capabilities", 4_000_000_000);
    expect(answers()).toEqual([
      {
        requestId: 4_000_000_000,
        minor: 0,
        profiles: ["core"],
        testClock: "none",
        messageBytesMax: 65_536,
        spoolEvents: 100,
      },
    ]);
  });

  it("adds what its program says of itself", () => {
    const logic = { ...tallyLogic, capabilities: () => ({ verbs: ["self-test"], repliesKept: 3 }) };
    const { ask, answers } = device({ logic: logic as typeof tallyLogic });
    ask("capabilities");
    expect(answers()).toMatchObject([{ verbs: ["self-test"], repliesKept: 3 }]);
  });

  it("claims the security profile only with an armour", () => {
    const armour = new DeviceArmour({
      address: { tenant: "demo", deviceId: "dev-1" },
      store: new MemoryStore(),
    });
    const { ask, answers, runner } = device({ armour });
    ask("capabilities");
    // Without readable keys it answers nobody, and so claims nothing to a stranger.
    expect([answers(), runner.counters.rejected]).toEqual([[], { "seal-no-keys": 1 }]);
  });
});

describe("a device that is asked what it has counted", () => {
  it("names each reason for which it refused a message, and how often", () => {
    const { ask, answers, transport } = device();
    transport.deliver("cmd", Uint8Array.of(0xff));
    transport.deliver("cmd", Uint8Array.of(0xff));
    transport.deliver("ack", encodeMessage(Request, { requestId: 1, report: "counters" }));
    ask("counters");
    expect(answers()).toMatchObject([
      {
        requestId: 7,
        bootId: 1,
        boots: 1,
        rejected: [
          { reason: "malformed-head", count: 2 },
          { reason: "wrong-channel", count: 1 },
        ],
      },
    ]);
  });

  it("writes nothing down for it, and answers as often as it is asked", () => {
    const { ask, answers, runner } = device();
    const before = runner.counters.commits;
    ask("counters");
    ask("counters");
    expect([answers().length, runner.counters.commits]).toEqual([2, before]);
  });
});

describe("a test clock", () => {
  it("is refused by a device that has none, and by one outside the test state", () => {
    const none = device();
    none.run(START_MS + 1_000);
    const clock = handTestClock(false);
    const off = device({ testClock: clock.port });
    off.run(START_MS + 1_000);
    off.ask("capabilities");
    expect(none.answers()).toMatchObject([{ result: "refused", refusal: "unsupported" }]);
    expect(off.answers()).toMatchObject([
      { result: "refused", refusal: "wrong-mode" },
      { testClock: "off" },
    ]);
    expect([clock.runs, off.clock.civilMs]).toEqual([[], START_MS]);
    expect(off.transport.messages("state")[0]).not.toHaveProperty("testState");
  });

  it("runs up to the instant and answers then, in the test state", () => {
    const clock = handTestClock(true);
    const { run, ask, answers, transport } = device({ testClock: clock.port });
    run(START_MS + 60_000);
    run(START_MS + 60_000);
    expect([clock.runs, answers()]).toEqual([[60_000], []]);
    run(START_MS + 1, "another");
    clock.end();
    ask("capabilities");
    expect(answers()).toMatchObject([
      { commandId: "another", result: "refused", refusal: "busy" },
      { commandId: "run-1", result: "done" },
      { testClock: "on" },
    ]);
    expect(transport.messages("state")[0]).toMatchObject({ testState: 1 });
  });

  it("never turns time back, and needs a clock that is set", () => {
    const clock = handTestClock(true);
    const { run, clock: board, answers } = device({ testClock: clock.port });
    run(START_MS - 5_000);
    expect(clock.runs).toEqual([0]);
    clock.end();
    board.civilMs = undefined;
    run(START_MS, "later");
    expect(answers()).toMatchObject([
      { result: "done" },
      { result: "refused", refusal: "clock-untrusted" },
    ]);
  });

  it("says nothing any more once its boot has ended", () => {
    const clock = handTestClock(true);
    const { run, runner, answers } = device({ testClock: clock.port });
    run(START_MS + 60_000);
    runner.powerOff();
    clock.end();
    expect(answers()).toEqual([]);
  });
});
