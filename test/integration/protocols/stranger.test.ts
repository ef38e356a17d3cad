import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import { deriveKey, encodeKeyRing, newKeyRing } from "@dosekit/protocols";
import { MemoryWire, nodeSealPort } from "@dosekit/sdk";
import {
  DeviceArmour,
  DeviceRunner,
  MemoryStore,
  SerialDeviceTransport,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { afterEach, describe, expect, it } from "vitest";
import { waitUntil } from "../../support/sdk/wait-until.ts";
import { decodeItem, encodeItem, type Item } from "../../support/stranger/cbor.ts";
import { CHANNELS, type Peer, StrangerLink } from "../../support/stranger/link.ts";
import { keyOf, sealed } from "../../support/stranger/seal.ts";

const TENANT = "demo";
const DEVICE = "box-1";
const SECRET = Uint8Array.from({ length: 32 }, (_, index) => 255 - index);
const ADDRESS = { tenant: TENANT, deviceId: DEVICE };
const KEY = { keyId: 1, bytes: keyOf(SECRET, { ...ADDRESS, channel: "" }, 1) };
const CLEAN_UP: (() => void)[] = [];

afterEach(() => {
  for (const action of CLEAN_UP.splice(0)) action();
});

/** Our own device, as it would stand at a stranger's line. */
function ownDevice(wire: MemoryWire, isSealed: boolean) {
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("there is no profile of pilly-sms");
  const keys = new MemoryStore();
  const key = { keyId: 1, algorithm: "HMAC 256/64" as const };
  const material = deriveKey(nodeSealPort, SECRET, ADDRESS, 1);
  keys.replaceAll(encodeKeyRing(newKeyRing(SECRET, { ...key, material })), () => undefined);
  const runner = new DeviceRunner({
    deviceId: DEVICE,
    identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
    logic: createDevice({ profile, zoneTableOf }),
    clock: new SystemClock(),
    store: new MemoryStore(),
    actuators: { start: () => undefined },
    transport: new SerialDeviceTransport({ port: wire.port(), deviceId: DEVICE }),
    retryTimer: new SystemRetryTimer(),
    entropy: new SystemEntropy(),
    spoolEventsMax: 500,
    ...(isSealed ? { armour: new DeviceArmour({ address: ADDRESS, store: keys }) } : {}),
  });
  CLEAN_UP.push(() => runner.powerOff());
  runner.powerOn("power-restored");
  return runner;
}

/** A message that came: its number and its fields by key. */
interface Heard {
  readonly channel: number;
  readonly number: Item;
  readonly fields: ReadonlyMap<number, Item>;
}

/** A host that was written from the text, at the other end of the line. */
class StrangerHost {
  readonly heard: Heard[] = [];
  readonly link: StrangerLink;
  readonly #isSealed: boolean;
  peer: Peer | undefined;
  #counter = 0;

  constructor(wire: MemoryWire, isSealed: boolean) {
    this.#isSealed = isSealed;
    const port = wire.port();
    this.link = new StrangerLink({
      write: (bytes) => port.write(bytes),
      onContact: (peer) => {
        this.peer = peer;
      },
      onMessage: (channel, message) => {
        const [number = null, fields] = decodeItem(message) as readonly Item[];
        if (fields instanceof Map) this.heard.push({ channel, number, fields });
      },
    });
    port.open({
      onOpen: () => this.link.reset(),
      onBytes: (bytes) => this.link.receive(bytes),
      onClosed: () => undefined,
    });
    CLEAN_UP.push(() => this.link.close());
  }

  /** The first message of a number that fits, as soon as it is there. */
  async expects(number: number, key?: number, value?: Item): Promise<ReadonlyMap<number, Item>> {
    const find = () =>
      this.heard.find(
        (one) => one.number === number && (key === undefined || one.fields.get(key) === value),
      );
    await waitUntil(`message ${number} is there`, () => find() !== undefined);
    return find()?.fields ?? new Map();
  }

  says(channel: keyof typeof CHANNELS, number: number, fields: ReadonlyMap<number, Item>) {
    const message = encodeItem([number, fields]);
    this.link.send(
      CHANNELS[channel],
      this.#isSealed ? this.#sealed(channel, message, fields) : message,
    );
  }

  #sealed(channel: string, message: Uint8Array, fields: ReadonlyMap<number, Item>): Uint8Array {
    if (channel === "cmd") this.#counter += 1;
    const version = Number(fields.get(1));
    const counter = channel === "cmd" ? this.#counter : channel === "ack" ? 0 : version;
    return sealed(message, { ...ADDRESS, channel }, KEY, { counter });
  }
}

function instantOf(ms: number): Item {
  return [Math.floor(ms / 1_000), ms % 1_000];
}

function plan(version: number): ReadonlyMap<number, Item> {
  const entry = new Map<number, Item>([
    [1, "morning"],
    [2, 480],
    [3, "2026-01-01"],
    [5, 1],
    [7, 0],
    [8, 120],
  ]);
  const plan = new Map<number, Item>([
    [1, "plan-1"],
    [2, 1],
    [3, "Europe/Oslo"],
    [4, 0],
    [5, 60],
    [6, [entry]],
  ]);
  return new Map<number, Item>([
    [1, version],
    [2, plan],
  ]);
}

