import type {
  Dut,
  DutAction,
  DutAdapter,
  DutAnswer,
  DutFeature,
  DutTarget,
} from "@dosekit/conformance";
import { createDevice, zoneTableOf } from "@dosekit/firmware-model";
import {
  type DeviceInput,
  type DeviceLogic,
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
  type DeviceRunnerOptions,
  MemoryWitness,
  MqttDeviceTransport,
  NODE_TIME,
  type SleepOptions,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
  sessionSecondsOf,
  TestTime,
} from "@dosekit/sdk/device";
import { profileIn, SIM_PRODUCT, type SimDevicePatch, sleepOf } from "./sim-device-patch.ts";
import type { SimHands } from "./sim-hands.ts";
import { SimLoader } from "./sim-loader.ts";
import { SimMechanism } from "./sim-mechanism.ts";
import { SimStore } from "./sim-store.ts";
import { SimTray } from "./sim-tray.ts";

/** Records that the spool of the device under test holds: few, so that it can be filled. */
const SPOOL_EVENTS = 60;
/** Room for the records of some days. */
const LONG_SPOOL_EVENTS = 400;
/** Real time at each deadline that a test clock comes by, ms. */
const TEST_STEP_MS = 1;

/** What every product of the registry can be started with. */
export const SIM_FEATURES: readonly DutFeature[] = [
  "doses",
  "test-clock",
  "sealing",
  "sleeping",
  "update",
  "storage",
];

/** The modelled device on the runtime of the SDK over MQTT, as a device under test. */
export function simDevice(patch: SimDevicePatch = {}): DutAdapter {
  return {
    role: "device",
    features: SIM_FEATURES,
    start: (target) => Promise.resolve(new SimDevice(target, patch)),
  };
}

class SimDevice implements Dut {
  readonly #target: DutTarget;
  readonly #patch: SimDevicePatch;
  readonly #mqtt: MqttDeviceTransport;
  readonly #time: TestTime;
  readonly #entropy = new SystemEntropy();
  readonly #retryTimer = new SystemRetryTimer();
  readonly #sleep: SleepOptions | undefined;
  readonly #hands: SimHands;
  readonly #loader: SimLoader;
  readonly #witness = new MemoryWitness();
  readonly #keyStore: SimStore | undefined;
  #clock: SystemClock;
  #store: SimStore;
  #runner: DeviceRunner<unknown>;
  #isLidOpen = false;
  #permille = 900;
  #alerts = 0;

  constructor(target: DutTarget, patch: SimDevicePatch) {
    this.#target = target;
    this.#patch = patch;
    const { url, tenant, deviceId, clock, needs } = target;
    this.#time = new TestTime(needs.includes("test-clock"), NODE_TIME, TEST_STEP_MS);
    const isSet = clock === "set" || patch.isClockBelieved === true;
    this.#clock = this.#newClock(isSet ? "synced" : "unset");
    this.#sleep = needs.includes("sleeping") ? sleepOf(patch) : undefined;
    this.#mqtt = new MqttDeviceTransport({
      url,
      tenant,
      deviceId,
      backOff: { firstMs: 20, longestMs: 60 },
      ...(patch.socket === undefined ? {} : { openSocket: patch.socket(target) }),
      ...(this.#sleep === undefined
        ? {}
        : { sessionExpirySeconds: patch.sessionSeconds ?? sessionSecondsOf(this.#sleep) }),
    });
    this.#store = this.#newStore();
    this.#keyStore = provisioned(target, new SimStore(patch.keyStore?.()));
    const profile = profileIn(patch);
    const around = {
      tell: (input: DeviceInput) => this.#runner.input(input),
      pass: (ms: number) => this.#pass(ms),
      later: (ms: number, run: () => void) => void this.#time.after(ms, run),
      cutPower: () => this.#powerOff(),
      civilMs: () => this.#clock.now().civilMs ?? Date.now(),
    };
    const isTray = profile.mechanism.value === "tray";
    this.#hands = isTray ? new SimTray(around) : new SimMechanism(profile, around);
    this.#loader = new SimLoader(
      () => this.#runner.input({ type: "image.staged" }),
      () => {
        this.#powerOff();
        this.#powerOn("firmware-update");
      },
    );
    this.#runner = this.#newRunner();
    this.#powerOn("first-boot");
  }

