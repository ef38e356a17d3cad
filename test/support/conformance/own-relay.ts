import type { Dut, DutAction, DutAnswer, DutTarget } from "@dosekit/conformance";
import type { GatewayTransport } from "@dosekit/protocols";
import { ChildRelay, MemoryLink, RealGatewayTimers } from "@dosekit/sdk";
import {
  DeviceRunner,
  MemoryStore,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import type { Packet } from "mqtt-packet";
import { PRESS } from "../device-bench.ts";
import { tallyLogic } from "../tally-logic.ts";
import { PacketProxy } from "./packet-proxy.ts";

/** Ways to make our own relay a wrong one. */
export interface RelayPatch {
  /** Changes what goes between the relay and the devices behind it. */
  readonly children?: (children: GatewayTransport) => GatewayTransport;
  /** Changes the packets of the relay. */
  readonly packet?: (packet: Packet) => Packet;
}

/** Our own gateway that speaks for one device, in memory behind it. */
export async function startOwnRelay(target: DutTarget, patch: RelayPatch): Promise<Dut> {
  const { packet } = patch;
  const proxy = packet && (await PacketProxy.listen(target.url, packet));
  return new OwnRelay(target, patch, proxy);
}

class OwnRelay implements Dut {
  readonly #timers = new RealGatewayTimers();
  readonly #proxy: PacketProxy | undefined;
  readonly #relay: ChildRelay;
  readonly #device: DeviceRunner<unknown>;
  readonly #retryTimer = new SystemRetryTimer();

  constructor(target: DutTarget, { children }: RelayPatch, proxy: PacketProxy | undefined) {
    const { tenant, deviceId } = target;
    const link = new MemoryLink();
    this.#proxy = proxy;
    this.#relay = new ChildRelay({
      children: children?.(link.gateway) ?? link.gateway,
      url: proxy?.url ?? target.url,
      ...{ tenant, timers: this.#timers, random: () => 0 },
      ...{ gatewayId: `g${deviceId}`, bootId: 9 },
    });
    this.#device = new DeviceRunner({
      deviceId,
      identity: { product: "tally", firmware: "1", serial: "S-1" },
      logic: tallyLogic as never,
      clock: new SystemClock({ quality: "synced" }),
      store: new MemoryStore(),
      actuators: { start: () => undefined },
      transport: link.device(deviceId),
      retryTimer: this.#retryTimer,
      entropy: new SystemEntropy(),
      spoolEventsMax: 100,
      retry: { firstMs: 200, longestMs: 400 },
    });
    this.#relay.open();
    this.#device.powerOn("first-boot");
  }

  act(action: DutAction): Promise<DutAnswer> {
    if (action !== "event") return Promise.resolve({ ok: false, reason: "not for a relay" });
    this.#device.input(PRESS);
    return Promise.resolve({ ok: true });
  }

  async stop(): Promise<void> {
    this.#device.powerOff();
    this.#retryTimer.cancel();
    await new Promise<void>((resolve) => this.#relay.close(resolve));
    this.#timers.cancelAll();
    await this.#proxy?.close();
  }
}
