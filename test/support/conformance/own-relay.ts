import type { GatewayTransport } from "@dosekit/protocols";
import type { SimRelayPatch } from "@dosekit/simulator";
import type { Packet } from "mqtt-packet";
import { PacketProxy } from "./packet-proxy.ts";

/** Ways to make our own relay a wrong one. */
export interface RelayPatch {
  /** Changes what goes between the relay and the devices behind it. */
  readonly children?: (children: GatewayTransport) => GatewayTransport;
  /** Changes the packets of the relay. */
  readonly packet?: (packet: Packet) => Packet;
}

/** A patch as the relay takes it: packets are changed by a proxy on the way to its broker. */
export function relayPatchOf({ children, packet }: RelayPatch): SimRelayPatch {
  return {
    ...(children === undefined ? {} : { children }),
    ...(packet === undefined ? {} : { way: (url) => PacketProxy.listen(url, packet) }),
  };
}
