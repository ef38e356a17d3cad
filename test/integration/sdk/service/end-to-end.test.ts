import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type MortalBroker, mortalEmbedded } from "../../../support/sdk/crash/mortal-broker.ts";
import { GatewayProcess } from "../../../support/sdk/gateway-process.ts";
import { ScriptedMqttDevice } from "../../../support/sdk/scripted-mqtt-device.ts";
import { ServiceWorld } from "../../../support/sdk/service-world.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { SOMEBODY } from "../../../support/synthetic-people.ts";

const IDS = ["box-1", "box-2", "box-3"];
/** On a machine that has much else to do. */
const LONG_MS = 60_000;

interface Report {
  readonly status: string;
  readonly ready: boolean;
  readonly link: string;
  readonly inbox: { readonly state: string };
  readonly forwarders: readonly { readonly name: string; readonly behind: number }[];
}

let world: ServiceWorld;
let broker: MortalBroker;
let devices: readonly ScriptedMqttDevice[];
let gateway: GatewayProcess;

beforeEach(async () => {
  world = await ServiceWorld.start();
  broker = await mortalEmbedded();
  devices = await Promise.all(
    IDS.map((deviceId) => ScriptedMqttDevice.connect(broker.url, "t1", deviceId)),
  );
});

afterEach(async () => {
  await gateway.end("SIGKILL");
  for (const device of devices) await device.close();
  await broker.stop();
  await world.stop();
});

/** Writes so many alerts on each device; gives how many there are now. */
function write(count: number): number {
  for (const device of devices) for (let one = 0; one < count; one += 1) device.write();
  return devices.reduce((sum, { lastSeq }) => sum + lastSeq, 0);
}

const mailIds = () => new Set(world.mail.mails.map(({ id }) => id));

/** Waits until record, centre and people each know of so many alerts. */
async function allKnow(count: number): Promise<void> {
  await waitUntil(`${count} in the record`, () => world.fhir.kept.size >= count, LONG_MS);
  await waitUntil(`${count} at the centre`, () => world.centre.accepted.size >= count, LONG_MS);
  await waitUntil(`${count} mails`, () => mailIds().size >= count, LONG_MS);
}

async function report(path: "/health" | "/ready" = "/health") {
  const { status, body } = await world.ask(path);
  return { http: status, ...(JSON.parse(body === "" ? "{}" : body) as Partial<Report>) };
}

async function untilReport(
  what: string,
  holds: (report: Partial<Report>) => boolean,
): Promise<void> {
  let last: Partial<Report> = {};
  const asking = setInterval(async () => {
    last = await report();
  }, 100);
  await waitUntil(what, () => holds(last)).finally(() => clearInterval(asking));
}

