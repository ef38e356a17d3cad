import { X509Certificate } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSecureContext } from "node:tls";
import { decodeKeyRing, deriveKey } from "@dosekit/protocols";
import { KeyFolder, nodeSealPort, runGatewayProgram, SdkError } from "@dosekit/sdk";
import { FileStore } from "@dosekit/sdk/device";
import {
  gatewayName,
  installationPaths,
  type ProvisionOptions,
  provisionDevice,
  renewCertificate,
  stageNextKey,
} from "@dosekit/sdk/provisioning";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { secretsUnder } from "../../../support/security/secrets-under.ts";

describe("the provisioning of a device", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dosekit-provision-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function options(deviceId = "box-1", changes: Partial<ProvisionOptions> = {}): ProvisionOptions {
    const brokerHosts = ["broker.example", "127.0.0.1"];
    const plain = { folder, tenant: "demo", deviceId, brokerHosts, brokerPort: 8_883 };
    return { ...plain, nowMs: Date.UTC(2026, 10, 22, 12), days: 90, ...changes };
  }

  function certificate(path: string): X509Certificate {
    return new X509Certificate(readFileSync(path));
  }

  /** Every file of the installation with its rights. */
  function files(): Readonly<Record<string, number>> {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
    const stats = names.map((name) => [name, statSync(join(folder, name))] as const);
    return Object.fromEntries(
      stats.filter(([, stat]) => stat.isFile()).map(([name, { mode }]) => [name, mode & 0o777]),
    );
  }

  it("makes a certificate under the device's name that the authority vouches for", async () => {
    await provisionDevice(options());
    const paths = installationPaths(folder);
    const own = certificate(paths.device("box-1").certificate);
    const authority = certificate(paths.authority);
    expect(own.subject).toBe("CN=box-1");
    expect(own.verify(authority.publicKey)).toBe(true);
    expect(own.ca).toBe(false);
    expect(authority.ca).toBe(true);
    expect(own.keyUsage).toEqual(["1.3.6.1.5.5.7.3.2"]);
    expect(new Date(own.validTo).toISOString()).toBe("2027-02-20T12:00:00.000Z");
    const key = readFileSync(paths.device("box-1").privateKey);
    expect(() => createSecureContext({ cert: own.toString(), key })).not.toThrow();
  });

  it("makes the broker's certificate for its hosts, and the gateway's under no device's name", async () => {
    await provisionDevice(options());
    const paths = installationPaths(folder);
    const broker = certificate(paths.broker.certificate);
    expect(broker.checkHost("broker.example")).toBe("broker.example");
    expect(broker.checkIP("127.0.0.1")).toBe("127.0.0.1");
    expect(broker.checkHost("other.example")).toBeUndefined();
    expect(broker.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]);
    expect(certificate(paths.gateway.certificate).subject).toBe(`CN=${gatewayName("demo")}`);
    expect(gatewayName("demo")).not.toMatch(/^[A-Za-z0-9_-]{1,32}$/);
  });

  it("gives device and gateway the same key, derived from the device's own secret", async () => {
    await provisionDevice(options());
    const paths = installationPaths(folder);
    const ring = new FileStore(paths.device("box-1").keyRing).recover().map(decodeKeyRing).at(-1);
    if (ring === undefined) throw new Error("no ring");
    const address = { tenant: "demo", deviceId: "box-1" };
    const derived = deriveKey(nodeSealPort, ring.secret, address, 1);
    expect(ring.keys).toEqual([
      {
        keyId: 1,
        algorithm: "HMAC 256/64",
        material: derived,
        commandCounter: 0,
        configCounter: 0,
      },
    ]);
    expect(new KeyFolder(paths.gateway.keys).find("box-1")).toEqual({
      ...address,
      activeKeyId: 1,
      keys: [{ keyId: 1, algorithm: "HMAC 256/64", material: derived, reservedCounter: 0 }],
    });
  });

  it("keeps every secret from everybody but its owner", async () => {
    await provisionDevice(options());
    stageNextKey(folder, "box-1");
    const secret = /\.key\.pem$|keys\.bin$|vault|gateway\/keys|device\.json/;
    const rights = Object.entries(files());
    expect(rights.filter(([name]) => secret.test(name)).map(([, mode]) => mode)).toEqual(
      Array(9).fill(0o600),
    );
    const open = rights.filter(([, mode]) => mode !== 0o600).map(([name]) => name);
    for (const name of open)
      expect(name).toMatch(/(ca|broker|gateway|device)\.pem$|acl|\.conf$|tenant$/);
    for (const name of open)
      expect(readFileSync(join(folder, name), "utf8")).not.toMatch(/PRIVATE/);
  });

  it("adds a second device to what is there, and leaves the rest as it is", async () => {
    await provisionDevice(options());
    const before = readFileSync(installationPaths(folder).broker.certificate, "utf8");
    await provisionDevice(options("box-2"));
    const paths = installationPaths(folder);
    expect(readFileSync(paths.broker.certificate, "utf8")).toBe(before);
    const [one, two] = ["box-1", "box-2"].map((id) => certificate(paths.device(id).certificate));
    expect(one?.serialNumber).not.toBe(two?.serialNumber);
    const secrets = ["box-1", "box-2"].map((id) => readFileSync(paths.vault(id), "utf8"));
    expect(secrets[0]).not.toBe(secrets[1]);
  });

  it("gives no device new keys by accident, and no folder a second tenant", async () => {
    await provisionDevice(options());
    await expect(provisionDevice(options())).rejects.toThrow(/has its keys already/);
    const other = options("box-2", { tenant: "other" });
    await expect(provisionDevice(other)).rejects.toThrow(/another tenant, demo/);
    await expect(provisionDevice(options("no good"))).rejects.toThrow(RangeError);
  });

  it("renews a certificate and leaves the keys", async () => {
    await provisionDevice(options());
    const paths = installationPaths(folder).device("box-1");
    const ring = readFileSync(paths.keyRing);
    const later = options("box-1", { nowMs: Date.UTC(2027, 1, 1) });
    await renewCertificate(later);
    const until = new Date(certificate(paths.certificate).validTo).toISOString();
    expect(until).toBe("2027-05-02T00:00:00.000Z");
    expect(readFileSync(paths.keyRing)).toEqual(ring);
    await expect(renewCertificate(options("box-9"))).rejects.toThrow(SdkError);
  });

  it("stages each next key under a number of its own", async () => {
    await provisionDevice(options());
    expect([stageNextKey(folder, "box-1"), stageNextKey(folder, "box-1")]).toEqual([2, 3]);
    const staged = new KeyFolder(installationPaths(folder).gateway.keys).staged("box-1");
    expect(staged).toMatchObject({ keyId: 3, algorithm: "HMAC 256/64" });
    expect(() => stageNextKey(folder, "box-9")).toThrow(/was not provisioned here/);
  });

  describe("by the program", () => {
    async function run(...argv: readonly string[]) {
      let [stdout, stderr] = ["", ""];
      const exitCode = await runGatewayProgram(argv, {
        stdout: (text) => {
          stdout += text;
        },
        stderr: (text) => {
          stderr += text;
        },
        env: {},
        onStop: () => () => {},
      });
      return { exitCode, stdout, stderr };
    }

    it("is one command, which says where things lie", async () => {
      const made = await run("provision", "--device", "box-1", "--out", folder, "--json");
      expect(made).toMatchObject({ exitCode: 0, stderr: "" });
      const paths = installationPaths(folder);
      expect(JSON.parse(made.stdout)).toMatchObject({
        ...{ v: 1, command: "provision", deviceId: "box-1", keyId: 1 },
        brokerConfig: paths.broker.config,
      });
      const staged = await run("stage-key", "--device", "box-1", "--out", folder);
      expect(staged).toMatchObject({ exitCode: 0, stdout: "deviceId: box-1\nkeyId: 2\n" });
      const renewed = await run("provision", "--device", "box-1", "--out", folder, "--renew");
      expect(renewed.stdout).toContain("device.pem");
      const again = await run("provision", "--device", "box-1", "--out", folder, "--json");
      expect(again.exitCode).toBe(3);
      expect(JSON.parse(again.stdout)).toMatchObject({ error: { code: "device-provisioned" } });
    });

    it("says no key and no secret, whatever it is asked", async () => {
      const said: unknown[] = [];
      for (const json of [[], ["--json"]]) {
        said.push(
          await run("provision", "--device", `box-${json.length}`, "--out", folder, ...json),
        );
        said.push(
          await run("stage-key", "--device", `box-${json.length}`, "--out", folder, ...json),
        );
        said.push(
          await run("provision", "--device", `box-${json.length}`, "--out", folder, ...json),
        );
      }
      const text = JSON.stringify(said);
      const secrets = secretsUnder(folder);
      expect(secrets.length).toBeGreaterThan(15);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    });

    it.each([
      ["provision", "--out", "x"],
      ["provision", "--device", "no good", "--out", "x"],
      ["provision", "--device", "box-1", "--out", "x", "--days", "0"],
      ["stage-key", "--device", "box-1"],
    ])("says what is wrong with: %s %s %s", async (...argv) => {
      const { exitCode, stderr } = await run(...argv);
      expect(exitCode).toBe(2);
      expect(stderr).toMatch(/--device|--out|Allowed/);
    });

    it("gives help", async () => {
      const { exitCode, stdout } = await run("provision", "--help");
      expect(exitCode).toBe(0);
      expect(stdout).toContain("--broker-host");
      expect(stdout).toContain("Examples:");
    });
  });
});
