import {
  DEVICE_ID_PATTERN,
  type DeviceId,
  DROP_TIMING,
  type DropEffect,
  type DropTiming,
} from "@dosekit/protocols";
import type { SdkFault } from "../../errors.ts";
import type { BytePort, LinkTime } from "../byte-port.ts";
import { type GatewayLine, makeGatewayLine } from "../gateway-line.ts";

/** One attempt on one port, at one speed and as one kind of line. */
export interface LineProbe {
  readonly port: BytePort;
  /** Address that is asked on a shared line; absent on a line with two ends. */
  readonly address?: number;
  readonly dropTiming?: Partial<DropTiming>;
  readonly time: LinkTime;
  readonly bootId: number;
  /** How long it lasts at the most, ms. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/** What an attempt found. */
export type ProbeOutcome =
  | { readonly kind: "answered"; readonly deviceId: DeviceId | undefined }
  | { readonly kind: "version" | "garbage" | "silence" | "cancelled" }
  | { readonly kind: "unusable"; readonly fault: SdkFault };

/**
 * Asks on a line whether a device is there, and says goodbye.
 *
 * It takes no message: devices are told that the gateway is busy, and whatever comes all the same is
 * not acknowledged beyond the link, so that they keep it.
 */
export function probeLine(probe: LineProbe): Promise<ProbeOutcome> {
  return new Promise((resolve) => new Attempt(probe, resolve).begin());
}

/** No port is opened a second time within an attempt. */
const NEVER_AGAIN = { firstMs: 2 ** 30, longestMs: 2 ** 30, random: () => 0 };

class Attempt {
  readonly #probe: LineProbe;
  readonly #resolve: (outcome: ProbeOutcome) => void;
  readonly #line: GatewayLine;
  readonly #cancel = () => this.#end({ kind: "cancelled" });
  #stopTimer: () => void = () => undefined;
  #failure: "version" | "garbage" | "silence" = "silence";
  #isOver = false;

  constructor(probe: LineProbe, resolve: (outcome: ProbeOutcome) => void) {
    this.#probe = probe;
    this.#resolve = resolve;
    const { port, address, dropTiming, time, bootId } = probe;
    this.#line = makeGatewayLine({
      options: {
        port,
        ...(address === undefined ? {} : { addresses: [address] }),
        ...(dropTiming === undefined ? {} : { dropTiming }),
      },
      ...{ bootId, time, backOff: NEVER_AGAIN },
      onDevice: (_address, effect) => this.#onDevice(effect),
      onPort: (isOpen, fault) => {
        if (!isOpen && fault !== undefined) this.#end({ kind: "unusable", fault });
      },
    });
  }

  begin(): void {
    const { signal, time, limitMs } = this.#probe;
    if (signal?.aborted === true) {
      this.#end({ kind: "cancelled" });
      return;
    }
    signal?.addEventListener("abort", this.#cancel, { once: true });
    this.#stopTimer = time.after(limitMs, () => this.#end(this.#outcome()));
    this.#line.setBusy(true);
    this.#line.open();
  }

  #onDevice(effect: DropEffect): void {
    if (effect.type === "failed") {
      this.#failure = effect.failure;
      this.#end(this.#outcome());
    }
    if (effect.type !== "up") return;
    const { peerName } = effect.contact;
    const deviceId = DEVICE_ID_PATTERN.test(peerName) ? peerName : undefined;
    this.#end({ kind: "answered", deviceId });
  }

  #outcome(): ProbeOutcome {
    const { rxVersionErrors, rxCrcErrors, rxStuffingErrors, rxLengthErrors, rxTooLong } =
      this.#line.counters;
    if (rxVersionErrors > 0) return { kind: "version" };
    const hasNoise = rxCrcErrors + rxStuffingErrors + rxLengthErrors + rxTooLong > 0;
    return { kind: hasNoise && this.#failure === "silence" ? "garbage" : this.#failure };
  }

  #end(outcome: ProbeOutcome): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#stopTimer();
    this.#probe.signal?.removeEventListener("abort", this.#cancel);
    // Later, since a line is not closed from within its own word.
    const { time } = this.#probe;
    time.after(0, () => {
      this.#line.close();
      this.#resolve(outcome);
    });
  }
}

/** How long a device with two ends may take to answer at a speed, ms. */
export function pointLimitMs(answerMs: number, baud: number | undefined): number {
  return answerMs + byteMsOf(baud) * HANDSHAKE_BYTES;
}

/** How long a device at an address may take to answer at a speed, ms. */
export function dropLimitMs(baud: number | undefined, timing: Partial<DropTiming> = {}): number {
  const { answerWithinMs, latencyMs, quietMs } = { ...DROP_TIMING, ...timing };
  return answerWithinMs + latencyMs + quietMs + byteMsOf(baud) * HANDSHAKE_BYTES;
}

const HANDSHAKE_BYTES = 200;
const BITS_PER_BYTE = 10;

function byteMsOf(baud: number | undefined): number {
  return baud === undefined ? 0 : (BITS_PER_BYTE * 1_000) / baud;
}
