import { execFileSync, type StdioOptions, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MqttDeviceTransport, SerialDeviceTransport } from "@dosekit/sdk/device";
import { PatientRegister, readRegisterKey } from "@dosekit/sdk/register";
import { EmbeddedBroker, openPseudoTerminal } from "@dosekit/simulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCommitted } from "../support/committed-text.ts";
import { FhirServer } from "../support/fhir-server.ts";
import { freePort } from "../support/mosquitto.ts";
import { packInto } from "../support/packed.ts";
import { ExampleProcess } from "../support/sdk/example-process.ts";
import { ScriptedCentre } from "../support/sdk/response-centre/scripted-centre.ts";
import { listenOnStream } from "../support/sdk/response-centre/socket-receiver.ts";
import { ScriptedMqttDevice } from "../support/sdk/scripted-mqtt-device.ts";
import { pillyThrough } from "../support/sdk/serial-fleet.ts";
import { waitUntil } from "../support/sdk/wait-until.ts";
import { placementOf } from "../support/synthetic-people.ts";

const PLANS = fileURLToPath(new URL("../../simulator/examples/plans/", import.meta.url));
const EXAMPLES = ["forward", "listen-mqtt", "listen-serial", "push-plan", "vendor-device"];
const LINES_MAX = 60;

/** The commands of the guide: the first block installs, the others need what it installed. */
const [INSTALL = "", ...STEPS] = [
  ...readCommitted("sdk/GUIDE.md").matchAll(/^```sh\n(.*?)^```/gms),
].map(([, block = ""]) => block);

/** A project that stands alone, as a user's would, with the packed SDK. */
const outside = mkdtempSync(join(tmpdir(), "dosekit-examples-"));
const shipped = join(outside, "node_modules/@dosekit/sdk/examples");

let broker: EmbeddedBroker;
let running: ExampleProcess[] = [];
let cwd: string;

beforeAll(async () => {
  packInto(join(outside, "tarballs"));
  await follow(INSTALL);
  cpSync(shipped, join(outside, "examples"), { recursive: true });
});

afterAll(() => {
  rmSync(outside, { recursive: true, force: true });
});

beforeEach(async () => {
  broker = await EmbeddedBroker.start();
  cwd = mkdtempSync(join(outside, "cwd-"));
});

afterEach(async () => {
  for (const program of running) await program.end("SIGKILL");
  running = [];
  await broker.stop();
});

function start(name: string, argv: readonly string[], env: Record<string, string> = {}) {
  const program = new ExampleProcess({
    cwd,
    argv: [join(outside, "programs", `${name}.js`), ...argv],
    env,
  });
  running.push(program);
  return program;
}

