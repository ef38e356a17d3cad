import { type DutAdapter, R, type RequirementId } from "@dosekit/conformance";
import {
  Command,
  DeviceEvent,
  decodeMessage,
  encodeCanonical,
  type GatewayTransport,
} from "@dosekit/protocols";
import type { IConnectPacket, IPublishPacket, Packet } from "mqtt-packet";
import { BROKEN_BY_A_LIBRARY, carelessReader, LENIENT, type Read } from "./careless-reader.ts";
import { ownGateway } from "./own-gateway.ts";
import { PacketProxy } from "./packet-proxy.ts";
import { read } from "./patched-transport.ts";

/** Our own gateway with one thing wrong in how it reads bytes, or in its packets. */
export interface WrongReadingGateway {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly adapter: DutAdapter;
}

/** Epoch of the device that the kit plays. */
const EPOCH = 41;
const CARELESS = carelessReader(DeviceEvent, [1, EPOCH]);

/** It sees other bytes than those that came; `undefined` is swallowed. */
function hearing(change: () => (payload: Uint8Array) => Uint8Array | undefined) {
  return (transport: GatewayTransport): GatewayTransport => {
    const hears = change();
    return {
      open: (listener) =>
        transport.open({
          onLink: (up) => listener.onLink(up),
          onMessage: (deviceId, channel, payload, isRetained) => {
            const heard = hears(payload);
            if (heard !== undefined) listener.onMessage(deviceId, channel, heard, isRetained);
          },
        }),
      send: (deviceId, channel, payload) => transport.send(deviceId, channel, payload),
      close: () => transport.close(),
    };
  };
}

function reads(name: string, breaks: RequirementId, change: Read): WrongReadingGateway {
  return { name, breaks, adapter: ownGateway(hearing(() => change)) };
}

/** It sends other packets than those that it meant to. */
function sends(
  name: string,
  breaks: RequirementId,
  change: (packet: Packet) => Packet,
): WrongReadingGateway {
  const own = ownGateway();
  const start: DutAdapter["start"] = async (target) => {
    const proxy = await PacketProxy.listen(target.url, change);
    const inner = await own.start({ ...target, url: proxy.url });
    return {
      act: (action, value) => inner.act(action, value),
      stop: async () => {
        await inner.stop();
        await proxy.close();
      },
    };
  };
  return { name, breaks, adapter: { ...own, start } };
}

function connects(
  name: string,
  breaks: RequirementId,
  change: (packet: IConnectPacket) => IConnectPacket,
): WrongReadingGateway {
  return sends(name, breaks, (packet) => (packet.cmd === "connect" ? change(packet) : packet));
}

function publishes(
  name: string,
  breaks: RequirementId,
  change: (packet: IPublishPacket) => IPublishPacket,
): WrongReadingGateway {
  return sends(name, breaks, (packet) => (packet.cmd === "publish" ? change(packet) : packet));
}

/** Wrong gateways, one thing wrong with what each reads and with its packets. */
export const WRONG_READING_GATEWAYS: readonly WrongReadingGateway[] = [
  ...BROKEN_BY_A_LIBRARY.map((breaks) =>
    reads(`reads with a general CBOR library (${breaks})`, breaks, CARELESS.likeALibrary),
  ),
  reads("reads on where bytes end", R.OMDP_CBR_002, (payload) => {
    const whole = payload.slice(0, -1);
    return decodeMessage(whole).ok ? whole : payload;
  }),
  {
    name: "hangs on what it can't read",
    breaks: R.OMDP_CBR_010,
    adapter: ownGateway(
      hearing(() => {
        let hangs = false;
        return (payload) => {
          hangs ||= !decodeMessage(payload).ok;
          return hangs ? undefined : payload;
        };
      }),
    ),
  },
  {
    name: "refuses what it does not know",
    breaks: R.OMDP_MSG_004,
    adapter: ownGateway(
      hearing(() => (payload) => {
        const decoded = decodeMessage(payload);
        return decoded.ok && decoded.value.unknownKeys > 0 ? undefined : payload;
      }),
    ),
  },
  reads("needs no list around a message", R.OMDP_MSG_001, CARELESS.withList),
  reads("puts in what a message lacks", R.OMDP_MSG_002, CARELESS.filledIn),
  reads("takes an unknown message for a record", R.OMDP_MSG_006, CARELESS.underAnyNumber),
  connects("starts with a clean session", R.OMDP_MQT_006, (packet) => ({ ...packet, clean: true })),
  connects("is silent for five minutes", R.OMDP_MQT_007, (packet) => ({
    ...packet,
    keepalive: 300,
  })),
  connects("states no bounds", R.OMDP_MQT_008, (packet) => ({
    ...packet,
    properties: { sessionExpiryInterval: 86_400 },
  })),
  publishes("names no content type", R.OMDP_MQT_003, ({ properties: _none, ...packet }) => packet),
  publishes("has its commands retained", R.OMDP_MQT_004, (packet) => ({ ...packet, retain: true })),
  publishes("has topics of its own", R.OMDP_MQT_001, (packet) => ({
    ...packet,
    topic: packet.topic.replace(/\/ack$/, "/acknowledged"),
  })),
  publishes("writes instants as one number", R.OMDP_MSG_003, (packet) => {
    const command = read(Command, Uint8Array.from(packet.payload as Buffer));
    if (command === undefined) return packet;
    const [id, map] = LENIENT.decode(packet.payload as Buffer) as [number, Map<number, never>];
    const changed = new Map(map).set(Command.fields.notAfterMs.key, command.notAfterMs as never);
    return { ...packet, payload: Buffer.from(encodeCanonical([id, changed])) };
  }),
  publishes("writes lengths as it likes", R.OMDP_CBR_001, (packet) => ({
    ...packet,
    payload: Buffer.from([0x98, 2, ...(packet.payload as Buffer).subarray(1)]),
  })),
];
