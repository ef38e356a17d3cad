import { environmentMistake } from "../files/kit-mistake.ts";
import type { LinePort } from "../line/line-port.ts";
import type { Dut, DutTarget } from "../scenario/dut-adapter.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AdapterContext, KitAdapter } from "./kit-adapter.ts";
import { LineRelay } from "./line-relay.ts";
import { startRealDut } from "./real-dut.ts";

/** Bytes that come from a real line, until it is gone. */
export interface ByteListener {
  readonly bytes: (bytes: Uint8Array) => void;
  readonly gone: (reason: string) => void;
}

/** A real line: a serial port, or a connection to a serial server. */
export interface RealLine {
  write(bytes: Uint8Array): void;
  close(): Promise<void>;
}

/** What an adapter over a real line is made of. */
export interface LineAdapterSetup {
  readonly name: string;
  /** Address of the device where the line is shared; absent on one with two ends. */
  readonly sharedAddress?: number;
  /** Opens the line. A rejection says why it can't be. */
  readonly openLine: (listener: ByteListener) => Promise<RealLine>;
  readonly context: AdapterContext;
}

/** A device or gateway on a real line, which stays open from the first case to the last. */
export function lineAdapter(setup: LineAdapterSetup): KitAdapter {
  return new RealLineAdapter(setup);
}

class RealLineAdapter implements KitAdapter {
  readonly name: string;
  readonly role: KitAdapter["role"];
  readonly atOnce = 1;
  readonly simulationOnly = [];
  readonly handsOf: KitAdapter["handsOf"];
  readonly #setup: LineAdapterSetup;
  #line: RealLine | undefined;
  #hear: ((bytes: Uint8Array) => void) | undefined;
  #tellGone: ((reason: string) => void) | undefined;
  readonly #saidBefore = new Set<string>();
  #gone: string | undefined;

  constructor(setup: LineAdapterSetup) {
    this.#setup = setup;
    this.name = setup.name;
    this.role = setup.context.role;
    this.handsOf = setup.context.fixture?.by ?? "person";
  }

  get gone(): string | undefined {
    return this.#gone;
  }

  refusal({ line, profile, role: about, absentDevices = 0 }: Scenario): string | undefined {
    if (line === undefined) {
      const canRelay = about === "device" && profile !== "MQTT";
      return canRelay ? undefined : "it has no broker, only a serial line";
    }
    const isShared = this.#setup.sharedAddress !== undefined;
    if (line === "shared" && !isShared) return "its line is not shared";
    if (line === "two-ends" && isShared) return "its line is shared";
    const { role, fixture } = this.#setup.context;
    // Which addresses a gateway asks, only a fixture can tell it.
    const isLost = role === "gateway" && absentDevices > 0 && fixture === undefined;
    return isLost ? "nobody can tell the gateway which addresses to ask" : undefined;
  }

  async open(): Promise<void> {
    try {
      this.#line = await this.#setup.openLine({
        bytes: (bytes) => this.#hear?.(bytes),
        gone: (reason) => this.#lost(reason),
      });
    } catch (cause) {
      throw environmentMistake({
        code: "port.cannot-open",
        field: "--dut",
        found: `${this.name}: ${cause instanceof Error ? cause.message : String(cause)}`,
        allowed: "a port that is there, free, and may be opened",
        message: "The port can't be opened.",
      });
    }
  }

  placeFor(drawn: DutTarget): DutTarget {
    const { line } = drawn;
    const { sharedAddress = 0 } = this.#setup;
    return line === undefined ? drawn : { ...drawn, line: { ...line, address: sharedAddress } };
  }

  openLine(): LinePort {
    return {
      open: (onBytes, onGone) => {
        this.#hear = onBytes;
        this.#tellGone = onGone;
        if (this.#gone !== undefined) onGone?.(this.#gone);
      },
      write: (bytes) => this.#line?.write(bytes),
      close: () => {
        this.#hear = undefined;
        this.#tellGone = undefined;
      },
    };
  }

  /** On a case over a broker a relay speaks for the device, which itself has its line alone. */
  async start(target: DutTarget, onGone?: (reason: string) => void): Promise<Dut> {
    const { context, sharedAddress: address } = this.#setup;
    if (target.url === "") return startRealDut(target, context.fixture, this.#saidBefore);
    const line =
      address === undefined ? {} : { line: { kind: "shared", address, absent: [] } as const };
    const relay = new LineRelay(this.openLine(), { ...target, ...line }, onGone);
    relay.open();
    try {
      const place = { ...target, ...line, url: "" };
      return relay.withDut(await startRealDut(place, context.fixture, this.#saidBefore));
    } catch (cause) {
      relay.close();
      throw cause;
    }
  }

  async close(): Promise<void> {
    await this.#line?.close();
  }

  #lost(reason: string): void {
    this.#gone ??= reason;
    this.#tellGone?.(this.#gone);
  }
}