test("the guide leads to the first event, command by command", async () => {
  expect(STEPS.length).toBeGreaterThanOrEqual(5);
  const port = String(await freePort());
  const printed = await follow(STEPS.join("\n").replaceAll("1883", port));
  expect(printed).toMatch(/^\.\/cable,baud=115200$/m);
  expect(printed).toMatch(/^box-1 device\.booted\n(box-1 .*\n)*box-1 stock\.changed$/m);
  expect(printed).toContain("time: done\nbox-1 holds 28 doses\n");
  expect(printed).toMatch(/^box-2 #\d+ \S+ stock\.changed$/m);
});

describe("the examples of the SDK", () => {
  test("are five short programs that compile against the packed declarations", () => {
    const sources = readdirSync(shipped).filter((name) => name.endsWith(".ts"));
    expect(sources.sort()).toEqual(EXAMPLES.map((name) => `${name}.ts`));
    for (const name of sources) {
      const lines = readFileSync(join(shipped, name), "utf8").split("\n");
      expect(lines.length - 1, name).toBeLessThanOrEqual(LINES_MAX);
    }
    writeFileSync(join(outside, "tsconfig.json"), JSON.stringify(STRICT));
    expect(run("npx", ["tsc", "-p", "."])).toBe("");
  });

  test("listen over MQTT, each record once over a restart", async () => {
    const device = await ScriptedMqttDevice.connect(broker.url, "demo", "box-1");
    const argv = [broker.url, "demo", "./inbox"];
    const first = start("listen-mqtt", argv);
    device.write();
    await first.printed(/^box-1 #1 without a clock alert\.raised 1\.1$/m);
    device.write();
    await first.printed(/(alert\.raised 1\.1\s+.*){2}/s);
    expect(await first.end("SIGTERM")).toBe(0);
    const second = start("listen-mqtt", argv);
    device.write();
    await second.printed(/alert\.raised/);
    await waitUntil("the device has its word", () => device.ackedSeq === 3);
    expect(await second.end("SIGTERM")).toBe(0);
    await device.close();
    // The row that was in hand at the end of the first one comes once more.
    expect(second.output.trim().split("\n").length).toBeLessThanOrEqual(2);
  });

  test("listen over a serial port that they found a device on", async () => {
    const cable = openPseudoTerminal();
    const transport = new SerialDeviceTransport({ port: cable.port, deviceId: "box-1" });
    const device = pillyThrough("box-1", transport);
    device.powerOn();
    const program = start("listen-serial", [cable.path]);
    await program.printed(/: device$/m);
    await program.printed(/^box-1 device\.booted \(stock unknown, battery unknown\)$/m);
    device.input({ type: "stock.loaded", doses: 21, firstSlot: 0 });
    await program.printed(/^box-1 stock\.changed \(21 doses, /m);
    expect(await program.end("SIGTERM")).toBe(0);
    device.stop();
    cable.close();
  });

  test("push a plan, and say why when a bundle or a device refuses", async () => {
    const way = new MqttDeviceTransport({ url: broker.url, tenant: "demo", deviceId: "box-1" });
    const device = pillyThrough("box-1", way);
    device.powerOn();
    const plan = join(PLANS, "three-a-day.json");
    const pushed = start("push-plan", [broker.url, "demo", "box-1", plan]);
    expect([await pushed.ended(), pushed.output]).toEqual([0, "box-1 follows revision 1\n"]);
    const again = start("push-plan", [broker.url, "demo", "box-1", plan]);
    expect([await again.ended(), again.output]).toEqual([0, "box-1 follows revision 2\n"]);
    const wrong = join(cwd, "wrong.json");
    writeFileSync(wrong, '{ "resourceType": "Patient" }');
    const refused = start("push-plan", [broker.url, "demo", "box-1", wrong]);
    expect(await refused.ended()).toBe(1);
    expect(refused.output).toMatch(/^Bundle.*Found Patient\.$/m);
    device.stop();
  });

  test("forward an alert to a patient record and a response centre", async () => {
    const [fhir, centre] = [await FhirServer.start(), new ScriptedCentre()];
    const sip = await listenOnStream(centre);
    const environment = { REGISTER_KEY: randomBytes(32).toString("hex") };
    const key = readRegisterKey({ environment, variable: "REGISTER_KEY" });
    new PatientRegister({ path: join(cwd, "register"), key }).add(
      placementOf({ deviceId: "box-1" }),
    );
    const authority = join(cwd, "ca.pem");
    writeFileSync(authority, fhir.authority);
    const places = { BROKER: broker.url, RECORD: fhir.url, RECORD_CA: authority };
    const program = start("forward", [], {
      ...{ ...environment, ...places, CENTRE: `127.0.0.1:${sip.port}` },
    });
    await program.printed(/^forwarding$/m);
    const device = await ScriptedMqttDevice.connect(broker.url, "demo", "box-1");
    device.write();
    await waitUntil("the record has it", () => fhir.kept.size === 1);
    await waitUntil("the centre has it", () => centre.accepted.size === 1);
    expect(JSON.stringify([...fhir.kept.values()])).toContain("DetectedIssue");
    expect([...centre.accepted.values()]).toMatchObject([{ cid: "47110815", did: "box-1" }]);
    expect(await program.end("SIGTERM")).toBe(0);
    await device.close();
    await sip.stop();
    await fhir.stop();
  });

  test("run a vendor's own program, which goes on where it was", async () => {
    const listening = start("listen-mqtt", [broker.url, "demo", "./inbox"]);
    const box = start("vendor-device", [broker.url, "demo", "box-1"]);
    await listening.printed(/^box-1 #1 \S+ device\.booted$/m);
    box.type("open");
    await listening.printed(/^box-1 #2 \S+ lid\.opened$/m);
    expect(box.output).toBe("signal.show\nsignal.show\n");
    expect(await box.endInput()).toBe(0);
    const again = start("vendor-device", [broker.url, "demo", "box-1"]);
    await listening.printed(/^box-1 #3 \S+ device\.booted$/m);
    expect(await again.endInput()).toBe(0);
    expect(await listening.end("SIGTERM")).toBe(0);
    expect(listening.output).not.toMatch(/lost|unreadable/);
  });
});

const STRICT = {
  compilerOptions: {
    ...{ target: "es2023", module: "nodenext", strict: true, types: ["node"] },
    ...{ exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true, skipLibCheck: false },
    ...{ noPropertyAccessFromIndexSignature: true, rootDir: "examples", outDir: "programs" },
  },
  include: ["examples/*.ts"],
};

function run(command: string, args: readonly string[]): string {
  const stdio: StdioOptions = ["ignore", "pipe", "pipe"];
  return execFileSync(command, args, { cwd: outside, encoding: "utf8", stdio });
}

/**
 * Types commands in the folder of the project and ends what they left running; gives what they
 * printed.
 */
function follow(commands: string): Promise<string> {
  const env = { ...process.env, npm_config_prefer_offline: "true", npm_config_audit: "false" };
  const script = ["-c", `set -euo pipefail\n${commands}`];
  const child = spawn("bash", script, { cwd: outside, env, detached: true });
  const printed = { out: "", all: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      printed.all += chunk;
    });
  }
  child.once("exit", () => endGroup(child.pid));
  return new Promise((resolve, reject) => {
    child.once("close", (code) => {
      if (code === 0) resolve(printed.out);
      else reject(new Error(`${code}: ${printed.all}`));
    });
  });
}

function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody was left.
  }
}
