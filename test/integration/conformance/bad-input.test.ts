import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NEAR_PARAMS, type RunRecord, rejudgeRun } from "@dosekit/conformance";
import { SIM_DEVICE_ICS } from "@dosekit/simulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ConformCall, conform, recordOf } from "../../support/conformance/conform-run.ts";
import { DeskDevice, type DeskFaults } from "../../support/conformance/desk-device.ts";

const CASES = ["link/comes-into-contact", "link/commands-and-answers", "link/same-rst-again"];
const SHORT = { connectMs: 400, reactionMs: 250, silenceMs: 100, quietMs: 60, actionMs: 1_000 };
const desks: DeskDevice[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "desk-"));
  writeFileSync(
    join(folder, "device.yaml"),
    JSON.stringify({ ...SIM_DEVICE_ICS, profiles: ["CORE", "SERIAL"] }),
  );
  writeFileSync(join(folder, "near.json"), JSON.stringify({ version: 1, params: NEAR_PARAMS }));
  const short = { ...NEAR_PARAMS, ...SHORT, scenarioMs: 1_200 };
  writeFileSync(join(folder, "short.json"), JSON.stringify({ version: 1, params: short }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function onDesk(
  faults: DeskFaults,
  more: readonly string[] = [],
  { cases = CASES, ...call }: ConformCall & { readonly cases?: readonly string[] } = {},
) {
  const desk = await DeskDevice.listen(faults);
  desks.push(desk);
  const fixture = more.includes("--fixture") ? [] : ["--fixture", desk.fixture];
  const params = more.includes("--params") ? [] : ["--params", "near.json"];
  const select = cases.flatMap((id) => ["--select", id]);
  const argv = ["--dut", desk.dut, "--ics", "device.yaml", ...fixture, ...params, ...select];
  return recordOf([...argv, ...more], { ...call, cwd: folder });
}

function verdictsOf({ cases }: RunRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]));
}

const SHORTLY = ["--params", "short.json"];

