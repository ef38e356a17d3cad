import type { DurableStore } from "@dosekit/protocols";
import {
  DeviceArmour,
  FileStore,
  MqttDeviceTransport,
  SystemRetryTimer,
} from "@dosekit/sdk/device";
import { bench } from "../device-bench.ts";
import { type SecuredBroker, TENANT } from "./secured-broker.ts";

/** A device in the security profile on a real broker, with the files of its provisioning. */
export function sealedDevice(broker: SecuredBroker, deviceId: string, url = broker.url) {
  const troubles: string[] = [];
  const transport = new MqttDeviceTransport({
    url,
    tenant: TENANT,
    deviceId,
    tls: broker.deviceTls(deviceId),
    backOff: { firstMs: 50, longestMs: 200 },
    onTrouble: (trouble, detail) => troubles.push(`${trouble}: ${detail}`),
  });
  const keyStore: DurableStore = new FileStore(broker.paths.device(deviceId).keyRing);
  const address = { tenant: TENANT, deviceId };
  const seen: string[] = [];
  const device = bench({
    deviceId,
    transport,
    retryTimer: new SystemRetryTimer(),
    armour: new DeviceArmour({ address, store: keyStore }),
    watch: { onInput: ({ type }) => seen.push(type) },
  });
  // Deadlines of commands are judged by the device's clock.
  device.clock.civilMs = Date.now();
  return { ...device, runner: device.runner, link: transport, seen, troubles };
}