describe.each([
  ["open", false],
  ["sealed", true],
])("a host that was written from the text alone, with %s messages", (_name, isSealed) => {
  it("gets into contact, hears who is there, and takes and acknowledges records", async () => {
    const wire = new MemoryWire();
    const host = new StrangerHost(wire, isSealed);
    const runner = ownDevice(wire, isSealed);
    const birth = await host.expects(4, 1, 1);
    expect([host.peer?.name, birth.get(6)]).toEqual([DEVICE, "pilly-sms"]);
    expect(birth.get(12)).toBe(isSealed ? 1 : undefined);
    await host.expects(1, 3, 30);
    runner.input({ type: "lid.opened", withKey: true });
    const opened = await host.expects(1, 3, 40);
    const fields: [number, Item][] = [
      [1, opened.get(1) ?? 0],
      [2, opened.get(2) ?? 0],
    ];
    host.says("ack", 2, new Map(fields));
    // What is acknowledged comes no more in a new contact, whose birth says so.
    host.link.reset();
    const births = () => host.heard.filter(({ number, channel }) => number === 4 && channel === 1);
    await waitUntil("it is born again", () => births().length === 2);
    const [oldest, acknowledged] = [births()[1]?.fields.get(4), opened.get(2)];
    expect(oldest === 0 || Number(oldest) > Number(acknowledged)).toBe(true);
  });

  it("hears who is there before anything else, in each contact", async () => {
    const wire = new MemoryWire();
    const host = new StrangerHost(wire, isSealed);
    const runner = ownDevice(wire, isSealed);
    await host.expects(4, 1, 1);
    for (const contact of [2, 3]) {
      runner.input({ type: contact === 2 ? "lid.opened" : "lid.closed", withKey: true });
      const before = host.heard.length;
      host.link.reset();
      const fresh = () => host.heard.slice(before);
      await waitUntil("records follow", () => fresh().some(({ channel }) => channel === 2));
      const later = fresh().slice(fresh().findIndex(({ channel }) => channel === 0));
      expect(later.slice(0, 2).map(({ channel }) => channel)).toEqual([0, 1]);
      expect(later[1]?.fields.get(1)).toBe(1);
    }
  });

  it("has a plan followed and a command answered once", async () => {
    const wire = new MemoryWire();
    const host = new StrangerHost(wire, isSealed);
    const runner = ownDevice(wire, isSealed);
    await host.expects(4, 1, 1);
    host.says("cfg/desired", 5, plan(1));
    const reported = await host.expects(6, 1, 1);
    expect([reported.get(2), reported.get(3)]).toEqual([1, 0]);
    const command = new Map<number, Item>([
      [-1, "c-1"],
      [-2, 2],
      [-3, instantOf(Date.now() + 60_000)],
      [-5, 5],
      [-7, instantOf(Date.now())],
    ]);
    host.says("cmd", 7, command);
    const reply = await host.expects(8, 1, "c-1");
    expect(reply.get(2)).toBe(0);
    host.says("cmd", 7, command);
    await waitUntil("it is answered again", () => repliesOf(host) === 2);
    const handled = host.heard.filter(({ fields }) => fields.get(22) === "c-1");
    expect(new Set(handled.map(({ fields }) => fields.get(2))).size).toBe(1);
    expect(runner.counters.rejected).toEqual({});
  });

  it("asks what the device can do, and what it has counted", async () => {
    const wire = new MemoryWire();
    const host = new StrangerHost(wire, isSealed);
    ownDevice(wire, isSealed);
    await host.expects(4, 1, 1);
    for (const report of [1, 2]) {
      host.says(
        "cmd",
        9,
        new Map([
          [1, 100 + report],
          [2, report],
        ]),
      );
    }
    const can = await host.expects(10, 1, 101);
    expect(can.get(3)).toEqual(isSealed ? [0, 2, 3] : [0, 2]);
    const counted = await host.expects(11, 1, 102);
    expect(counted.get(3)).toEqual([]);
  });
});

describe("a host that was written from the text alone", () => {
  it("is told nothing by a sealed device that it has no key for, and acts on nothing", async () => {
    const wire = new MemoryWire();
    const host = new StrangerHost(wire, false);
    const runner = ownDevice(wire, true);
    await host.expects(4, 1, 1);
    host.says("cfg/desired", 5, plan(1));
    host.says(
      "cmd",
      9,
      new Map([
        [1, 1],
        [2, 1],
      ]),
    );
    await waitUntil("both are refused", () => runner.counters.rejected["not-sealed"] === 2);
    expect(host.heard.filter(({ number }) => number === 6 || number === 10)).toEqual([]);
  });
});

function repliesOf({ heard }: StrangerHost): number {
  return heard.filter(({ number, fields }) => number === 8 && fields.get(1) === "c-1").length;
}
