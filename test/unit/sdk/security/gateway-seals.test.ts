import {
  admitSealed,
  type Command,
  DesiredConfig,
  EventAcknowledgement,
  encodeMessage,
  instant,
  readSealed,
} from "@dosekit/protocols";
import {
  COUNTER_BLOCK,
  COUNTER_RAISE_MAX,
  type GatewayKeys,
  GatewaySeals,
  MemoryKeyStore,
  nodeSealPort,
  SdkError,
  type SdkFault,
  sdkFault,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../support/sdk/gateway-bench.ts";
import { birthBytes } from "../../../support/sdk/messages.ts";
import { ADDRESS, freshRing, keyOf, selfTest } from "../../../support/security/seal-bench.ts";

const { deviceId } = ADDRESS;

function entry(reservedCounter = 0): GatewayKeys {
  return { ...ADDRESS, activeKeyId: 1, keys: [{ ...keyOf(1), reservedCounter }] };
}

function storeWith(keys: GatewayKeys = entry()): MemoryKeyStore {
  const store = new MemoryKeyStore();
  store.keep(keys);
  return store;
}

function bytesOf(sent: Uint8Array | SdkFault): Uint8Array {
  if (sent instanceof Uint8Array) return sent;
  throw new Error(sent.message);
}

function counterOf(sent: Uint8Array | SdkFault): number {
  const read = readSealed(bytesOf(sent));
  if (!read.ok) throw new Error(read.error.message);
  return read.value.header.counter;
}

describe("the seals of a gateway", () => {
  it("are those that the device of the key takes", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    const bytes = bytesOf(seals.seal(deviceId, "cmd", selfTest()));
    const context = { address: ADDRESS, channel: "cmd", bootId: 1, clockSet: true } as const;
    const admitted = admitSealed(nodeSealPort, freshRing(), bytes, context);
    expect(admitted).toMatchObject({ ok: true, value: { message: selfTest() } });
  });

  it("count commands, name configurations by their version, and do not count acknowledgements", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    const config = encodeMessage(DesiredConfig, { version: 40 });
    const ack = encodeMessage(EventAcknowledgement, { epoch: 1, throughSeq: 1 });
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(1);
    expect(counterOf(seals.seal(deviceId, "cfg/desired", config))).toBe(40);
    expect(counterOf(seals.seal(deviceId, "ack", ack))).toBe(0);
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(2);
  });

  it("say what may be wrong where a device takes nothing", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    expect(seals.doubtOf(deviceId)).toBeUndefined();
    seals.seal(deviceId, "cmd", selfTest());
    expect(seals.doubtOf(deviceId)).toContain("may have been provisioned anew");
    seals.onState(deviceId, { status: "online", bootId: 1, sealKeyId: 5, sealCounter: 0 });
    expect(seals.doubtOf(deviceId)).toContain("the device's newest key is 5");
    expect(seals.doubtOf("outside")).toBeUndefined();
  });

  it("never give a counter twice, wherever a crash comes between", () => {
    const store = storeWith();
    const given: number[] = [];
    for (let life = 0; life < 5; life++) {
      const seals = new GatewaySeals({ keys: store });
      for (let n = 0; n < COUNTER_BLOCK / 2 + life * 300; n++) {
        given.push(counterOf(seals.seal(deviceId, "cmd", selfTest())));
      }
    }
    expect(given).toEqual([...new Set(given)].toSorted((a, b) => a - b));
  });

  it("write the store once for a block of counters", () => {
    const store = storeWith();
    let writes = 0;
    const counting = Object.assign(new MemoryKeyStore(), {
      find: (id: string) => store.find(id),
      keep: (keys: GatewayKeys) => {
        writes++;
        store.keep(keys);
      },
    });
    const seals = new GatewaySeals({ keys: counting });
    for (let n = 0; n < COUNTER_BLOCK; n++) seals.seal(deviceId, "cmd", selfTest());
    expect(writes).toBe(1);
    seals.seal(deviceId, "cmd", selfTest());
    expect(writes).toBe(2);
  });

  it("are for the boot that the device was last heard of", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    const bootOf = () => {
      const read = readSealed(bytesOf(seals.seal(deviceId, "cmd", selfTest())));
      return read.ok ? read.value.header.bootId : undefined;
    };
    expect(bootOf()).toBeUndefined();
    seals.onState(deviceId, { status: "online", bootId: 71 });
    expect(bootOf()).toBe(71);
    seals.onState(deviceId, { status: "lost", bootId: 70 });
    expect(bootOf()).toBe(71);
  });

  it("go on behind what the device says that it accepted, as after a restored copy", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    const birth = { status: "online", bootId: 1, sealKeyId: 1 } as const;
    seals.onState(deviceId, { ...birth, sealCounter: 5_000 });
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(5_001);
    seals.onState(deviceId, { ...birth, sealCounter: 17 });
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(5_002);
    seals.onState(deviceId, { ...birth, sealCounter: 5_002 + COUNTER_RAISE_MAX + 1 });
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(5_003);
  });

  it("are never left out for a device with a key, whatever it says", () => {
    const seals = new GatewaySeals({ keys: storeWith() });
    seals.onState(deviceId, { status: "online", bootId: 1 });
    expect(bytesOf(seals.seal(deviceId, "cmd", selfTest()))[0]).toBe(0x84);
  });

  it("are left out for a device without a key, unless all are to be sealed", () => {
    expect(new GatewaySeals().seal("other", "cmd", selfTest())).toEqual(selfTest());
    const strict = new GatewaySeals({ keys: storeWith(), required: true });
    expect(strict.seal("other", "cmd", selfTest())).toMatchObject({ code: "armour-no-key" });
    expect(strict.faultOf("other")?.remedy).toContain("Provision the device");
  });

  it("can't be made for a device that asks for them without a key here", () => {
    const seals = new GatewaySeals();
    seals.onState("other", { status: "online", bootId: 1, sealKeyId: 1 });
    expect(seals.seal("other", "cmd", selfTest())).toMatchObject({ code: "armour-no-key" });
  });

  it("never let a message out open because the store fails", () => {
    const failing = Object.assign(new MemoryKeyStore(), {
      find: () => {
        throw new SdkError(sdkFault("key-store", "EIO"));
      },
    });
    const seals = new GatewaySeals({ keys: failing });
    expect(seals.seal(deviceId, "cmd", selfTest())).toMatchObject({ code: "key-store" });
    expect(seals.faultOf(deviceId)).toMatchObject({ code: "key-store" });
  });

  it("never use a counter that could not be kept", () => {
    const store = storeWith();
    let broken = true;
    const halting = Object.assign(new MemoryKeyStore(), {
      find: (id: string) => store.find(id),
      keep: (keys: GatewayKeys) => {
        if (broken) throw new SdkError(sdkFault("key-store", "ENOSPC"));
        store.keep(keys);
      },
    });
    const seals = new GatewaySeals({ keys: halting });
    expect(seals.seal(deviceId, "cmd", selfTest())).toMatchObject({ code: "key-store" });
    broken = false;
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(1);
  });
});

