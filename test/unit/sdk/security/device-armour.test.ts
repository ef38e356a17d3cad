import {
  decodeKeyRing,
  EventAcknowledgement,
  encodeKeyRing,
  encodeMessage,
  type KeyRing,
} from "@dosekit/protocols";
import { nodeMacPort } from "@dosekit/sdk";
import {
  ARMOUR_ENTRIES_MAX,
  ARMOUR_WAITING_MAX,
  DeviceArmour,
  MemoryStore,
} from "@dosekit/sdk/device";
import { describe, expect, it } from "vitest";
import { BENCH_EPOCH, bench, PRESS } from "../../../support/device-bench.ts";
import { HeldStore } from "../../../support/held-store.ts";
import {
  ADDRESS,
  freshRing,
  keyChangeBytes,
  keyOf,
  NOW_MS,
  sealed,
  selfTest,
} from "../../../support/security/seal-bench.ts";

/** A device in the profile on a bench, with contact. */
function device(ring: KeyRing | undefined = freshRing()) {
  const inner = new MemoryStore();
  if (ring !== undefined) inner.append(encodeKeyRing(ring), () => undefined);
  const keys = new HeldStore(inner);
  keys.onWrite = () => queue.push(() => keys.settle());
  const queue: (() => void)[] = [];
  const seen: string[] = [];
  const made = bench({
    deviceId: ADDRESS.deviceId,
    armour: new DeviceArmour({ address: ADDRESS, store: keys }),
    watch: { onInput: ({ type }) => seen.push(type) },
  });
  made.clock.civilMs = NOW_MS;
  made.runner.powerOn("power-restored");
  made.transport.listener?.onLink(true);
  const settle = () => {
    while (queue.length > 0) queue.shift()?.();
  };
  const commands = () => seen.filter((type) => type === "command.received").length;
  return { ...made, keys, settle, commands, rejected: made.runner.counters.rejected };
}

function newestRing(keys: HeldStore): KeyRing | undefined {
  return keys.recover().map(decodeKeyRing).at(-1);
}