  async act(action: DutAction, value?: unknown): Promise<DutAnswer> {
    if (action === "take") return done(await this.#hands.take());
    if (action === "fumble") return done(await this.#hands.fumble());
    return this.#act(action, value);
  }

  async stop(): Promise<void> {
    this.#powerOff();
    this.#mqtt.abort();
    this.#retryTimer.cancel();
  }

  #act(action: DutAction, value: unknown): DutAnswer {
    switch (action) {
      case "event":
        return this.#input(this.#lid());
      case "alert":
        return this.#alert();
      case "alert-over":
        return this.#measure(900);
      case "telemetry":
        return this.#telemetry();
      case "power-cut":
        return done(this.#powerOff());
      case "power-on":
        return done(this.#powerOn("power-restored"));
      case "shut-down":
        return done(this.#runner.stop());
      case "lose-journal":
        this.#store = this.#newStore();
        return this.#replaceRunner();
      case "lose-clock":
        if (this.#patch.isClockBelieved === true) return { ok: true };
        this.#clock = this.#newClock("unset");
        return this.#replaceRunner();
      case "load":
        return done(this.#hands.load(Number(value)));
      case "correct":
        return done(this.#hands.correctNext());
      case "cut-next-motion":
        return done(this.#hands.cutNext());
      default:
        return this.#actOnStorage(action);
    }
  }

  #actOnStorage(action: DutAction): DutAnswer {
    switch (action) {
      case "spoil-storage":
        return done(this.#store.spoil(true));
      case "mend-storage":
        return done(this.#store.spoil(false));
      case "mark-storage":
        return done(this.#store.mark());
      case "forget-storage":
        return done(this.#store.forget());
      case "storage":
        return { ok: true, value: this.#store.image().map((row) => hexOf(row)) };
      case "spoil-keys":
        return done(this.#keyStore?.replaceBy([Uint8Array.of(0xff)]));
      case "spoil-image":
        return done(this.#loader.spoilImage());
      default:
        return { ok: false, reason: "not for a device" };
    }
  }

  #powerOn(cause: Parameters<DeviceRunner<unknown>["powerOn"]>[0]): void {
    this.#runner.powerOn(cause);
    this.#hands.regainPower();
  }

  #powerOff(): void {
    this.#runner.powerOff();
    this.#hands.losePower();
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

  #pass(ms: number): Promise<void> {
    const time = this.#time;
    return new Promise((resolve) => {
      if (time.inTestState) time.runFor(ms, resolve);
      else time.after(ms, resolve);
    });
  }

  #replaceRunner(): DutAnswer {
    this.#runner = this.#newRunner();
    return { ok: true };
  }

  #newClock(quality: "synced" | "unset"): SystemClock {
    return new SystemClock({ quality, host: this.#time });
  }

  #newStore(): SimStore {
    return new SimStore(this.#patch.store?.(), this.#patch.isHoarding);
  }

  #newRunner(): DeviceRunner<unknown> {
    const { logic, transport, freshEpoch, spoolEventsMax, isWithoutWitness } = this.#patch;
    const { product = SIM_PRODUCT } = this.#patch;
    const profile = profileIn(this.#patch);
    const own = createDevice({ profile, zoneTableOf }) as DeviceLogic<unknown>;
    const entropy = this.#entropy;
    const isLong = this.#target.needs.includes("test-clock");
    return new DeviceRunner<unknown>({
      deviceId: this.#target.deviceId,
      identity: { product, firmware: "1.0.0", serial: "S-1" },
      logic: this.#hands.watched(logic?.(own) ?? own),
      clock: this.#clock,
      store: this.#store,
      // A mechanism that does what it is told at once.
      actuators: {
        start: (effect) => {
          if (effect.type === "motion.start") this.#hands.start(effect);
        },
      },
      transport: transport?.(this.#mqtt, this.#target) ?? this.#mqtt,
      retryTimer: this.#retryTimer,
      entropy: {
        bootId: () => entropy.bootId(),
        freshEpoch: () => freshEpoch?.() ?? entropy.freshEpoch(),
      },
      spoolEventsMax: spoolEventsMax ?? (isLong ? LONG_SPOOL_EVENTS : SPOOL_EVENTS),
      ...this.#parts(),
      ...(isWithoutWitness === true ? {} : { witness: this.#witness }),
      retry: { firstMs: 300, longestMs: 1_000 },
      onFault: (fault) => {
        throw fault;
      },
    });
  }

  /** What the device has for this scenario only. */
  #parts(): Pick<DeviceRunnerOptions<unknown>, "armour" | "testClock" | "sleep" | "loader"> {
    const { loader } = this.#patch;
    const hasLoader = this.#target.needs.includes("update");
    return {
      ...(this.#keyStore === undefined ? {} : { armour: this.#armour(this.#keyStore) }),
      testClock: this.#time,
      ...(this.#sleep === undefined ? {} : { sleep: this.#sleep }),
      ...(hasLoader ? { loader: loader?.(this.#loader) ?? this.#loader } : {}),
    };
  }

  #armour(store: DurableStore): ArmourPort {
    const own = new DeviceArmour({ address: this.#target, store });
    return this.#patch.armour?.(own, this.#target) ?? own;
  }
}

function done(_nothing: unknown): DutAnswer {
  return { ok: true };
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

/** Storage with the first key of a device in the security profile; `undefined` outside of it. */
function provisioned(target: DutTarget, store: SimStore): SimStore | undefined {
  if (target.secret === undefined) return undefined;
  const secret = Uint8Array.from(Buffer.from(target.secret, "hex"));
  const material = deriveKey(nodeSealPort, secret, target, 1);
  const ring = newKeyRing(secret, { keyId: 1, algorithm: "HMAC 256/64", material });
  store.replaceAll(encodeKeyRing(ring), () => undefined);
  return store;
}
