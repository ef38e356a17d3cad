import {
  type DeviceEvent,
  type DeviceTransport,
  type DeviceTransportListener,
  type DownChannel,
  type DurableStore,
  decodeMessage,
  type Effect,
  EventAcknowledgement,
  EventRequest,
  encodeMessage,
  type TimerBasis,
  type UpChannel,
} from "@dosekit/protocols";
import {
  type ClockReading,
  type DeviceClock,
  DeviceRunner,
  type DeviceRunnerOptions,
  MemoryStore,
  type RetryTimer,
} from "@dosekit/sdk/device";
import { type TallyState, tallyLogic } from "./tally-logic.ts";

/** A clock that moves when the test says so. */
export class HandClock implements DeviceClock {
  readonly #armed = new Map<string, { basis: TimerBasis; atMs: number; fire: () => void }>();
  uptimeMs = 0;
  civilMs: number | undefined;

  now(): ClockReading {
    const clock = this.civilMs === undefined ? "unset" : "synced";
    return { uptimeMs: this.uptimeMs, civilMs: this.civilMs, clock, clockErrorMs: 0 };
  }

  arm(slot: string, basis: TimerBasis, atMs: number, fire: () => void): void {
    this.#armed.set(slot, { basis, atMs, fire });
  }

  cancel(slot: string): void {
    this.#armed.delete(slot);
  }

  setCivil(civilMs: number): void {
    this.civilMs = civilMs;
    this.#fireDue();
  }

  advance(byMs: number): void {
    this.uptimeMs += byMs;
    if (this.civilMs !== undefined) this.civilMs += byMs;
    this.#fireDue();
  }

  armed(): readonly string[] {
    return [...this.#armed.keys()];
  }

  #fireDue(): void {
    for (const [slot, { basis, atMs, fire }] of [...this.#armed]) {
      const nowMs = basis === "uptime" ? this.uptimeMs : (this.civilMs ?? -1);
      if (atMs > nowMs || this.#armed.get(slot)?.fire !== fire) continue;
      this.#armed.delete(slot);
      fire();
    }
  }
}

/** A retry timer that fires when the test says so. */
export class HandTimer implements RetryTimer {
  #fire: (() => void) | undefined;
  delayMs: number | undefined;

  arm(delayMs: number, fire: () => void): void {
    this.delayMs = delayMs;
    this.#fire = fire;
  }

  cancel(): void {
    this.delayMs = undefined;
    this.#fire = undefined;
  }

  fire(): void {
    const fire = this.#fire;
    this.cancel();
    fire?.();
  }
}

/** A transport whose other end is the test. */
export class HandTransport implements DeviceTransport {
  readonly sent: { readonly channel: UpChannel; readonly payload: Uint8Array }[] = [];
  readonly ends: ("close" | "abort")[] = [];
  listener: DeviceTransportListener | undefined;
  lastWill: Uint8Array | undefined;
  /** Told of each message as it is sent. */
  onSend: ((channel: UpChannel, payload: Uint8Array) => void) | undefined;

  open(listener: DeviceTransportListener, lastWill: Uint8Array): void {
    this.listener = listener;
    this.lastWill = lastWill;
  }

  send(channel: UpChannel, payload: Uint8Array): void {
    this.sent.push({ channel, payload });
    this.onSend?.(channel, payload);
  }

  close(): void {
    this.ends.push("close");
  }

  abort(): void {
    this.ends.push("abort");
  }

  deliver(channel: DownChannel, payload: Uint8Array): void {
    this.listener?.onMessage(channel, payload);
  }

  acknowledge(epoch: number, throughSeq: number): void {
    this.deliver("ack", encodeMessage(EventAcknowledgement, { epoch, throughSeq }));
  }

  request(epoch: number, fromSeq: number, throughSeq: number): void {
    this.deliver("ack", encodeMessage(EventRequest, { epoch, fromSeq, throughSeq }));
  }

  /** The messages of one channel, decoded. */
  messages(channel: UpChannel): readonly Readonly<Record<string, unknown>>[] {
    return this.sent
      .filter((message) => message.channel === channel)
      .map(({ payload }) => {
        const decoded = decodeMessage(payload);
        if (!decoded.ok) throw new Error(decoded.error.message);
        return decoded.value.message;
      });
  }

  /** Sequence numbers of the events that were sent, in order. */
  seqs(): readonly number[] {
    return this.messages("evt").map((event) => (event as unknown as DeviceEvent).seq);
  }
}

/** A tally device on a board that the test holds in its hand. */
export interface Bench {
  readonly runner: DeviceRunner<TallyState>;
  readonly store: DurableStore;
  readonly clock: HandClock;
  readonly transport: HandTransport;
  readonly retry: HandTimer;
  /** Effects in the order in which they were carried out. */
  readonly effects: Effect[];
}

/** Epoch that a tally device on the bench starts with. */
export const BENCH_EPOCH = 77;

/** Builds a bench; whatever is not given is plain and works. */
export function bench(overrides: Partial<DeviceRunnerOptions<TallyState>> = {}): Bench {
  const [clock, transport, retry] = [new HandClock(), new HandTransport(), new HandTimer()];
  const effects: Effect[] = [];
  const { store = new MemoryStore(), watch, ...others } = overrides;
  let bootId = 0;
  const runner = new DeviceRunner<TallyState>({
    deviceId: "dev-1",
    identity: { product: "tally", firmware: "1.0.0", serial: "S-1" },
    logic: tallyLogic,
    clock,
    store,
    actuators: { start: () => undefined },
    transport,
    retryTimer: retry,
    entropy: { bootId: () => ++bootId, freshEpoch: () => BENCH_EPOCH },
    spoolEventsMax: 100,
    watch: {
      ...watch,
      onEffect: (effect, durableSeq, now) => {
        effects.push(effect);
        watch?.onEffect?.(effect, durableSeq, now);
      },
    },
    ...others,
  });
  return { runner, store, clock, transport, retry, effects };
}

/** A press of the user's button. */
export const PRESS = { type: "button.pressed", actor: "user" } as const;
/** A tilt, which the tally device writes down as telemetry. */
export const TILT = { type: "posture.tilted" } as const;
/** A loading, which the tally device writes down as an alert. */
export const ALERT = { type: "stock.loaded", doses: 3, firstSlot: 0 } as const;