describe("dosekit-gateway as a service", () => {
  test("tells record, centre and people of each alert once, through outages of all and a kill", async () => {
    const argv = ["--config", world.configure(broker.url, IDS), "--json"];
    gateway = new GatewayProcess(argv);
    await allKnow(write(4));

    // Each receiver is away for a while; the others don't wait for it.
    world.fhir.next(
      ...Array.from(
        { length: 4 },
        () => (_posted: unknown, answer: { destroy(): void }) => answer.destroy(),
      ),
    );
    await allKnow(write(2));
    world.reaction = "unavailable";
    world.mail.isAway = true;
    const count = write(2);
    await waitUntil("the record has all", () => world.fhir.kept.size >= count);
    await untilReport("only the deaf receiver is behind", ({ forwarders = [] }) => {
      const behind = forwarders.filter((one) => one.behind > 0).map(({ name }) => name);
      return behind.join() === "record-deaf";
    });
    expect(await report("/ready")).toMatchObject({ http: 200, ready: true, link: "up" });
    world.reaction = "accept";
    world.mail.isAway = false;
    await waitUntil("the centre has all", () => world.centre.accepted.size >= count);

    await broker.kill();
    await waitUntil("the link is known to be down", () => gateway.stderr.includes("link.down"));
    expect(await report("/ready")).toMatchObject({ http: 503, link: "down", status: "degraded" });
    await broker.revive(false);
    for (const device of devices) await device.resume();
    write(3);
    await waitUntil("some are there", () => world.fhir.kept.size >= count + 2);
    await gateway.end("SIGKILL");
    const total = write(2);
    gateway = new GatewayProcess(argv);
    await allKnow(total);

    expect(world.fhir.kept.size).toBe(total);
    expect(world.centre.accepted.size).toBe(total);
    expect(mailIds().size).toBe(total);
    const told = world.mail.mails.map(({ to, text }) => `${to} ${text}`).join("\n");
    expect(told).not.toMatch(new RegExp(`${SOMEBODY}|Syntetisk|box-`));
    const metrics = await world.ask("/metrics");
    expect(metrics.body).toContain('dosekit_forwarder_running{forwarder="record-epj"} 1');
    expect(metrics.body).not.toMatch(new RegExp(`${SOMEBODY}|box-1|kin-of`));

    const startedMs = Date.now();
    expect(await gateway.end("SIGTERM")).toBe(0);
    expect(Date.now() - startedMs).toBeLessThan(10_000);
    expect(gateway.stderr).not.toMatch(new RegExp(`${SOMEBODY}|Syntetisk|kin-of`));
  }, 120_000);

  test("says when the disk is full, and loses nothing that it had accepted", async () => {
    const argv = ["--config", world.configure(broker.url, IDS), "--json"];
    // The limit of a file's size stands in for a disk without room; Node itself must survive it.
    gateway = new GatewayProcess(argv, "trap '' XFSZ; ulimit -f 24");
    await allKnow(write(4));
    const filling = setInterval(() => write(3), 40);
    await untilReport("the inbox is failing", ({ inbox }) => inbox?.state === "failing").finally(
      () => clearInterval(filling),
    );
    expect(await report("/ready")).toMatchObject({ http: 503, ready: false, status: "degraded" });
    expect(gateway.stderr).toContain('"event":"inbox.failing"');
    const accepted = devices.map(({ ackedSeq }) => ackedSeq);
    expect(await gateway.end("SIGTERM")).toBe(0);
    gateway = new GatewayProcess(argv);
    const total = write(1);
    await allKnow(total);
    expect(accepted.every((count) => count > 0)).toBe(true);
    expect([world.fhir.kept.size, world.centre.accepted.size]).toEqual([total, total]);
  }, 120_000);

  test("ends in good order in the midst of its work, and goes on where it was", async () => {
    const argv = ["--config", world.configure(broker.url, IDS), "--json"];
    let total = 0;
    for (let life = 0; life < 3; life += 1) {
      gateway = new GatewayProcess(argv);
      const before = world.fhir.kept.size;
      total = write(10);
      await waitUntil("it is at work", () => world.fhir.kept.size > before + 2);
      expect(await gateway.end("SIGTERM")).toBe(0);
    }
    gateway = new GatewayProcess(argv);
    await allKnow(total);
    // A stop lets what is in hand arrive or leaves it: nobody is told twice.
    expect(world.mail.mails).toHaveLength(total);
    expect([world.fhir.kept.size, world.centre.accepted.size]).toEqual([total, total]);
  }, 120_000);

  test("tells everybody that a device is away, and that it is back, over a kill between", async () => {
    const contact = { devices: { "box-3": 0.08 }, checkSeconds: 0.2 };
    const argv = ["--config", world.configure(broker.url, IDS, { contact }), "--json"];
    gateway = new GatewayProcess(argv);
    await allKnow(write(1));
    const [, , gone] = devices;
    // The centre announces a call: the gateway itself is told that somebody took charge.
    world.reaction = "call";
    await gone?.close();
    // The device left without a farewell: the broker tells its last will.
    await allKnow(4);
    await waitUntil("the record knows who took charge", () => world.fhir.kept.size === 5);
    await gateway.end("SIGKILL");
    gateway = new GatewayProcess(argv);
    await waitUntil("it hears again", () => gateway.stderr.includes("link.up"));
    const back = await ScriptedMqttDevice.connect(broker.url, "t1", "box-3");
    await waitUntil("the centre hears that it is back", () => world.centre.accepted.size >= 5);
    await waitUntil("so do the people", () => mailIds().size >= 5);
    await back.close();
    const kinds = [...world.centre.accepted.values()].map(({ ite = "" }) => ite.split(" ")[0]);
    expect(kinds.sort()).toEqual(["1.1", "1.1", "1.1", "1.20", "Opphørt"]);
    // That an alert is over is no message to the record.
    expect(world.fhir.kept.size).toBe(5);
    const bundles = JSON.stringify([...world.fhir.kept.values()]);
    expect(bundles.match(/Meldt av systemet/g)).toHaveLength(1);
    expect(bundles).toContain("hendelse kvittert");
  }, 120_000);
});
