import type { DutAdapter, DutTarget, LinePort } from "@dosekit/conformance";
import { type BytePort, MemoryWire, SerialDeviceTransport } from "@dosekit/sdk/device";
import { FAST_LINK_TIME } from "./link-time.ts";
import { simDevice } from "./sim-device.ts";
import { SIM_PRODUCT } from "./sim-device-patch.ts";

/** A way to make the device a wrong one: it changes what goes between link and line. */
export type SimLinePatch = (port: BytePort, target: DutTarget) => BytePort;

/** The modelled device on a serial line in memory, as a device under test. */
export function simSerialDevice(
  patch: SimLinePatch = (port) => port,
  product: string = SIM_PRODUCT,
): DutAdapter {
  const wires = new Map<string, MemoryWire>();
  const wireOf = ({ deviceId }: DutTarget): MemoryWire => {
    const found = wires.get(deviceId) ?? new MemoryWire();
    wires.set(deviceId, found);
    return found;
  };
  const inside = simDevice({
    product,
    transport: (_mqtt, target) => {
      const isShared = target.line?.kind === "shared";
      return new SerialDeviceTransport({
        port: patch(wireOf(target).port(), target),
        deviceId: target.deviceId,
        time: FAST_LINK_TIME,
        ...(isShared ? { address: target.line.address } : {}),
      });
    },
  });
  return {
    ...inside,
    // Its way over MQTT is never opened, and wants an address nevertheless.
    start: (target) => inside.start({ ...target, url: "mqtt://127.0.0.1:1" }),
    openLine: (target) => kitEnd(wireOf(target)),
  };
}

/** The kit's end of a line in memory. */
export function kitEnd(wire: MemoryWire): LinePort {
  const port = wire.port("kit");
  return {
    open: (onBytes) => port.open({ onOpen: () => undefined, onBytes, onClosed: () => undefined }),
    write: (bytes) => port.write(bytes),
    close: () => port.close(),
  };
}
