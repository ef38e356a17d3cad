import {
  CHANNELS,
  type Channel,
  CONTENT_TYPE,
  encodeMessage,
  type Fields,
  type InferFields,
  type Instant,
  instant,
  type MessageDefinition,
  topicOf,
} from "@dosekit/protocols";
import type { ScriptedBroker } from "../broker/scripted-broker.ts";
import { KitSeals, type SealChange } from "../security/kit-seals.ts";
import type { Dut, DutAction, DutAdapter, DutTarget } from "./dut-adapter.ts";
import type { ScenarioParams } from "./params.ts";
import type { Trace } from "./trace.ts";

/** What a scenario can't do with this device or gateway. */
export class NotOffered extends Error {}

/** What a kit works with. */
export interface KitSetup {
  readonly broker: ScriptedBroker;
  readonly adapter: DutAdapter;
  readonly params: ScenarioParams;
  readonly trace: Trace;
  readonly target: DutTarget;
}

/** What a step of a scenario works with: the broker, the one under test, and what was observed. */
export class Kit {
  readonly broker: ScriptedBroker;
  readonly params: ScenarioParams;
  readonly trace: Trace;
  readonly target: DutTarget;
  readonly #adapter: DutAdapter;
  readonly #watchers = new Set<() => void>();
  readonly #seals: KitSeals | undefined;
  #dut: Dut | undefined;

  constructor(setup: KitSetup) {
    this.broker = setup.broker;
    this.params = setup.params;
    this.trace = setup.trace;
    this.target = setup.target;
    this.#adapter = setup.adapter;
    const { secret } = setup.target;
    this.#seals = secret === undefined ? undefined : new KitSeals(setup.target, secret);
    setup.broker.log.onEntry((entry) => {
      this.trace.addEntry(entry);
      for (const watcher of [...this.#watchers]) watcher();
    });
  }

  /** Wall clock of the kit, ms since 1970 UTC. */
  nowMs(): number {
    return Date.now();
  }

  /** The kit's clock as an instant. */
  nowInstant(): Instant {
    return instant(this.nowMs());
  }

  /** A deadline behind {@link laterMs}. */
  muchLaterMs(): Instant {
    return instant(this.nowMs() + 4 * this.params.clockToleranceMs);
  }

  /** A deadline that lies ahead on any clock that is right within the tolerance. */
  laterMs(): Instant {
    return instant(this.nowMs() + 2 * this.params.clockToleranceMs);
  }

  /**
   * An instant that comes in a moment by the kit's clock, and a slow device's later: far enough for
   * what is said now to be there before, and near enough to be seen within a reaction.
   */
  soonMs(): Instant {
    return instant(this.nowMs() + this.params.reactionMs / 4);
  }

  /** An instant that is over on any clock that is right within the tolerance. */
  earlierMs(): Instant {
    return instant(this.nowMs() - 2 * this.params.clockToleranceMs);
  }

  /** Starts the device or gateway under test; ignored while it runs. */
  async start(clock: DutTarget["clock"] = "set"): Promise<void> {
    this.#dut ??= await this.#adapter.start({ ...this.target, clock });
  }

  /**
   * Has the fixture do something, and writes its answer down.
   *
   * @throws NotOffered when the fixture can't
   */
  async act(action: DutAction, value?: unknown): Promise<void> {
    if (this.#dut === undefined) throw new Error(`${action}: nothing was started`);
    const answer = await this.#dut.act(action, value);
    if (!answer.ok) throw new NotOffered(`${action}: ${answer.reason}`);
    this.note(action, answer.value ?? null);
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Writes down what the kit wants to know later. */
  note(name: string, value: unknown): void {
    this.trace.addAnswer(name, value, this.trace.observations.at(-1)?.atMs ?? 0);
  }

  /** Publishes a message on a channel of the device as its other end would. */
  say<F extends Fields>(
    channel: Channel,
    definition: MessageDefinition<F>,
    value: InferFields<F>,
  ): void {
    const bytes = encodeMessage(definition, value);
    const isDown = CHANNELS[channel].way === "down";
    const sealed = isDown ? this.#seals?.seal(channel, bytes) : undefined;
    this.sayBytes(channel, sealed ?? bytes);
  }

  /**
   * Seals a message for the device, rightly or not.
   *
   * @throws Error when the scenario is outside the security profile
   */
  seal(channel: Channel, message: Uint8Array, change: SealChange = {}): Uint8Array {
    if (this.#seals === undefined) throw new Error("the scenario has no secret to seal by");
    return this.#seals.seal(channel, message, change);
  }

  /** Whether a message has a right seal of the device's key, for its channel. */
  isSealedFor(channel: Channel | undefined, payload: Uint8Array): boolean {
    return channel !== undefined && this.#seals?.isRight(channel, payload) === true;
  }

  /** Seals under another key from now on. */
  useKey(keyId: number): void {
    this.#seals?.use(keyId);
  }

  /** Publishes any bytes on a channel of the device. */
  sayBytes(channel: Channel, payload: Uint8Array): void {
    const { tenant, deviceId } = this.target;
    const { qos, retain } = CHANNELS[channel];
    const topic = topicOf({ tenant, deviceId, channel });
    const properties = { contentType: CONTENT_TYPE };
    this.broker.publish({ topic, payload, qos, retain, properties });
  }

  /** Waits until something holds, or until time is over. @returns whether it holds */
  waitUntil(holds: () => boolean, limitMs: number): Promise<boolean> {
    if (holds()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const end = (result: boolean) => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(result);
      };
      const look = () => {
        if (holds()) end(true);
      };
      const timer = setTimeout(() => end(holds()), limitMs);
      this.#watchers.add(look);
    });
  }

  /** Lets time pass. */
  pause(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms));
  }

  /** Ends what was started; errors are those of the fixture. */
  async stop(): Promise<void> {
    const dut = this.#dut;
    this.#dut = undefined;
    await dut?.stop();
  }
}
