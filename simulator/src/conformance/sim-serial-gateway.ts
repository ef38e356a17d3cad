import type { DutAdapter, DutTarget } from "@dosekit/conformance";
import { MemoryWire, SerialGatewayTransport } from "@dosekit/sdk";
import { FAST_LINK_TIME } from "./link-time.ts";
import { simGateway } from "./sim-gateway.ts";
import { kitEnd, type SimLinePatch } from "./sim-serial-device.ts";

/** What a busy machine may add to the time in which an answer begins, ms of a fast link. */
const LATENCY_MS = 400;

/** The gateway of the SDK on a serial line in memory, as a gateway under test. */
export function simSerialGateway(patch: SimLinePatch = (port) => port): DutAdapter {
  const wires = new Map<string, MemoryWire>();
  const wireOf = ({ deviceId }: DutTarget): MemoryWire => {
    const found = wires.get(deviceId) ?? new MemoryWire();
    wires.set(deviceId, found);
    return found;
  };
  return {
    role: "gateway",
    openLine: (target) => kitEnd(wireOf(target)),
    start: (target) => {
      const { line } = target;
      const port = patch(wireOf(target).port(), target);
      const addresses =
        line?.kind === "shared" ? { addresses: [line.address, ...line.absent] } : {};
      const options = { port, ...addresses, dropTiming: { latencyMs: LATENCY_MS } };
      const transport = new SerialGatewayTransport({ lines: [options], time: FAST_LINK_TIME });
      // Its way over MQTT is never opened, and wants an address nevertheless.
      return simGateway(() => transport).start({ ...target, url: "mqtt://127.0.0.1:1" });
    },
  };
}