describe("an entry that somebody else writes while the gateway runs", () => {
  it("is read anew before the next write, and never written over", () => {
    const store = storeWith();
    const seals = new GatewaySeals({ keys: store });
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(1);
    const anew: GatewayKeys = { ...entry(), keys: [{ ...keyOf(9), keyId: 1, reservedCounter: 0 }] };
    store.keep(anew);
    for (let n = 1; n < COUNTER_BLOCK; n++) seals.seal(deviceId, "cmd", selfTest());
    expect(seals.seal(deviceId, "cmd", selfTest())).toMatchObject({ code: "key-store" });
    expect(store.find(deviceId)).toBe(anew);
    expect(counterOf(seals.seal(deviceId, "cmd", selfTest()))).toBe(1);
  });

  it("shows when two gateways use one folder, and no counter is given twice", () => {
    const store = storeWith();
    const [one, two] = [new GatewaySeals({ keys: store }), new GatewaySeals({ keys: store })];
    const given: number[] = [];
    for (let n = 0; n < 2 * COUNTER_BLOCK; n++) {
      for (const seals of [one, two]) {
        const sent = seals.seal(deviceId, "cmd", selfTest());
        if (sent instanceof Uint8Array) given.push(counterOf(sent));
      }
    }
    expect(new Set(given).size).toBe(given.length);
    expect(given.length).toBeGreaterThan(COUNTER_BLOCK);
  });
});

