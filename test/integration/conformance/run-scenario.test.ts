import {
  type DutAdapter,
  message,
  NEAR_PARAMS,
  R,
  runScenario,
  type Stage,
  scenario,
} from "@dosekit/conformance";
import { Reply } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { ownDevice } from "../../support/conformance/own-device.ts";

const ABOUT = {
  reqs: [R.OMDP_MQT_010],
  profile: "MQTT",
  kind: "positive",
  role: "device",
} as const;
const QUICK = { ...NEAR_PARAMS, connectMs: 2_000, reactionMs: 100, silenceMs: 50 };
const nothing = { text: "what never comes", matches: () => false };

function written(body: (s: Stage) => void) {
  return scenario("test/scenario", ABOUT, body);
}

function fixture(act: () => Promise<{ ok: true }>): DutAdapter {
  return { role: "device", start: async () => ({ act, stop: async () => {} }) };
}

describe("a run of a scenario", () => {
  it("says what was expected and what was seen, with the log beside", async () => {
    const late = written((s) => {
      s.prologue.settled();
      s.check.within(nothing, "reactionMs");
      s.epilogue.stillAnswers();
    });
    const { verdict, checks, log } = await runScenario(late, ownDevice(), QUICK);
    expect(verdict).toBe("fail");
    expect(checks.map((check) => check.verdict)).toEqual(["fail", "pass"]);
    expect(checks[0]).toMatchObject({ expected: "what never comes, within reactionMs" });
    const ways = new Set(log.entries.map(({ way }) => way));
    expect([...ways]).toEqual(expect.arrayContaining(["opened", "in", "out"]));
    expect(log.entries.every(({ bytes, way }) => bytes.length > 0 || way.endsWith("ed"))).toBe(
      true,
    );
  });

  it("does not take silence for a pass when nothing follows it", async () => {
    const silent = written((s) => {
      s.prologue.settled();
      s.drive.dut("power-cut");
      s.drive.fromHere();
      s.check.none(nothing);
    });
    const { verdict, checks } = await runScenario(silent, ownDevice(), QUICK);
    expect([verdict, checks[0]?.seen]).toEqual([
      "unverified",
      expect.stringContaining("no sign of life"),
    ]);
  });

  it("does not run what a fixture can't do, and says so", async () => {
    const odd = written((s) => {
      s.prologue.settled();
      s.drive.dut("committed");
      s.check.none(nothing);
    });
    const { verdict, checks } = await runScenario(odd, ownDevice(), QUICK);
    expect(verdict).toBe("notrun");
    expect(checks[0]?.seen).toContain("not for a device");
  });

  it("calls what the fixture does wrong an error", async () => {
    const breaks = fixture(() => Promise.reject(new Error("the relay is stuck")));
    const acts = written((s) => {
      s.prologue.started();
      s.drive.dut("event");
      s.check.none(nothing);
    });
    const { verdict, checks } = await runScenario(acts, breaks, QUICK);
    expect(verdict).toBe("error");
    expect(checks[0]?.seen).toBe("the relay is stuck");
  });

  it("ends although a fixture never does", async () => {
    const hangs = fixture(() => new Promise(() => undefined));
    const acts = written((s) => {
      s.prologue.started();
      s.drive.dut("event");
      s.check.none(nothing);
    });
    const params = { ...QUICK, scenarioMs: 200 };
    const { verdict, elapsedMs } = await runScenario(acts, hangs, params);
    expect(verdict).toBe("notrun");
    expect(elapsedMs).toBeLessThan(5_000);
  });

  it("refuses to be written without a requirement or without a check", () => {
    expect(() => written(() => undefined)).toThrow(RangeError);
    expect(() => scenario("x", { ...ABOUT, reqs: [] }, (s) => s.check.none(nothing))).toThrow(
      RangeError,
    );
  });

  it("judges nothing by a name that a device knows from a case before", async () => {
    const saidBefore = new Set<string>();
    const own = ownDevice();
    const asItIs: DutAdapter = {
      ...own,
      start: async (target) => {
        const dut = await own.start(target);
        return { saidBefore, act: (...what) => dut.act(...what), stop: () => dut.stop() };
      },
    };
    const gives = (id: string) =>
      scenario(`test/${id}`, ABOUT, (s) => {
        s.prologue.timed();
        s.drive.host.command("a command", (_trace, kit) => ({
          ...{ commandId: "one", verb: "self-test", actor: "technician" },
          notAfterMs: kit.laterMs(),
        }));
        s.check.within(
          message(Reply, "an answer", () => true),
          "reactionMs",
        );
        s.epilogue.stillAnswers();
      });
    const first = await runScenario(gives("first"), asItIs, NEAR_PARAMS);
    const second = await runScenario(gives("second"), asItIs, NEAR_PARAMS);
    const again = await runScenario(gives("first"), own, NEAR_PARAMS);
    expect([first.verdict, second.verdict, again.verdict]).toEqual(["pass", "notrun", "pass"]);
    expect(second.checks[0]?.seen).toContain("it knows the command one from a case before");
  });
});
