import type { Dut, DutAction, DutAnswer, DutTarget } from "@dosekit/conformance";
import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import type { DeviceLogic, GatewayTransport } from "@dosekit/protocols";
import { ChildRelay, MemoryLink, RealGatewayTimers } from "@dosekit/sdk";
import {
  DeviceRunner,
  MemoryStore,
  SystemClock,
  SystemEntropy,
  SystemRetryTimer,
} from "@dosekit/sdk/device";

/** What stands between a relay and its broker. */
export interface RelayWay {
  readonly url: string;
  close(): Promise<void>;
}

/** Ways to make the relay a wrong one. */
export interface SimRelayPatch {
  /** Changes what goes between the relay and the devices behind it. */
  readonly children?: (children: GatewayTransport) => GatewayTransport;
  /** Puts something between the relay and its broker. */
  readonly way?: (brokerUrl: string) => Promise<RelayWay>;
}

/** The gateway of the SDK that speaks for one device, in memory behind it. */
export async function startSimRelay(target: DutTarget, patch: SimRelayPatch): Promise<Dut> {
  return new SimRelay(target, patch, await patch.way?.(target.url));
}

class SimRelay implements Dut {
  readonly #timers = new RealGatewayTimers();
  readonly #way: RelayWay | undefined;
  readonly #relay: ChildRelay;
  readonly #device: DeviceRunner<unknown>;
  readonly #retryTimer = new SystemRetryTimer();
  #isLidOpen = false;

  constructor(target: DutTarget, { children }: SimRelayPatch, way: RelayWay | undefined) {
    const { tenant, deviceId } = target;
    const link = new MemoryLink();
    this.#way = way;
    this.#relay = new ChildRelay({
      children: children?.(link.gateway) ?? link.gateway,
      url: way?.url ?? target.url,
      ...{ tenant, timers: this.#timers, random: () => 0 },
      ...{ gatewayId: `g${deviceId}`, bootId: 9 },
    });
    this.#device = new DeviceRunner({
      deviceId,
      identity: { product: "pilly-sms", firmware: "1.0.0", serial: "S-1" },
      logic: logicBehind(),
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
    this.#isLidOpen = !this.#isLidOpen;
    const opened = { type: "lid.opened", withKey: true } as const;
    this.#device.input(this.#isLidOpen ? opened : { type: "lid.closed" });
    return Promise.resolve({ ok: true });
  }

  async stop(): Promise<void> {
    this.#device.powerOff();
    this.#retryTimer.cancel();
    await new Promise<void>((resolve) => this.#relay.close(resolve));
    this.#timers.cancelAll();
    await this.#way?.close();
  }
}

function logicBehind(): DeviceLogic<unknown> {
  const profile = profileOf("pilly-sms");
  if (profile === undefined) throw new Error("no profile of pilly-sms");
  return createDevice({ profile, zoneTableOf }) as DeviceLogic<unknown>;
}