describe("a change of keys in the gateway's store", () => {
  function changing() {
    const store = storeWith();
    store.stage(deviceId, keyOf(2));
    const due: string[] = [];
    const seals = new GatewaySeals({ keys: store, onChangeDue: (id) => due.push(id) });
    return { store, seals, due };
  }

  it("is due when the device is there", () => {
    const { seals, due } = changing();
    seals.onState(deviceId, { status: "offline", bootId: 1 });
    expect(due).toEqual([]);
    seals.onState(deviceId, { status: "online", bootId: 1, sealKeyId: 1, sealCounter: 0 });
    expect(due).toEqual([deviceId]);
  });

  it("keeps the old key until the device has revoked it, over a crash at any step", () => {
    const { store, seals } = changing();
    expect(seals.beginChange(deviceId)).toEqual({ from: 1, to: 2 });
    expect(store.staged(deviceId)).toBeUndefined();
    const again = new GatewaySeals({ keys: store });
    expect(again.beginChange(deviceId)).toEqual({ from: 1, to: 2 });
    expect(keyIdOf(again)).toBe(1);
    again.activate(deviceId, 2);
    const third = new GatewaySeals({ keys: store });
    expect(third.beginChange(deviceId)).toBeUndefined();
    expect(third.retired(deviceId)).toEqual([1]);
    expect(keyIdOf(third)).toBe(2);
    third.forget(deviceId, 1);
    expect(store.find(deviceId)?.keys.map(({ keyId }) => keyId)).toEqual([2]);
    expect(() => third.forget(deviceId, 2)).toThrow(RangeError);
  });

  it("follows a device that has moved on already, and none that speaks of a foreign key", () => {
    const { seals } = changing();
    seals.beginChange(deviceId);
    seals.onState(deviceId, { status: "online", bootId: 1, sealKeyId: 9, sealCounter: 0 });
    expect(keyIdOf(seals)).toBe(1);
    seals.onState(deviceId, { status: "online", bootId: 1, sealKeyId: 2, sealCounter: 0 });
    expect(keyIdOf(seals)).toBe(2);
    seals.onState(deviceId, { status: "online", bootId: 1, sealKeyId: 1, sealCounter: 0 });
    expect(keyIdOf(seals)).toBe(2);
  });

  function keyIdOf(seals: GatewaySeals): number | undefined {
    const read = readSealed(bytesOf(seals.seal(deviceId, "cmd", selfTest())));
    return read.ok ? read.value.header.keyId : undefined;
  }
});

describe("a gateway without a key for a device", () => {
  it("says so at once when a command is given, and in its log when it can't acknowledge", () => {
    const { client, transport, log, timers } = openGateway();
    transport.deliver("dev-1", "state", birthBytes(5, 1, 1, { sealKeyId: 1, sealCounter: 0 }));
    const outcomes: unknown[] = [];
    const command: Command = {
      ...{ commandId: "c-1", verb: "self-test", actor: "gateway" },
      notAfterMs: instant(timers.nowMs() + 60_000),
    };
    client.startCommand("dev-1", command, (outcome) => outcomes.push(outcome));
    timers.advance(1);
    expect(outcomes).toMatchObject([{ ok: false, fault: { code: "armour-no-key" } }]);
    timers.advance(60_000);
    expect(transport.takeSent()).toEqual([]);
    const line = log.find(({ event }) => event === "armour.unsent");
    expect(line).toMatchObject({ level: "error", deviceId: "dev-1", code: "armour-no-key" });
    expect(line?.detail).toContain("Provision the device");
  });
});
