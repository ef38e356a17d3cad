import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NEAR_PARAMS, type RunRecord, rejudgeRun, ScriptedBroker } from "@dosekit/conformance";
import { SIM_DEVICE_ICS } from "@dosekit/simulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { REPOSITORY_ROOT } from "../../support/committed-text.ts";
import { conform, recordOf } from "../../support/conformance/conform-run.ts";
import { DeskDevice } from "../../support/conformance/desk-device.ts";

const desks: DeskDevice[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "adapters-"));
  const ics = { ...SIM_DEVICE_ICS, profiles: ["CORE", "MQTT", "SERIAL"] };
  writeFileSync(join(folder, "device.json"), JSON.stringify(ics));
  writeFileSync(join(folder, "near.json"), JSON.stringify({ version: 1, params: NEAR_PARAMS }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.close();
});

async function newDesk(): Promise<DeskDevice> {
  const desk = await DeskDevice.listen();
  desks.push(desk);
  return desk;
}

const COMMON = ["--ics", "device.json", "--params", "near.json", "--seed", "1"];

function runWith(...argv: readonly string[]) {
  return recordOf([...argv, ...COMMON], { cwd: folder });
}

function verdictsOf({ cases }: RunRecord): readonly string[] {
  return cases.map(({ id, verdict }) => `${id} ${verdict}`);
}

describe("mqtt: where the kit is the broker", () => {
  it("judges a device that a fixture gives a new name for each case", async () => {
    const desk = await newDesk();
    const { record, err, exitCode } = await runWith(
      ...["--dut", "mqtt:127.0.0.1:0", "--fixture", desk.fixture],
      ...["--profile", "core,mqtt", "--select", "mqtt/keep-alive", "--select", "cmd/deadline-over"],
    );
    expect(verdictsOf(record)).toEqual([
      "cmd/deadline-over pass",
      "ics/over-mqtt pass",
      "mqtt/keep-alive pass",
    ]);
    expect(exitCode).toBe(0);
    expect(err).toContain("The broker is mqtt://127.0.0.1");
  });

  it("ends with 3 when its port is taken, and wants a name or a fixture", async () => {
    const broker = await ScriptedBroker.listen();
    const taken = broker.url.replace("mqtt://", "");
    const named = `mqtt:${taken}?tenant=t1&device=d1`;
    const run = (dut: string) => conform(["run", "--dut", dut, ...COMMON], { cwd: folder });
    const [busy, nameless] = [await run(named), await run(`mqtt:${taken}`)];
    expect([busy.exitCode, nameless.exitCode]).toEqual([3, 2]);
    expect(busy.err).toContain(taken);
    expect(nameless.err).toContain("fixture");
    await broker.close();
  });
});