describe("a device on a real line, with a fixture beside it", () => {
  it("passes, and everything that was asked of the fixture is written down", async () => {
    const { exitCode, record, out } = await onDesk({});
    expect([exitCode, out.slice(0, 4)]).toEqual([0, "PASS"]);
    expect(record.cases).toHaveLength(CASES.length + 1);
    for (const { assisted } of record.cases) {
      expect(assisted[0]).toMatchObject({ do: "prepare", by: "program", done: true });
      expect(assisted[0]?.words).toContain("left the factory");
    }
    const names = record.cases.map(({ place }) => place?.deviceId);
    expect(new Set(names).size).toBe(names.length);
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("is not run, with the reason, where nobody can do what a case takes", async () => {
    const { exitCode, record } = await onDesk({}, [
      ...["--fixture", "none", "--select", "clock/lost-before-a-window"],
      ...SHORTLY,
    ]);
    const found = record.cases.find(({ id }) => id === "clock/lost-before-a-window");
    expect([found?.verdict, exitCode === 0]).toEqual(["notrun", false]);
    expect(found?.reason).toContain("no fixture");
  });

  it("is not run, with the fixture's reason, where that can't prepare a secret start", async () => {
    const { record } = await onDesk({ cannot: ["prepare", "power-cut"] }, [
      ...["--select", "clock/lost-before-a-window"],
      ...SHORTLY,
    ]);
    const found = record.cases.find(({ id }) => id === "clock/lost-before-a-window");
    expect([found?.verdict, found?.reason]).toEqual(["notrun", "prepare: nobody is there"]);
    expect(found?.assisted).toMatchObject([{ do: "prepare", done: false }]);
  });
});

describe("bad input", () => {
  it("of a port that vanishes ends the run with 3, and what was seen so far is kept", async () => {
    const { exitCode, record, out } = await onDesk({ vanishesAfter: 2 });
    expect([exitCode, record.endedEarly]).toEqual([3, "port"]);
    const verdicts = Object.values(verdictsOf(record)).sort();
    expect(verdicts).toEqual(["error", "notrun", "pass", "pass"]);
    expect(record.cases.find(({ verdict }) => verdict === "notrun")?.reason).toContain("is gone");
    expect(out).toContain("is gone");
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("of a port that vanishes in mid-case under a relay blames the port at once", async () => {
    const cases = ["cmd/refusal-is-final"];
    const { exitCode, record } = await onDesk({ vanishesAtBytes: 50 }, [], { cases });
    expect([exitCode, record.endedEarly]).toEqual([3, "port"]);
    const found = record.cases.find(({ id }) => id === "cmd/refusal-is-final");
    expect(found?.verdict).toBe("error");
    expect(found?.checks).toContainEqual(
      expect.objectContaining({ verdict: "error", cause: "environment" }),
    );
    expect(found?.checks.map(({ verdict }) => verdict)).not.toContain("fail");
    expect(found?.elapsedMs).toBeLessThan(NEAR_PARAMS.reactionMs);
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("of a port that is not there ends with 3 and names it", async () => {
    const { exitCode, err } = await conform(
      ["run", "--dut", "tcp:127.0.0.1:1", "--ics", "device.yaml"],
      { cwd: folder },
    );
    expect(exitCode).toBe(3);
    expect(err).toContain("tcp:127.0.0.1:1");
  });

  it("of a device that says nothing is unverified, never passed", async () => {
    const { exitCode, record } = await onDesk({ onLine: () => () => undefined }, SHORTLY);
    expect(exitCode).toBe(4);
    expect(new Set(Object.values(verdictsOf(record)))).toEqual(new Set(["unverified"]));
  });

  it("of a device that floods is contained, and never passes", async () => {
    const flood = Buffer.alloc(60_000, Uint8Array.of(1, 2, 3, 0));
    const { record, exitCode } = await onDesk(
      {
        onLine: (socket) => {
          const timer = setInterval(() => socket.writableNeedDrain || socket.write(flood), 5);
          return () => clearInterval(timer);
        },
      },
      SHORTLY,
    );
    expect(exitCode).not.toBe(0);
    expect(Object.values(verdictsOf(record))).not.toContain("pass");
  });

  it("of a device that speaks garbage never passes", async () => {
    const { record, exitCode } = await onDesk(
      {
        onLine: (socket) => {
          let state = 1;
          const timer = setInterval(() => {
            const bytes = Uint8Array.from({ length: 40 }, () => {
              state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
              return state >>> 16;
            });
            socket.write(bytes);
          }, 10);
          return () => clearInterval(timer);
        },
      },
      SHORTLY,
    );
    expect([1, 4]).toContain(exitCode);
    expect(Object.values(verdictsOf(record))).not.toContain("pass");
  });

  it("of a device that trickles does not hold the run beyond its deadline", async () => {
    const startMs = performance.now();
    const { record, exitCode } = await onDesk(
      {
        onLine: (socket) => {
          const timer = setInterval(() => socket.write(Uint8Array.of(3)), 20);
          return () => clearInterval(timer);
        },
      },
      ["--deadline", "1s"],
    );
    expect(performance.now() - startMs).toBeLessThan(15_000);
    expect([record.endedEarly, exitCode]).toEqual(["deadline", 4]);
    expect(new Set(Object.values(verdictsOf(record)))).toEqual(new Set(["notrun"]));
  });

  it("of a device that answers late is no pass, and no fault of the kit", async () => {
    const { record, exitCode } = await onDesk({ lateMs: 500 }, SHORTLY);
    expect([1, 4]).toContain(exitCode);
    expect(Object.values(verdictsOf(record))).not.toContain("error");
    expect(Object.values(verdictsOf(record))).not.toContain("pass");
  });

  it("of a device that reboots in mid-case is judged by what it shows, without an error", async () => {
    const { record } = await onDesk({ rebootsAfterMs: 40 });
    expect(Object.values(verdictsOf(record))).not.toContain("error");
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("of a statement with an unknown field is refused before anything is touched", async () => {
    writeFileSync(
      join(folder, "odd.json"),
      JSON.stringify({ ...SIM_DEVICE_ICS, ciOnly: true }, null, 1),
    );
    const { exitCode, err, out } = await conform(
      ["run", "--dut", "tcp:127.0.0.1:1", "--ics", "odd.json", "--json"],
      { cwd: folder },
    );
    expect(exitCode).toBe(2);
    expect(err).toContain("ciOnly");
    expect(JSON.parse(out).error).toMatchObject({
      code: "ics.unknown-field",
      allowed: expect.stringContaining("capabilities"),
    });
  });
});

describe("a run that is interrupted", () => {
  it("ends with 130 and keeps what was seen so far", async () => {
    const stopping = new AbortController();
    const call = {
      signal: stopping.signal,
      onErr: (text: string) => {
        if (text.startsWith("pass")) stopping.abort();
      },
    };
    const { exitCode, record } = await onDesk({}, [], call);
    expect([exitCode, record.endedEarly]).toEqual([130, "interrupted"]);
    const verdicts = Object.values(verdictsOf(record));
    expect(verdicts).toContain("pass");
    expect(verdicts).toContain("notrun");
  });
});

describe("a statement that is not true", () => {
  it("fails what rests on it, and never passes", async () => {
    const { capabilities } = SIM_DEVICE_ICS;
    const lie = { ...SIM_DEVICE_ICS, profiles: ["CORE", "SERIAL"] };
    const minor = { ...capabilities, minor: 3 };
    writeFileSync(join(folder, "lie.json"), JSON.stringify({ ...lie, capabilities: minor }));
    const { exitCode, record } = await onDesk({}, ["--ics", "lie.json"]);
    expect(exitCode).toBe(1);
    expect(new Set(Object.values(verdictsOf(record)))).toEqual(new Set(["fail"]));
    const rest = record.cases.filter(({ id }) => !id.startsWith("ics/"));
    expect(rest.map(({ dependsOn }) => dependsOn)).toEqual(CASES.map(() => ["minor"]));
    expect(rejudgeRun(record).differences).toEqual([]);
  });
});
