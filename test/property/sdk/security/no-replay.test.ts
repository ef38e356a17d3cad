import {
  DesiredConfig,
  type DeviceInput,
  decodeAs,
  decodeKeyRing,
  encodeKeyRing,
  encodeMessage,
  Reply,
} from "@dosekit/protocols";
import { DeviceArmour, MemoryStore } from "@dosekit/sdk/device";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bench } from "../../../support/device-bench.ts";
import { type CutFate, HeldStore } from "../../../support/held-store.ts";
import {
  ADDRESS,
  freshRing,
  keyChangeBytes,
  keyOf,
  NOW_MS,
  sealed,
  selfTest,
} from "../../../support/security/seal-bench.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 5_000 : 400;

/** What can happen to a device that somebody records and replays everything to. */
type Happening =
  | { readonly what: "command" | "config" | "settle" | "fail" | "activate" | "revoke" }
  | { readonly what: "replay" | "turn"; readonly which: number; readonly bit: number }
  | { readonly what: "cut"; readonly fate: CutFate; readonly clockLost: boolean };

const attack = { which: fc.nat(), bit: fc.nat() };
const happening = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom({ what: "command" }, { what: "config" }) },
  { weight: 7, arbitrary: fc.constant({ what: "settle" }) },
  { weight: 5, arbitrary: fc.record({ what: fc.constant("replay"), ...attack }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant("turn"), ...attack }) },
  { weight: 1, arbitrary: fc.constant({ what: "fail" }) },
  { weight: 2, arbitrary: fc.constantFrom({ what: "activate" }, { what: "revoke" }) },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constant("cut"),
      fate: fc.oneof(fc.constantFrom("lost", "kept"), fc.record({ torn: fc.nat(140) })),
      clockLost: fc.boolean(),
    }),
  },
) as fc.Arbitrary<Happening>;

interface Recorded {
  readonly channel: "cmd" | "cfg/desired";
  readonly bytes: Uint8Array;
}

/** A device, its host, and somebody between them who keeps every message for later. */
class World {
  readonly #keys = new HeldStore(holding());
  readonly #recorded: Recorded[] = [];
  readonly #acted: string[] = [];
  readonly #revoked = new Set<number>();
  #keyId = 1;
  #counter = 0;
  #version = 0;
  #configs: number[] = [];
  readonly #device = bench({
    deviceId: ADDRESS.deviceId,
    armour: new DeviceArmour({ address: ADDRESS, store: this.#keys }),
    watch: { onInput: (input) => this.#input(input) },
  });

  constructor() {
    this.#device.transport.onSend = (channel, payload) => {
      if (channel === "rsp") this.#reply(payload);
    };
    this.#device.clock.civilMs = NOW_MS;
    this.#start();
  }

  happen(event: Happening): void {
    if (event.what === "command") this.command();
    else if (event.what === "config") this.#config();
    else if (event.what === "activate") this.#change("activate", this.#keyId + 1);
    else if (event.what === "revoke") this.#change("revoke", this.#keyId - 1);
    else if (event.what === "settle") this.#keys.settle();
    else if (event.what === "fail") this.#keys.settle("io");
    else if (event.what === "cut") this.#cut(event.fate, event.clockLost);
    else if (event.what === "replay" || event.what === "turn") this.#replay(event);
  }

  /** Heals everything; then a fresh command comes through, whatever was before. */
  settleDown(): void {
    this.#cut("lost", false);
    this.#keys.settleAll();
    const before = this.#acted.length;
    this.command();
    this.#keys.settleAll();
    expect(this.#acted.length).toBe(before + 1);
  }

  command(): void {
    this.#counter++;
    const message = selfTest(`${this.#keyId}-${this.#counter}`);
    this.#send("cmd", this.#counter, message);
  }

  #config(): void {
    this.#version++;
    const message = encodeMessage(DesiredConfig, { version: this.#version });
    this.#send("cfg/desired", this.#version, message);
  }

  #change(action: "activate" | "revoke", keyId: number): void {
    if (keyId < 1) return;
    this.#counter++;
    this.#send("cmd", this.#counter, keyChangeBytes(action, keyId));
  }

  #send(channel: Recorded["channel"], counter: number, message: Uint8Array): void {
    const bootId = this.#device.runner.isOn() ? this.#boots : 0;
    const how = { counter, channel, key: keyOf(this.#keyId) };
    const bytes = sealed(message, channel === "cmd" ? { ...how, bootId } : how);
    this.#recorded.push({ channel, bytes });
    this.#device.transport.deliver(channel, bytes);
  }

  get #boots(): number {
    return this.#device.runner.counters.boots;
  }

  #replay({ what, which, bit }: { what: "replay" | "turn"; which: number; bit: number }): void {
    const old = this.#recorded[which % Math.max(1, this.#recorded.length)];
    if (old === undefined) return;
    const bytes = old.bytes.slice();
    const at = bit % (bytes.length * 8);
    if (what === "turn") bytes[at >> 3] = (bytes[at >> 3] ?? 0) ^ (1 << (at & 7));
    this.#device.transport.deliver(old.channel, bytes);
  }

  #cut(fate: CutFate, clockLost: boolean): void {
    this.#device.runner.powerOff();
    this.#keys.cut(fate);
    this.#device.clock.civilMs = clockLost ? undefined : NOW_MS;
    this.#start();
  }

  #start(): void {
    this.#device.runner.powerOn("power-restored");
    this.#device.transport.listener?.onLink(true);
  }

  /** Nothing acts twice, nothing old acts behind something new, nothing revoked acts at all. */
  #input(input: DeviceInput): void {
    if (input.type === "config.received") {
      expect(input.config.version).toBeGreaterThanOrEqual(this.#configs.at(-1) ?? 0);
      this.#configs.push(input.config.version);
    }
    if (input.type !== "command.received") return;
    const { commandId } = input.command;
    const [keyId = 0, counter = 0] = commandId.split("-").map(Number);
    expect(this.#revoked).not.toContain(keyId);
    expect(this.#acted).not.toContain(commandId);
    const sameKey = this.#acted.filter((id) => id.startsWith(`${keyId}-`));
    for (const id of sameKey) expect(Number(id.split("-")[1])).toBeLessThan(counter);
    this.#acted.push(commandId);
    this.#isDurable(keyId, counter);
  }

  /** What acts has its counter in storage, read again from the bytes. */
  #isDurable(keyId: number, counter: number): void {
    const rings = this.#keys.recover().map(decodeKeyRing);
    const kept = rings.findLast((ring) => ring !== undefined);
    const key = kept?.keys.find((one) => one.keyId === keyId);
    expect(key?.commandCounter).toBeGreaterThanOrEqual(counter);
  }

  /** The host moves on when the device says that it did. */
  #reply(payload: Uint8Array): void {
    const decoded = decodeAs(Reply, payload);
    if (!decoded.ok || decoded.value.result !== "done") return;
    const [action, id] = decoded.value.commandId.split("-");
    if (action === "activate" && Number(id) === this.#keyId + 1) {
      this.#keyId++;
      this.#counter = 0;
    }
    if (action === "revoke") this.#revoked.add(Number(id));
  }
}

function holding(): MemoryStore {
  const store = new MemoryStore();
  store.append(encodeKeyRing(freshRing()), () => undefined);
  return store;
}

describe("whoever records and replays, whenever the power is cut", () => {
  test("nothing acts twice, nothing old behind something new, and nothing under a revoked key", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const world = new World();
        for (const event of happenings) world.happen(event);
        world.settleDown();
      }),
      { numRuns: RUNS },
    );
  });
});