describe("mqtt-tap: in front of the customer's own broker", () => {
  it("judges what only has to be listened for, and says why the rest is not run", async () => {
    const desk = await newDesk();
    const broker = await ScriptedBroker.listen();
    const tap = `mqtt-tap:127.0.0.1:0?broker=${broker.url}&tenant=t1&device=d1`;
    const { record, exitCode } = await runWith(
      ...["--dut", tap, "--fixture", desk.fixture, "--profile", "core,mqtt"],
      ...["--select", "mqtt/keep-alive", "--select", "mqtt/client-id"],
      ...["--select", "mqtt/birth-after-a-restart"],
      ...["--select", "cmd/deadline-over"],
    );
    await broker.close();
    expect(verdictsOf(record)).toEqual([
      "cmd/deadline-over notrun",
      "ics/over-mqtt notrun",
      "mqtt/birth-after-a-restart pass",
      "mqtt/client-id pass",
      "mqtt/keep-alive pass",
    ]);
    expect(exitCode).toBe(4);
    expect(record.cases[0]?.reason).toContain("behind a tap the kit listens");
    expect(record.cases[2]?.wire.some(({ way }) => way === "out")).toBe(true);
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("refuses a certificate without its key", async () => {
    const tap = "mqtt-tap:127.0.0.1:0?broker=mqtt://127.0.0.1&tenant=t&device=d&cert=a.pem";
    const { exitCode, err } = await conform(["run", "--dut", tap, ...COMMON], { cwd: folder });
    expect([exitCode, err.includes("cert= and key=")]).toEqual([2, true]);
  });
});

describe("several devices side by side", () => {
  it("take the cases that each can carry, with a fixture each", async () => {
    const [first, second] = [await newDesk(), await newDesk()];
    const { record, exitCode } = await runWith(
      ...["--dut", first.dut, "--fixture", first.fixture],
      ...["--dut", "mqtt:127.0.0.1:0", "--fixture", second.fixture],
      ...["--select", "link/same-rst-again", "--select", "mqtt/keep-alive"],
    );
    expect(exitCode).toBe(0);
    const by = new Map(record.cases.map(({ id, adapter }) => [id, adapter]));
    expect(by.get("link/same-rst-again")).toBe(first.dut);
    expect(by.get("mqtt/keep-alive")).toBe("mqtt:127.0.0.1:0");
  });

  it("want a fixture each", async () => {
    const desk = await newDesk();
    const argv = ["run", "--dut", desk.dut, "--dut", desk.dut, "--fixture", desk.fixture];
    const { exitCode, err } = await conform([...argv, ...COMMON], { cwd: folder });
    expect([exitCode, err.includes("one for each --dut")]).toEqual([2, true]);
  });
});

/** A program that knows the published vectors by heart, or says what `answer` says. */
function writeShim(name: string, body: string): string {
  const vectors = new URL("protocols/spec/vectors/frames.json", REPOSITORY_ROOT);
  const text = `
const rows = ${readFileSync(vectors, "utf8")};
let text = "";
process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => {
  if (text === "") return;
  const asked = JSON.parse(text);
  const say = (answer) => process.stdout.write(JSON.stringify(answer) + "\\n");
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  ${body}
});
`;
  writeFileSync(join(folder, name), text);
  return `exec:${process.execPath} ${join(folder, name)}`;
}

const KNOWS = `
  const good = rows.valid.find(({ hex, frame }) => hex === asked.hex || same(frame, asked.frame));
  const bad = rows.invalid.find(({ hex }) => hex === asked.hex);
  if (asked.do === "read-frame") say(bad ? { ok: false, error: bad.error } : { ok: true, frame: good.frame });
  else say({ ok: true, hex: good.hex });
`;

describe("exec: a program with the device's codec", () => {
  const FRAMES = ["--select", "codec/*/frames/a*"];

  it("passes with right answers, judged again from the evidence", async () => {
    const shim = writeShim("knows.cjs", KNOWS);
    const { record, exitCode } = await runWith("--dut", shim, ...FRAMES);
    const ids = record.cases.map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith("codec/write/")).length).toBeGreaterThan(2);
    expect(record.cases.filter(({ verdict }) => verdict !== "pass")).toEqual([]);
    expect(exitCode).toBe(0);
    expect(rejudgeRun(record).differences).toEqual([]);
  });

  it("fails with a wrong answer, and with what is no answer", async () => {
    const shim = writeShim(
      "wrong.cjs",
      `asked.do === "read-frame" ? say({ ok: true, frame: {} }) : process.stdout.write("no\\n");`,
    );
    const { record, exitCode } = await runWith("--dut", shim, ...FRAMES);
    expect(exitCode).toBe(1);
    expect(new Set(record.cases.map(({ verdict }) => verdict))).toEqual(new Set(["fail"]));
  });

  it("is not run where it says by 89 that it does not implement it", async () => {
    const shim = writeShim("small.cjs", "process.exit(89);");
    const { record, exitCode } = await runWith("--dut", shim, "--select", "codec/write/frames/*");
    expect(exitCode).toBe(4);
    expect(new Set(record.cases.map(({ reason }) => reason))).toEqual(
      new Set(["codec: it does not implement this"]),
    );
  });

  it("ends with 3 when it can't be started", async () => {
    const argv = ["run", "--dut", "exec:./nothing-of-that-name", ...COMMON];
    expect((await conform(argv, { cwd: folder })).exitCode).toBe(3);
  });
});

describe("a fixture that is a program", () => {
  it("is asked in lines, and its end is an error of the kit's side, not of the device", async () => {
    const ends = join(folder, "ends.cjs");
    writeFileSync(ends, `process.stdin.once("data", () => process.exit(1));`);
    const desk = await newDesk();
    const { record, exitCode } = await runWith(
      ...["--dut", desk.dut, "--fixture", `exec:${process.execPath} ${ends}`],
      ...["--profile", "core,serial", "--select", "link/same-rst-again"],
    );
    expect([exitCode, record.cases[0]?.verdict]).toEqual([70, "error"]);
    expect(record.cases[0]?.reason).toContain("the fixture: its program ended");
  });
});

describe("hands at a terminal", () => {
  it("are asked in plain words, and say why something can't be done", async () => {
    const asked: string[] = [];
    const desk = await newDesk();
    const { record } = await recordOf(
      [
        ...["--dut", desk.dut, "--fixture", "terminal", "--profile", "core,serial"],
        ...["--select", "link/same-rst-again", ...COMMON, "--deadline", "2s"],
      ],
      {
        cwd: folder,
        question: (text) => {
          asked.push(text);
          return Promise.resolve("no, the key is lost");
        },
      },
    );
    expect(asked[0]).toContain("left the factory");
    expect(asked[0]).toContain('type "no"');
    expect(record.cases.flatMap(({ assisted }) => assisted)[0]).toMatchObject({
      by: "person",
      done: false,
      reason: "the key is lost",
    });
  });
});

describe("pty: and serial:", () => {
  it("name a port that is not there, and end with 3", async () => {
    for (const dut of ["serial:/dev/no-such-port?baud=9600", "pty:/dev/pts/no-such"]) {
      const { exitCode, err } = await conform(["run", "--dut", dut, ...COMMON], { cwd: folder });
      expect([dut, exitCode]).toEqual([dut, 3]);
      expect(err).toContain("no-such");
    }
  });

  it("refuse options that they don't have", async () => {
    const argv = ["run", "--dut", "serial:/dev/ttyUSB0?speed=9600", ...COMMON];
    const { exitCode, err } = await conform(argv, { cwd: folder });
    expect([exitCode, err.includes("baud, shared")]).toEqual([2, true]);
  });
});