describe("a device in the security profile", () => {
  it("acts on a sealed command once its counter is durable, and not before", () => {
    const { transport, settle, commands, keys } = device();
    transport.deliver("cmd", sealed(selfTest(), { counter: 3 }));
    expect(commands()).toBe(0);
    settle();
    expect(commands()).toBe(1);
    expect(newestRing(keys)?.keys[0]?.commandCounter).toBe(3);
  });

  it.each([
    ["an open command", "not-sealed", "cmd", selfTest()],
    [
      "an open acknowledgement",
      "not-sealed",
      "ack",
      encodeMessage(EventAcknowledgement, { epoch: 1, throughSeq: 1 }),
    ],
    [
      "a command for another",
      "seal-wrong-tag",
      "cmd",
      sealed(selfTest(), { counter: 1, address: { ...ADDRESS, deviceId: "dev-2" } }),
    ],
    [
      "a command under an unknown key",
      "seal-unknown-key",
      "cmd",
      sealed(selfTest(), { counter: 1, key: keyOf(2) }),
    ],
    ["a command with an old counter", "seal-replayed", "cmd", sealed(selfTest(), { counter: 0 })],
    ["an open change of keys", "not-sealed", "cmd", keyChangeBytes("activate", 2)],
  ] as const)("refuses %s, counts it and says nothing", (_name, reason, channel, bytes) => {
    const { transport, settle, commands, rejected } = device();
    const before = transport.sent.length;
    transport.deliver(channel, bytes);
    settle();
    expect(rejected).toEqual({ [reason]: 1 });
    expect(commands()).toBe(0);
    expect(transport.sent).toHaveLength(before);
  });

  it("takes a sealed acknowledgement without a write, as often as it comes", () => {
    const { transport, runner, keys, rejected } = device();
    runner.input(PRESS);
    const message = encodeMessage(EventAcknowledgement, { epoch: BENCH_EPOCH, throughSeq: 2 });
    for (let time = 0; time < 3; time++) {
      transport.deliver("ack", sealed(message, { counter: 0, channel: "ack" }));
    }
    expect(keys.underWay).toBe(0);
    expect(rejected).toEqual({});
    transport.listener?.onLink(false);
    transport.listener?.onLink(true);
    expect(transport.messages("state").at(-1)).toMatchObject({ firstSeq: 0, lastSeq: 2 });
  });

  it("keeps the order of messages while a counter becomes durable", () => {
    const { transport, settle, commands, keys, rejected } = device();
    for (const counter of [1, 2, 2, 3]) {
      transport.deliver("cmd", sealed(selfTest(`c-${counter}`), { counter }));
    }
    expect(keys.underWay).toBe(1);
    settle();
    expect(commands()).toBe(3);
    expect(rejected).toEqual({ "seal-replayed": 1 });
  });

  it("lets a bounded number of messages wait", () => {
    const { transport, settle, commands, rejected } = device();
    for (let counter = 1; counter <= ARMOUR_WAITING_MAX + 3; counter++) {
      transport.deliver("cmd", sealed(selfTest(`c-${counter}`), { counter }));
    }
    settle();
    expect(commands()).toBe(ARMOUR_WAITING_MAX + 1);
    expect(rejected).toEqual({ "seal-busy": 2 });
  });

  it("does not act when the counter can't be kept, and takes the same message later", () => {
    const { transport, keys, commands, rejected, settle } = device();
    keys.onWrite = undefined;
    transport.deliver("cmd", sealed(selfTest(), { counter: 1 }));
    keys.settle("io");
    expect(rejected).toEqual({ "seal-not-kept": 1 });
    expect(commands()).toBe(0);
    transport.deliver("cmd", sealed(selfTest(), { counter: 1 }));
    keys.settle();
    settle();
    expect(commands()).toBe(1);
  });

  it("lets nothing through any more once the power is gone", () => {
    const { transport, keys, runner, commands } = device();
    transport.deliver("cmd", sealed(selfTest(), { counter: 1 }));
    transport.deliver("cmd", sealed(selfTest("c-2"), { counter: 2 }));
    runner.powerOff();
    keys.settleAll();
    expect(commands()).toBe(0);
  });

  it("answers nothing any more once the power is gone", () => {
    const { transport, keys, runner } = device();
    transport.deliver("cmd", sealed(keyChangeBytes("activate", 2), { counter: 1 }));
    runner.powerOff();
    keys.settleAll();
    expect(transport.messages("rsp")).toEqual([]);
  });

  it("takes nothing at all when its keys can't be read", () => {
    for (const store of [new MemoryStore(), brokenStore()]) {
      const armour = new DeviceArmour({ address: ADDRESS, store });
      const { runner, transport } = bench({ deviceId: ADDRESS.deviceId, armour });
      runner.powerOn("power-restored");
      transport.listener?.onLink(true);
      transport.deliver("cmd", sealed(selfTest(), { counter: 1 }));
      transport.deliver("cmd", selfTest());
      expect(runner.counters.rejected).toEqual({ "seal-no-keys": 2 });
      expect(transport.messages("state")[0]).not.toHaveProperty("sealKeyId");
    }
  });

  it("names its newest key and its counter in each birth", () => {
    const { transport, settle } = device();
    expect(transport.messages("state")[0]).toMatchObject({ sealKeyId: 1, sealCounter: 0 });
    transport.deliver("cmd", sealed(selfTest(), { counter: 12 }));
    transport.deliver("cmd", sealed(keyChangeBytes("activate", 4), { counter: 13 }));
    settle();
    transport.listener?.onLink(false);
    transport.listener?.onLink(true);
    expect(transport.messages("state").at(-1)).toMatchObject({ sealKeyId: 4, sealCounter: 0 });
  });

  it("answers a change of keys itself, and follows it from then on", () => {
    const { transport, settle, commands, rejected } = device();
    transport.deliver("cmd", sealed(keyChangeBytes("activate", 2), { counter: 1 }));
    settle();
    transport.deliver("cmd", sealed(selfTest("new"), { counter: 1, key: keyOf(2) }));
    transport.deliver("cmd", sealed(selfTest("old"), { counter: 2 }));
    transport.deliver("cmd", sealed(keyChangeBytes("revoke", 1), { counter: 2, key: keyOf(2) }));
    transport.deliver("cmd", sealed(selfTest("late"), { counter: 3 }));
    settle();
    expect(commands()).toBe(2);
    expect(rejected).toEqual({ "seal-revoked-key": 1 });
    const answers = transport
      .messages("rsp")
      .filter(({ commandId }) => String(commandId).includes("e-"));
    expect(answers).toEqual([
      { commandId: "activate-2", result: "done" },
      { commandId: "revoke-1", result: "done" },
    ]);
  });

  it("keeps a revocation over a restart", () => {
    const { transport, settle, runner, commands, rejected } = device();
    transport.deliver("cmd", sealed(keyChangeBytes("revoke", 2), { counter: 1 }));
    settle();
    runner.powerOff();
    runner.powerOn("power-restored");
    transport.deliver("cmd", sealed(keyChangeBytes("activate", 2), { counter: 2 }));
    transport.deliver("cmd", sealed(selfTest(), { counter: 1, key: keyOf(2) }));
    settle();
    expect(commands()).toBe(0);
    expect(rejected).toEqual({ "seal-revoked-key": 1 });
    expect(transport.messages("rsp").at(-1)).toMatchObject({
      result: "refused",
      refusal: "not-allowed",
    });
  });

  it("takes only what was sealed for its present boot while its clock is unset", () => {
    const { transport, clock, settle, commands, rejected } = device();
    clock.civilMs = undefined;
    transport.deliver("cmd", sealed(selfTest("a"), { counter: 1 }));
    transport.deliver("cmd", sealed(selfTest("b"), { counter: 2, bootId: 99 }));
    transport.deliver("cmd", sealed(selfTest("c"), { counter: 3, bootId: 1 }));
    settle();
    expect(commands()).toBe(1);
    expect(rejected).toEqual({ "seal-other-boot": 2 });
  });

  it("writes its storage anew now and then, and counts on", () => {
    const { transport, settle, keys, commands } = device();
    const count = 3 * ARMOUR_ENTRIES_MAX;
    for (let counter = 1; counter <= count; counter++) {
      transport.deliver("cmd", sealed(selfTest(`c-${counter}`), { counter }));
      settle();
    }
    expect(commands()).toBe(count);
    expect(keys.recover().length).toBeLessThanOrEqual(ARMOUR_ENTRIES_MAX);
    expect(newestRing(keys)?.keys[0]?.commandCounter).toBe(count);
  });

  it("does without signatures on a board that has Mac0 only", () => {
    const ring: KeyRing = {
      ...freshRing(),
      keys: freshRing().keys.map((key) => ({ ...key, algorithm: "EdDSA" })),
    };
    const store = new MemoryStore();
    store.append(encodeKeyRing(ring), () => undefined);
    const armour = new DeviceArmour({ address: ADDRESS, store, port: nodeMacPort });
    const { runner, transport } = bench({ deviceId: ADDRESS.deviceId, armour });
    runner.powerOn("power-restored");
    const key = { ...keyOf(1), algorithm: "EdDSA" } as const;
    transport.deliver("cmd", sealed(selfTest(), { counter: 1, key }));
    expect(runner.counters.rejected).toEqual({ "seal-algorithm": 1 });
  });
});

describe("a device outside the security profile", () => {
  it("refuses what is sealed, and changes of keys, and counts them", () => {
    const { runner, transport } = bench();
    runner.powerOn("power-restored");
    transport.deliver("cmd", sealed(selfTest(), { counter: 1 }));
    transport.deliver("cmd", keyChangeBytes("activate", 2));
    expect(runner.counters.rejected).toEqual({ "sealed-message": 1, "not-sealed": 1 });
    transport.deliver("cmd", selfTest());
    expect(transport.messages("rsp")).toHaveLength(1);
    transport.listener?.onLink(true);
    expect(transport.messages("state")[0]).not.toHaveProperty("sealKeyId");
  });
});

function brokenStore(): MemoryStore {
  return Object.assign(new MemoryStore(), {
    recover: () => {
      throw new Error("the disk is gone");
    },
  });
}
