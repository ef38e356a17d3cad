import { connect } from "node:net";
import { Duplex } from "node:stream";
import { type DutTarget, PacketStream, packetBytes } from "@dosekit/conformance";
import {
  type DeviceTransport,
  type DownChannel,
  decodeMessage,
  encodeMessage,
  type Fields,
  type InferFields,
  type MessageDefinition,
  type UpChannel,
} from "@dosekit/protocols";
import type { OpenBrokerSocket } from "@dosekit/sdk/device";
import type { Packet } from "mqtt-packet";

/** A message on its way through a transport; `undefined` is swallowed. */
export interface Passing<C extends UpChannel | DownChannel> {
  readonly channel: C;
  readonly payload: Uint8Array;
}

/** What a spoiled transport does to what passes, and what it adds. */
export interface Spoiler {
  /** What the device sends. */
  readonly up?: (passing: Passing<UpChannel>, back: Back) => Passing<UpChannel> | undefined;
  /** What the device gets. */
  readonly down?: (passing: Passing<DownChannel>, back: Back) => Passing<DownChannel> | undefined;
}

/** Ways to put in messages of one's own. */
export interface Back {
  readonly toDevice: (passing: Passing<DownChannel>) => void;
  readonly toHost: (passing: Passing<UpChannel>) => void;
}

/** Puts a spoiler between a device and its way to the host. */
export function spoiled(transport: DeviceTransport, spoiler: Spoiler): DeviceTransport {
  let listen: (passing: Passing<DownChannel>) => void = () => undefined;
  const back: Back = {
    toDevice: (passing) => listen(passing),
    toHost: ({ channel, payload }) => transport.send(channel, payload),
  };
  return {
    ...(transport.link === undefined ? {} : { link: transport.link }),
    open: (listener, lastWill) => {
      listen = ({ channel, payload }) => listener.onMessage(channel, payload);
      transport.open(
        {
          onLink: (up) => listener.onLink(up),
          onMessage: (channel, payload) => {
            const passing = { channel, payload };
            const left = spoiler.down === undefined ? passing : spoiler.down(passing, back);
            if (left !== undefined) listen(left);
          },
        },
        lastWill,
      );
    },
    send: (channel, payload) => {
      const passing = { channel, payload };
      const left = spoiler.up === undefined ? passing : spoiler.up(passing, back);
      if (left !== undefined) transport.send(left.channel, left.payload);
    },
    close: () => transport.close(),
    abort: () => transport.abort(),
  };
}

/** Reads a payload as one kind of message; anything else gives `undefined`. */
export function read<F extends Fields>(
  definition: MessageDefinition<F>,
  payload: Uint8Array,
): InferFields<F> | undefined {
  const decoded = decodeMessage(payload);
  if (!decoded.ok || decoded.value.definition.id !== definition.id) return undefined;
  // The decoder has read it by this definition, which is what gives it its type.
  return decoded.value.message as InferFields<F>;
}

/** Changes messages of one kind and lets the rest pass. */
export function changing<F extends Fields, C extends UpChannel | DownChannel>(
  definition: MessageDefinition<F>,
  change: (message: InferFields<F>) => InferFields<F> | undefined,
): (passing: Passing<C>) => Passing<C> | undefined {
  return (passing) => {
    const message = read(definition, passing.payload);
    if (message === undefined) return passing;
    const changed = change(message);
    if (changed === undefined) return undefined;
    return { ...passing, payload: encodeMessage(definition, changed) };
  };
}

type Change = (packet: Packet) => Packet;

/** Opens connections whose outgoing packets are changed, and the incoming ones where it is said how. */
export function changingPackets(change: Change, changeIncoming?: Change) {
  return (target: DutTarget): OpenBrokerSocket => {
    const { hostname, port } = new URL(target.url);
    return () => {
      const tcp = connect({ host: hostname, port: Number(port), noDelay: true });
      const packets = new PacketStream();
      const stream = new Duplex({
        read: () => undefined,
        write: (chunk: Buffer, _encoding, done) => {
          for (const { packet } of packets.push(chunk)) {
            if (packet !== undefined) tcp.write(packetBytes(change(packet)));
          }
          done();
        },
        final: (done) => {
          tcp.end();
          done();
        },
        destroy: (cause, done) => {
          tcp.destroy();
          done(cause);
        },
      });
      const incoming = new PacketStream();
      tcp.on("data", (chunk) => {
        if (changeIncoming === undefined) {
          stream.push(chunk);
          return;
        }
        for (const { packet, bytes } of incoming.push(chunk)) {
          stream.push(packet === undefined ? bytes : packetBytes(changeIncoming(packet)));
        }
      });
      tcp.on("error", () => stream.destroy());
      tcp.on("close", () => stream.destroy());
      const reset = () => {
        if (tcp.connecting) tcp.destroy();
        else tcp.resetAndDestroy();
        stream.destroy();
      };
      return { stream, reset };
    };
  };
}
