import type { LinkCounters } from "@dosekit/protocols";
import { type BytePort, SerialBytePort, SerialGatewayTransport } from "@dosekit/sdk";
import { SerialDeviceTransport } from "@dosekit/sdk/device";
import { type RandomStream, streamOf } from "../random/random-stream.ts";
import { LineDamage } from "../serial-ports/line-damage.ts";
import { PluggablePort } from "../serial-ports/pluggable-port.ts";
import { openPseudoTerminal, type PseudoTerminal } from "../serial-ports/pseudo-terminal.ts";
import { SharedCable } from "../serial-ports/shared-cable.ts";
import {
  BACK_OFF_LONGEST_MS,
  type LiveTransport,
  type LiveWay,
  WILL_DELAY_SECONDS,
} from "./live-way.ts";
import { pluggable } from "./pluggable-transport.ts";
import type { Connection } from "./severable-transport.ts";

/** How a fleet is wired to its gateway. */
export interface SerialWiring {
  /** Devices on one line; 1 makes lines with two ends, more make shared lines. */
  readonly perLine: number;
  /** One byte in so many is damaged, each way; absent when none is. */
  readonly damageOneIn?: number;
}

/**
 * Waits of a shared line on which a busy process stands for all the devices: they answer when their
 * turn in the event loop comes, which is no fault of theirs.
 */
const SHARED = {
  dropTiming: { answerWithinMs: 200, latencyMs: 0, turnaroundMs: 0, pollMs: 500 },
} as const;
/** Attempts go on as often as those to reach a broker; a slow process is no pause in a frame. */
const LINK = { timing: { retryLongestMs: BACK_OFF_LONGEST_MS, gapMs: 500 } } as const;

interface Line {
  readonly cable: PseudoTerminal;
  readonly shared: SharedCable | undefined;
  readonly addresses: readonly number[];
}

/** Joins devices and gateway by pseudo-terminals, each of which the gateway opens by its path. */
export class SerialWay implements LiveWay {
  readonly sleeps = false;
  readonly #perLine: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #damage: LineDamage | undefined;
  readonly #lines: readonly Line[];
  readonly #gateways: SerialGatewayTransport[] = [];
  readonly #devices: SerialDeviceTransport[] = [];

  /** @throws UserError `serial.no-pseudo-terminal`, exit 3 */
  constructor(deviceIds: readonly string[], { perLine, damageOneIn }: SerialWiring, seed: string) {
    this.#perLine = perLine;
    this.#places = new Map(deviceIds.map((deviceId, place) => [deviceId, place]));
    const random = streamOf(seed, "lines", "damage");
    this.#damage = damageOneIn === undefined ? undefined : new LineDamage(random, damageOneIn);
    this.#lines = openLines(deviceIds.length, perLine);
  }

  /** See {@link LiveWay.connect}. */
  connect(): Connection {
    const gateway = new SerialGatewayTransport({
      lines: this.#lines.map(({ cable, addresses }) => {
        const port = this.#heard(new SerialBytePort({ path: cable.path }));
        const line = { port, link: LINK };
        return this.#perLine === 1 ? line : { ...line, addresses, ...SHARED };
      }),
      willDelayMs: WILL_DELAY_SECONDS * 1_000,
    });
    this.#gateways.push(gateway);
    return gateway;
  }

  /** See {@link LiveWay.device}. */
  device(deviceId: string, random: RandomStream): LiveTransport {
    const place = this.#places.get(deviceId) ?? -1;
    const line = this.#lines[Math.floor(place / this.#perLine)];
    const address = line?.addresses[place % this.#perLine];
    if (line === undefined || address === undefined) throw new RangeError(`no line: ${deviceId}`);
    const plug = new PluggablePort(line.shared?.port(deviceId) ?? line.cable.port);
    const transport = new SerialDeviceTransport({
      port: this.#heard(plug),
      deviceId,
      link: LINK,
      ...(line.shared === undefined ? {} : { address }),
      backOff: { longestMs: BACK_OFF_LONGEST_MS, random: () => random.uniform() },
    });
    this.#devices.push(transport);
    return pluggable(transport, plug);
  }

  /** See {@link LiveWay.notes}. */
  notes(): readonly string[] {
    const ends = [
      ...this.#gateways.flatMap((gateway) => Object.values(gateway.counters())),
      ...this.#devices.map(({ counters }) => counters),
    ];
    const sum = (of: (end: Readonly<LinkCounters>) => number): number =>
      ends.reduce((total, end) => total + of(end), 0);
    const lines = this.#lines.length;
    const kind = this.#perLine === 1 ? "of their own" : `for up to ${this.#perLine} each`;
    const { bytes = 0, damaged = 0 } = this.#damage?.counts ?? {};
    const noise = this.#damage === undefined ? "" : ` ${damaged} of ${bytes} bytes damaged.`;
    // A device begins to count afresh with each boot.
    const again = sum(({ txRepeats }) => txRepeats);
    const lost = sum(({ contactsLost }) => contactsLost);
    return [
      `Serial: ${lines} pseudo-terminals, lines ${kind}.${noise}`,
      `Links: at least ${again} frames sent again, ${lost} contacts lost.`,
    ];
  }

  /** See {@link LiveWay.close}. */
  async close(): Promise<void> {
    closeLines(this.#lines);
  }

  #heard(port: BytePort): BytePort {
    return this.#damage?.port(port) ?? port;
  }
}

function openLines(devices: number, perLine: number): readonly Line[] {
  const lines: Line[] = [];
  try {
    for (let first = 0; first < devices; first += perLine) {
      const cable = openPseudoTerminal();
      const shared = perLine === 1 ? undefined : new SharedCable(cable.port);
      const count = Math.min(perLine, devices - first);
      const addresses = Array.from({ length: count }, (_, index) => index + 1);
      lines.push({ cable, shared, addresses });
    }
  } catch (cause) {
    closeLines(lines);
    throw cause;
  }
  return lines;
}

function closeLines(lines: readonly Line[]): void {
  for (const { cable, shared } of lines) {
    shared?.close();
    cable.close();
  }
}
