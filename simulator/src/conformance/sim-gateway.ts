import type { Dut, DutAction, DutAdapter, DutAnswer, DutTarget } from "@dosekit/conformance";
import { type Command, deriveKey, type GatewayTransport, instant } from "@dosekit/protocols";
import {
  type DeviceSnapshot,
  GatewayClient,
  GatewaySeals,
  MemoryInboxStore,
  MemoryKeyStore,
  MqttGatewayTransport,
  nodeSealPort,
  RealGatewayTimers,
} from "@dosekit/sdk";
import { type SimRelayPatch, startSimRelay } from "./sim-relay.ts";

/** A way to make the gateway a wrong one: it changes what goes between client and network. */
export type SimGatewayPatch = (transport: GatewayTransport) => GatewayTransport;

/** The gateway of the SDK over MQTT, as a gateway under test. */
export function simGateway(
  patch: SimGatewayPatch = (transport) => transport,
  relayPatch: SimRelayPatch = {},
): DutAdapter {
  return {
    role: "gateway",
    features: ["sealing", "relaying"],
    start: async (target) => {
      if (target.needs.includes("relaying")) return startSimRelay(target, relayPatch);
      const gateway = new SimGateway(target, patch);
      await gateway.start();
      return gateway;
    },
  };
}

class SimGateway implements Dut {
  readonly #deviceId: string;
  readonly #timers = new RealGatewayTimers();
  readonly #client: GatewayClient;
  readonly #committed: string[] = [];

  constructor(target: DutTarget, patch: SimGatewayPatch) {
    const { url, tenant, deviceId } = target;
    this.#deviceId = deviceId;
    const timers = this.#timers;
    this.#client = new GatewayClient({
      transport: patch(new MqttGatewayTransport({ url, tenant, timers, random: () => 0 })),
      store: new MemoryInboxStore(),
      timers,
      nowMs: Date.now,
      armour: new GatewaySeals({ keys: keysOf(target) }),
      timing: { acknowledgeMs: 10, gapMs: 60, resendMs: 200 },
    });
    this.#client.onEvent((row) => {
      if (row.deviceId === deviceId) this.#committed.push(`${row.epoch}:${row.seq}`);
    });
  }

  start(): Promise<void> {
    return this.#client.start();
  }

  act(action: DutAction, value?: unknown): Promise<DutAnswer> {
    return Promise.resolve(this.#act(action, value));
  }

  async stop(): Promise<void> {
    await this.#client.stop();
    this.#timers.cancelAll();
  }

  #act(action: DutAction, value: unknown): DutAnswer {
    const client = this.#client;
    switch (action) {
      case "committed":
        return { ok: true, value: [...this.#committed] };
      case "status":
        return { ok: true, value: statusOf(client.device(this.#deviceId)) };
      case "set-config": {
        const fault = client.pushConfig(this.#deviceId, { version: Number(value) });
        return fault === undefined ? { ok: true } : { ok: false, reason: fault.message };
      }
      case "send-command": {
        const notAfterMs = instant(Date.now() + 60_000);
        const command = { commandId: String(value), verb: "self-test", actor: "operator" } as const;
        client.startCommand(this.#deviceId, { ...command, notAfterMs }, () => undefined);
        return { ok: true };
      }
      case "reset-device": {
        const notAfterMs = instant(Date.now() + 60_000);
        const wish = { commandId: "reset", verb: "reset", actor: "staff", epoch: 1, throughSeq: 1 };
        client.startCommand(this.#deviceId, { ...wish, notAfterMs } as Command, () => undefined);
        return { ok: true };
      }
      default:
        return { ok: false, reason: "not for a gateway" };
    }
  }
}

/** What the gateway takes a device for; `unknown` while the one that speaks for it is lost. */
function statusOf(seen: DeviceSnapshot | undefined): string | undefined {
  return seen?.isUnheard === true ? "unknown" : seen?.state?.status;
}

/** The key of the device that the kit plays, where it is in the security profile. */
function keysOf({ tenant, deviceId, secret }: DutTarget): MemoryKeyStore {
  const keys = new MemoryKeyStore();
  if (secret === undefined) return keys;
  const address = { tenant, deviceId };
  const material = deriveKey(nodeSealPort, Buffer.from(secret, "hex"), address, 1);
  const key = { keyId: 1, algorithm: "HMAC 256/64", material, reservedCounter: 0 } as const;
  keys.keep({ ...address, activeKeyId: 1, keys: [key] });
  return keys;
}
