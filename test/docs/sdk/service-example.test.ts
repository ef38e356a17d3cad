import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGatewayProgram, settingsSchema } from "@dosekit/sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readCommitted } from "../../support/committed-text.ts";

const FOLDER = "sdk/examples/service";
const read = (name: string) => readCommitted(`${FOLDER}/${name}`);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dosekit-example-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Lays the example out as on a machine, with secrets of no worth, below a folder of this test. */
function installed(): string {
  const etc = join(folder, "etc");
  mkdirSync(etc);
  const text = read("gateway.yaml")
    .replaceAll("/etc/dosekit", etc)
    .replaceAll("/var/lib/dosekit", join(folder, "lib"));
  mkdirSync(join(folder, "lib"));
  for (const [path = ""] of text.matchAll(new RegExp(`${etc}/[\\w.-]+`, "g"))) {
    writeFileSync(path, path.endsWith("register.key") ? "a".repeat(64) : "nothing");
  }
  const file = join(etc, "gateway.yaml");
  writeFileSync(file, text);
  return file;
}

async function program(...argv: string[]) {
  const out: string[] = [];
  const exitCode = await runGatewayProgram(argv, {
    stdout: (text) => void out.push(text),
    stderr: () => {},
    env: {},
    onStop: () => () => {},
  });
  return { exitCode, text: out.join("") };
}

describe("the filled settings of the service", () => {
  test("are read by the program, which stops at the certificates that are none", async () => {
    const { exitCode, text } = await program("--config", installed(), "--json");
    expect(JSON.parse(text)).toMatchObject({ error: { code: "certificate-key" } });
    expect(exitCode).toBe(3);
  });

  test("have every section that the program knows, but those that stand for another", () => {
    const { properties } = settingsSchema() as { readonly properties: object };
    const left = ["lines", "clientId", "username", "password", "keys", "sealedOnly", "devicesMax"];
    const more = ["rowsMax", "keepDays", "keepRows", "id", "plannedDoses", "printEvents"];
    const shown = new Set(
      read("gateway.yaml")
        .split("\n")
        .flatMap((line) => /^(\w+):/.exec(line)?.[1] ?? []),
    );
    const unshown = Object.keys(properties).filter((name) => !shown.has(name));
    expect(unshown.sort()).toEqual([...left, ...more, "formerConsumers"].sort());
  });

  test("hold no secret", () => {
    const secrets = read("gateway.yaml").match(/^\s*(password|token|key): .*$/gm) ?? [];
    const plain = secrets.filter((line) => !/\{ file: |\.pem$/.test(line));
    expect([secrets.length > 4, plain]).toEqual([true, []]);
  });
});

describe("what stands beside them", () => {
  test("enters the made-up person by the command of the guide", async () => {
    const placement = join(folder, "placement.json");
    writeFileSync(placement, read("placement.json"));
    const config = installed();
    const added = await program("register", "add", "--config", config, "--placement", placement);
    expect(added).toEqual({ exitCode: 0, text: "add: placement-1\n" });
  });

  test("is a unit that systemd understands, or at least has the sections of one", () => {
    const unit = read("dosekit-gateway.service");
    expect(unit.match(/^\[\w+\]$/gm)).toEqual(["[Unit]", "[Service]", "[Install]"]);
    const odd = unit.split("\n").filter((line) => !/^(\[\w+\]|#.*|[A-Z]\w+=.*|)$/.test(line));
    expect(odd).toEqual([]);
    expect(unitFaults(unit)).toEqual([]);
  });

  test("gives a stop more time than the settings do, twice over", () => {
    const stopSeconds = Number(/^stopSeconds: (\d+)$/m.exec(read("gateway.yaml"))?.[1]);
    const ofUnit = Number(/^TimeoutStopSec=(\d+)$/m.exec(read("dosekit-gateway.service"))?.[1]);
    const ofCompose = Number(/stop_grace_period: (\d+)s/.exec(read("compose.yaml"))?.[1]);
    expect([ofUnit > 2 * stopSeconds, ofCompose > 2 * stopSeconds]).toEqual([true, true]);
  });

  test("asks for health where the settings offer it, and runs the program of this version", () => {
    const port = /health: \{ port: (\d+) \}/.exec(read("gateway.yaml"))?.[1];
    const docker = read("Dockerfile");
    expect(docker).toContain(`http://127.0.0.1:${port}/ready`);
    const { version, bin } = JSON.parse(readCommitted("sdk/package.json")) as {
      readonly version: string;
      readonly bin: object;
    };
    expect(docker).toContain(`ARG DOSEKIT_VERSION=${version}\n`);
    expect(docker).toContain(`ENTRYPOINT ["${Object.keys(bin)[0]}"]`);
    const words = docker.split("\n").filter((line) => /^\S/.test(line) && !line.startsWith("#"));
    const known = /^(FROM|ARG|RUN|USER|VOLUME|STOPSIGNAL|HEALTHCHECK|ENTRYPOINT|CMD) /;
    expect(words.filter((line) => !known.test(line))).toEqual([]);
  });
});

/** Asks systemd itself where it is there; its words about programs that are not are left out. */
function unitFaults(unit: string): readonly string[] {
  const file = join(folder, "dosekit-gateway.service");
  writeFileSync(file, unit);
  try {
    execFileSync("systemd-analyze", ["verify", "--man=no", file], { stdio: "pipe" });
    return [];
  } catch (cause) {
    const { stderr = "", code } = cause as { readonly stderr?: Buffer; readonly code?: string };
    if (code === "ENOENT") return [];
    return String(stderr)
      .split("\n")
      .filter((line) => line.includes("dosekit-gateway.service:"));
  }
}
