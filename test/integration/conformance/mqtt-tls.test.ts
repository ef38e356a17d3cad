import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect as connectPlain } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScriptedBroker } from "@dosekit/conformance";
import { SIM_DEVICE_ICS } from "@dosekit/simulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { conform, recordOf } from "../../support/conformance/conform-run.ts";
import { DeskDevice, type DeskFaults } from "../../support/conformance/desk-device.ts";
import {
  HAS_OPENSSL,
  newCertificate,
  type OwnCertificate,
} from "../../support/conformance/own-certificates.ts";

/** As long as a device in this process may take for anything. */
const QUICK = { connectMs: 2_000, reactionMs: 2_000, silenceMs: 250, quietMs: 120 };
let folder = "";
let kit: OwnCertificate;
let device: OwnCertificate;
let desk: DeskDevice | undefined;

if (!HAS_OPENSSL)
  process.stderr.write("left out: a broker that ends TLS; openssl is not installed\n");

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "mqtt-tls-"));
  writeFileSync(join(folder, "ics.json"), JSON.stringify(SIM_DEVICE_ICS));
  writeFileSync(join(folder, "params.json"), JSON.stringify({ version: 1, params: QUICK }));
  if (!HAS_OPENSSL) return;
  kit = newCertificate(folder, "kit");
  device = newCertificate(folder, "device");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await desk?.close();
  desk = undefined;
});

/** Judges a device over TLS. */
async function judged(faults: DeskFaults, dut: string, ...cases: readonly string[]) {
  desk = await DeskDevice.listen(faults);
  const { record, err, exitCode } = await recordOf([
    ...["--dut", dut, "--fixture", desk.fixture],
    ...["--ics", join(folder, "ics.json"), "--params", join(folder, "params.json")],
    ...["--profile", "core,mqtt", ...cases.flatMap((one) => ["--select", one])],
  ]);
  return { err, exitCode, cases: record.cases };
}

// Reason: nothing makes certificates where openssl is not installed; CI demands it.
describe.runIf(HAS_OPENSSL)("mqtt: where the kit is a broker that ends TLS", () => {
  it("judges a device that checks the kit's certificate, cuts of the network too", async () => {
    const dut = `mqtt:127.0.0.1:0?announce=localhost&cert=${kit.certFile}&key=${kit.keyFile}`;
    const { err, exitCode, cases } = await judged(
      { tls: { ca: kit.cert } },
      dut,
      "mqtt/keep-alive",
      "broker/half-open",
    );
    expect(cases.map(({ id, verdict }) => [id, verdict])).toEqual(
      cases.map(({ id }) => [id, "pass"]),
    );
    expect([exitCode, cases.length]).toEqual([0, 3]);
    expect(err).toContain("The broker is mqtts://localhost");
  });

  it("lets in a device with a certificate that it knows, and says why it let in no other", async () => {
    const own = `cert=${kit.certFile}&key=${kit.keyFile}&ca=${device.certFile}`;
    const dut = `mqtt:127.0.0.1:0?announce=localhost&${own}`;
    const { cert, key } = device;
    const known = await judged({ tls: { ca: kit.cert, cert, key } }, dut, "mqtt/keep-alive");
    expect(known.exitCode).toBe(0);
    await desk?.close();
    const unknown = await judged({ tls: { ca: kit.cert } }, dut, "mqtt/keep-alive");
    expect(unknown.exitCode).not.toBe(0);
    expect(unknown.cases.map(({ verdict }) => verdict)).not.toContain("pass");
    const notes = unknown.cases.flatMap(({ wire }) => wire.flatMap(({ note }) => note ?? []));
    expect(notes.some((note) => note.startsWith("TLS: "))).toBe(true);
  });

  it("withstands a peer that speaks no TLS, and one that says nothing", async () => {
    const place = { host: "127.0.0.1", port: 0, announced: "localhost", tls: kit };
    const broker = await ScriptedBroker.listen(place);
    const { port } = new URL(broker.url);
    expect(broker.url).toMatch(/^mqtts:/);
    const socket = connectPlain({ host: "127.0.0.1", port: Number(port) });
    const over = new Promise((resolve) => socket.on("close", resolve).on("error", () => undefined));
    socket.write(Buffer.from([0x10, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00]));
    await over;
    expect(broker.log.entries.map(({ way }) => way)).toEqual(["opened", "closed"]);
    const silent = connectPlain({ host: "127.0.0.1", port: Number(port) });
    silent.on("error", () => undefined);
    await new Promise((resolve) => silent.once("connect", resolve));
    await broker.close();
  });

  it("refuses certificates that can't be used, by what is wrong with them", async () => {
    const run = (options: string) => {
      const dut = `mqtt:127.0.0.1:0?tenant=t&device=d&${options}`;
      return conform(["run", "--dut", dut, "--ics", join(folder, "ics.json")]);
    };
    const missing = await run(`cert=${kit.certFile}&key=${join(folder, "nothing.pem")}`);
    const mixed = await run(`cert=${kit.certFile}&key=${device.keyFile}`);
    const alone = await run(`ca=${kit.certFile}`);
    expect([missing.exitCode, mixed.exitCode, alone.exitCode]).toEqual([2, 2, 2]);
    expect(missing.err).toContain("nothing.pem");
    expect(mixed.err).toContain("belong together");
    expect(alone.err).toContain("cert= and key=");
  });
});
