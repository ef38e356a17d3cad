import type { Dut, DutAction, DutAdapter, DutAnswer, DutTarget } from "@dosekit/conformance";
import { createDevice, PROFILES, zoneTableOf } from "@dosekit/firmware-model";
import {
  type DeviceInput,
  type DeviceLogic,
  type DeviceTransport,
  type DurableStore,
  deriveKey,
  encodeKeyRing,
  newKeyRing,
} from "@dosekit/protocols";
import { nodeSealPort } from "@dosekit/sdk";
import {
  type ArmourPort,
  DeviceArmour,
  DeviceRunner,
  MemoryStore,
  MqttDeviceTransport,
  type OpenBrokerSocket,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";

/** Ways to make our own device a wrong one; each changes as little as it can. */
export interface DevicePatch {
  /** Changes the program. */
  readonly logic?: <State>(logic: DeviceLogic<State>) => DeviceLogic<State>;
  /** Changes what goes between program and network. */
  readonly transport?: (transport: DeviceTransport, target: DutTarget) => DeviceTransport;
  /** Changes the packets. */
  readonly socket?: (target: DutTarget) => OpenBrokerSocket;
  /** Another epoch than what the board draws. */
  readonly freshEpoch?: () => number;
  /** Storage that a journal is kept in. */
  readonly store?: () => MemoryStore;
  readonly spoolEventsMax?: number;
  /** Changes what checks sealed messages. */
  readonly armour?: (armour: ArmourPort, target: DutTarget) => ArmourPort;
  /** Storage of the keys. */
  readonly keyStore?: () => MemoryStore;
}

/** Records that the spool of the device under test holds: few, so that it can be filled. */
const SPOOL_EVENTS = 60;
const PROFILE = PROFILES.find(({ product }) => product === "pilly-sms");

/** Our own device on our own runtime over MQTT, as a device under test. */
export function ownDevice(patch: DevicePatch = {}): DutAdapter {
  return {
    role: "device",
    start: (target) => Promise.resolve(new OwnDevice(target, patch)),
  };
}

class OwnDevice implements Dut {
  readonly #target: DutTarget;
  readonly #patch: DevicePatch;
  readonly #mqtt: MqttDeviceTransport;
  readonly #clock: SystemClock;
  readonly #entropy = new SystemEntropy();
  readonly #retryTimer = new SystemRetryTimer();
  #store: MemoryStore;
  readonly #keyStore: DurableStore | undefined;
  #runner: DeviceRunner<unknown>;
  #isLidOpen = false;
  #permille = 900;
  #alerts = 0;

  constructor(target: DutTarget, patch: DevicePatch) {
    this.#target = target;
    this.#patch = patch;
    const { url, tenant, deviceId, clock } = target;
    this.#clock = new SystemClock({ quality: clock === "set" ? "synced" : "unset" });
    this.#mqtt = new MqttDeviceTransport({
      url,
      tenant,
      deviceId,
      backOff: { firstMs: 20, longestMs: 60 },
      ...(patch.socket === undefined ? {} : { openSocket: patch.socket(target) }),
    });
    this.#store = this.#newStore();
    this.#keyStore = provisioned(target, patch.keyStore?.() ?? new MemoryStore());
    this.#runner = this.#newRunner();
    this.#runner.powerOn("first-boot");
  }

  act(action: DutAction): Promise<DutAnswer> {
    return Promise.resolve(this.#act(action));
  }

  async stop(): Promise<void> {
    this.#runner.powerOff();
    this.#mqtt.abort();
    this.#retryTimer.cancel();
  }

  #act(action: DutAction): DutAnswer {
    switch (action) {
      case "event":
        return this.#input(this.#lid());
      case "alert":
        return this.#alert();
      case "telemetry":
        return this.#telemetry();
      case "power-cut":
        this.#runner.powerOff();
        return { ok: true };
      case "power-on":
        this.#runner.powerOn("power-restored");
        return { ok: true };
      case "shut-down":
        this.#runner.stop();
        return { ok: true };
      case "lose-journal":
        this.#store = this.#newStore();
        this.#runner = this.#newRunner();
        return { ok: true };
      default:
        return { ok: false, reason: "not for a device" };
    }
  }

  #input(input: DeviceInput): DutAnswer {
    this.#runner.input(input);
    return { ok: true };
  }

  #lid(): DeviceInput {
    this.#isLidOpen = !this.#isLidOpen;
    return this.#isLidOpen ? { type: "lid.opened", withKey: true } : { type: "lid.closed" };
  }

  /** A battery that is low, a charged one, and so on: each low one is an alert of its own. */
  #alert(): DutAnswer {
    if (this.#alerts > 0) this.#measure(900);
    this.#alerts += 1;
    return this.#measure(150);
  }

  #telemetry(): DutAnswer {
    return this.#measure(this.#permille === 500 ? 600 : 500);
  }

  #measure(permille: number): DutAnswer {
    this.#permille = permille;
    return this.#input({ type: "battery.measured", permille });
  }

  #newStore(): MemoryStore {
    return this.#patch.store?.() ?? new MemoryStore();
  }

  #newRunner(): DeviceRunner<unknown> {
    const { logic, transport, freshEpoch, spoolEventsMax } = this.#patch;
    if (PROFILE === undefined) throw new Error("no profile of pilly-sms");
    const own = createDevice({ profile: PROFILE, zoneTableOf }) as DeviceLogic<unknown>;
    const entropy = this.#entropy;
    const runner: DeviceRunner<unknown> = new DeviceRunner<unknown>({
      deviceId: this.#target.deviceId,
      identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
      logic: logic?.(own) ?? own,
      clock: this.#clock,
      store: this.#store,
      // A mechanism that does what it is told at once.
      actuators: {
        start: (effect) => {
          if (effect.type !== "motion.start") return;
          const { motion, slot } = effect;
          setImmediate(() => runner.input({ type: "motion.finished", motion, slot }));
        },
      },
      transport: transport?.(this.#mqtt, this.#target) ?? this.#mqtt,
      retryTimer: this.#retryTimer,
      entropy: {
        bootId: () => entropy.bootId(),
        freshEpoch: () => freshEpoch?.() ?? entropy.freshEpoch(),
      },
      spoolEventsMax: spoolEventsMax ?? SPOOL_EVENTS,
      ...this.#armour(),
      retry: { firstMs: 300, longestMs: 1_000 },
      onFault: (fault) => {
        throw fault;
      },
    });
    return runner;
  }

  #armour(): { readonly armour?: ArmourPort } {
    if (this.#keyStore === undefined) return {};
    const own = new DeviceArmour({ address: this.#target, store: this.#keyStore });
    return { armour: this.#patch.armour?.(own, this.#target) ?? own };
  }
}

/** Storage with the first key of a device in the security profile; `undefined` outside of it. */
function provisioned(target: DutTarget, store: DurableStore): DurableStore | undefined {
  if (target.secret === undefined) return undefined;
  const secret = Uint8Array.from(Buffer.from(target.secret, "hex"));
  const material = deriveKey(nodeSealPort, secret, target, 1);
  const ring = newKeyRing(secret, { keyId: 1, algorithm: "HMAC 256/64", material });
  store.replaceAll(encodeKeyRing(ring), () => undefined);
  return store;
}
