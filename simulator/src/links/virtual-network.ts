import type {
  DownChannel,
  GatewayTransport,
  GatewayTransportListener,
  UpChannel,
} from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { NoiseLevel } from "./noisy-way.ts";
import { VirtualLine } from "./virtual-line.ts";

/** Time that a gateway needs to get contact with the network, ms; inferred. */
export const GATEWAY_CONNECT_MS = 1_000;

/** Where a network runs. */
export interface NetworkSetup {
  readonly scheduler: Scheduler;
  readonly seed: string;
  /** Lane of the gateway, behind those of all devices. */
  readonly gatewayLane: number;
}

interface Attached {
  readonly line: VirtualLine;
  /** Last message of each channel that the network keeps for a gateway that comes later. */
  readonly keptUp: Map<UpChannel, Uint8Array>;
  /** The same for the device. */
  readonly keptDown: Map<DownChannel, Uint8Array>;
}

/** Why a gateway has no network. */
type GatewayCut = "gateway" | "broker";

const KEPT_UP: ReadonlySet<UpChannel> = new Set(["state", "cfg/reported"]);
const KEPT_DOWN: ReadonlySet<DownChannel> = new Set(["cfg/desired"]);

/**
 * The network between devices and one gateway, with the memory that an MQTT broker has: the last
 * state and configuration of each device, and its last will. Events and commands are not kept, so
 * what meets nobody is lost and whoever sent it must notice.
 */
export class VirtualNetwork {
  readonly #setup: NetworkSetup;
  readonly #devices = new Map<string, Attached>();
  #gateway: GatewayTransportListener | undefined;
  readonly #gatewayCuts = new Set<GatewayCut>();
  #hasGateway = false;
  #session = 0;

  constructor(setup: NetworkSetup) {
    this.#setup = setup;
  }

  /**
   * Adds a device.
   *
   * @param onFirstLost see {@link LineSetup.onFirstLost}
   * @returns the line that its runtime sends on and that faults act on
   */
  attach(deviceId: string, lane: number, onFirstLost?: () => void): VirtualLine {
    const { scheduler, seed } = this.#setup;
    const line = new VirtualLine({
      onUp: (channel, payload) => this.#arrive(deviceId, channel, payload),
      ...{ scheduler, lane, seed, deviceId },
      onContact: () => this.#sendKept(deviceId),
      ...(onFirstLost === undefined ? {} : { onFirstLost }),
    });
    this.#devices.set(deviceId, { line, keptUp: new Map(), keptDown: new Map() });
    return line;
  }

  /** Says whether a gateway is there to take what devices send. */
  hasGateway(): boolean {
    return this.#hasGateway;
  }

  /** The way that a gateway's client sends on; one client at a time has it. */
  gatewayTransport(): GatewayTransport {
    return {
      open: (listener) => {
        this.#gateway = listener;
        this.#session += 1;
        if (this.#gatewayCuts.size === 0) this.#connectGateway();
      },
      send: (deviceId, channel, payload) => this.#send(deviceId, channel, payload),
      close: () => this.dropGateway(),
    };
  }

  /** Ends the gateway's contact as the death of its process does. */
  dropGateway(): void {
    this.#session += 1;
    this.#gateway = undefined;
    this.#hasGateway = false;
  }

  /** Cuts a device's link, or mends it. */
  cutDevice(deviceId: string, isCut: boolean): void {
    this.#devices.get(deviceId)?.line.setCut(isCut);
  }

  /** Makes a device's messages go astray, or arrive again with `undefined`. */
  setNoise(deviceId: string, noise: NoiseLevel | undefined): void {
    this.#devices.get(deviceId)?.line.setNoise(noise);
  }

  /** Cuts the gateway off the network, or lets it back. */
  cutGateway(isCut: boolean, cause: GatewayCut = "gateway"): void {
    const wasCut = this.#gatewayCuts.size > 0;
    if (isCut) this.#gatewayCuts.add(cause);
    else this.#gatewayCuts.delete(cause);
    if (wasCut === this.#gatewayCuts.size > 0) return;
    this.#session += 1;
    if (this.#gateway === undefined) return;
    if (!isCut) this.#connectGateway();
    else if (this.#hasGateway) {
      this.#hasGateway = false;
      this.#gateway.onLink(false);
    }
  }

  /**
   * Takes the broker in the middle away, or brings it back; devices and gateway notice at once.
   *
   * @param forgets whether it loses what it kept of states and configurations
   */
  setBroker(isGone: boolean, forgets = false): void {
    for (const { line, keptUp, keptDown } of this.#devices.values()) {
      line.setCut(isGone, "broker");
      if (!forgets) continue;
      keptUp.clear();
      keptDown.clear();
    }
    this.cutGateway(isGone, "broker");
  }

  #connectGateway(): void {
    const { scheduler, gatewayLane } = this.#setup;
    const session = this.#session;
    scheduler.at(scheduler.nowMs() + GATEWAY_CONNECT_MS, gatewayLane, () => {
      if (session !== this.#session || this.#gateway === undefined) return;
      this.#hasGateway = true;
      this.#gateway.onLink(true);
      this.#replayTo(this.#gateway);
    });
  }

  #replayTo(gateway: GatewayTransportListener): void {
    for (const [deviceId, { keptUp }] of this.#devices) {
      for (const [channel, payload] of keptUp) {
        gateway.onMessage(deviceId, channel, payload.slice(), true);
      }
    }
  }

  #arrive(deviceId: string, channel: UpChannel, payload: Uint8Array): void {
    if (this.#gatewayCuts.has("broker")) return;
    if (KEPT_UP.has(channel)) this.#devices.get(deviceId)?.keptUp.set(channel, payload.slice());
    if (this.#hasGateway) this.#gateway?.onMessage(deviceId, channel, payload, false);
  }

  #send(deviceId: string, channel: DownChannel, payload: Uint8Array): void {
    const attached = this.#devices.get(deviceId);
    if (attached === undefined || !this.#hasGateway) return;
    if (payload.length === 0) {
      attached.keptDown.delete(channel);
      return;
    }
    if (KEPT_DOWN.has(channel)) attached.keptDown.set(channel, payload.slice());
    attached.line.deliver(channel, payload);
  }

  #sendKept(deviceId: string): void {
    const attached = this.#devices.get(deviceId);
    if (attached === undefined) return;
    for (const [channel, payload] of attached.keptDown) attached.line.deliver(channel, payload);
  }
}
