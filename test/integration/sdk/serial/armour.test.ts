import { encodeKeyRing, looksSealed } from "@dosekit/protocols";
import { type BytePort, GatewaySeals, MemoryKeyStore, SerialBytePort } from "@dosekit/sdk";
import { DeviceArmour, MemoryStore } from "@dosekit/sdk/device";
import { openPseudoTerminal } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { ByteNoise, noisyPort } from "../../../support/sdk/noisy-port.ts";
import { exchange, pillyOn, serialGateway } from "../../../support/sdk/serial-fleet.ts";
import { waitUntil } from "../../../support/sdk/wait-until.ts";
import { ADDRESS, freshRing, keyOf, selfTest } from "../../../support/security/seal-bench.ts";

const { deviceId, tenant } = ADDRESS;

/** A device of the profile on a cable, and the keys that its gateway has. */
function provisioned() {
  const cable = openPseudoTerminal();
  const store = new MemoryStore();
  store.append(encodeKeyRing(freshRing()), () => undefined);
  const keys = new MemoryKeyStore();
  keys.keep({ tenant, deviceId, activeKeyId: 1, keys: [{ ...keyOf(1), reservedCounter: 0 }] });
  const noise = new ByteNoise(fateStream(20_261_124), 2_000);
  const device = pillyOn(
    { port: noisyPort(cable.port, noise.tamper), deviceId },
    new DeviceArmour({ address: ADDRESS, store }),
  );
  const port = (): BytePort => noisyPort(new SerialBytePort({ path: cable.path }), noise.tamper);
  return { cable, device, keys, port };
}

describe("a device in the security profile on a serial line", () => {
  it("carries out sealed commands once each, over damage and a power cut", async () => {
    const { cable, device, keys, port } = provisioned();
    const gateway = await serialGateway(
      { lines: [{ port: port() }] },
      new GatewaySeals({ keys, required: true }),
    );
    await exchange({ devices: [device], gateway, rounds: 5, limitMs: 30_000 });
    device.powerOff();
    await exchange({ devices: [device], gateway, rounds: 5, limitMs: 30_000 });
    expect(device.rejected()).toEqual({});
    device.stop();
    await gateway.close();
    cable.close();
  }, 60_000);

  it("refuses an open command, and one that was recorded and is played again", async () => {
    const { cable, device, keys, port } = provisioned();
    const gateway = await serialGateway({ lines: [{ port: port() }] }, new GatewaySeals({ keys }));
    const sent: Uint8Array[] = [];
    const { transport } = gateway;
    const send = transport.send.bind(transport);
    transport.send = (to, channel, payload) => {
      if (channel === "cmd") sent.push(payload.slice());
      send(to, channel, payload);
    };
    await exchange({ devices: [device], gateway, rounds: 1, limitMs: 30_000 });
    const [recorded = new Uint8Array()] = sent;
    expect(looksSealed(recorded)).toBe(true);
    const handled = device.records.filter(({ kind }) => kind === "command.handled").length;
    send(deviceId, "cmd", selfTest("open"));
    await waitUntil("an open one is refused", () => device.rejected()["not-sealed"] === 1);
    send(deviceId, "cmd", recorded);
    await waitUntil("a replay is refused", () => (device.rejected()["seal-replayed"] ?? 0) > 0);
    const after = device.records.filter(({ kind }) => kind === "command.handled").length;
    expect(after).toBe(handled);
    device.stop();
    await gateway.close();
    cable.close();
  }, 60_000);
});
