import { GatewayClient, MemoryInboxStore } from "@dosekit/sdk";
import { ScheduledGatewayTimers, ScheduledRetryTimer, VirtualNetwork } from "@dosekit/simulator";
import type { WireFleet } from "./drawn-fleet.ts";
import { type FleetOutcome, FleetWorld, give } from "./fleet-world.ts";

/** Runs a fleet on virtual time: its links, their delays and their noise are simulated too. */
export function runOnVirtualTime(fleet: WireFleet): FleetOutcome {
  const { spec, orders } = fleet;
  const gatewayLane = spec.devices.length;
  let network: VirtualNetwork | undefined;
  const world = new FleetWorld(fleet, ({ deviceId, lane, queue: scheduler }) => {
    network ??= new VirtualNetwork({ scheduler, seed: spec.seed, gatewayLane });
    const line = network.attach(deviceId, lane);
    const retryTimer = new ScheduledRetryTimer(scheduler, lane);
    return { transport: line, link: line, retryTimer, lets: "sleep" };
  });
  const { queue } = world;
  if (network === undefined) throw new Error("a fleet without devices");
  const net = network;
  const client = new GatewayClient({
    transport: net.gatewayTransport(),
    store: new MemoryInboxStore(),
    timers: new ScheduledGatewayTimers(queue, gatewayLane),
    nowMs: () => queue.nowMs(),
  });
  client.open();
  world.start((isCut) => net.cutGateway(isCut));
  for (const order of orders) queue.at(order.sendAtMs, gatewayLane, () => give(client, order));
  queue.runUntil(spec.endMs + spec.drainMs);
  client.close();
  return world.finish();
}
