import { PACKET_BYTES_MAX, PacketStream } from "@dosekit/conformance";
import { decodeMessage } from "@dosekit/protocols";
import { generate, type Packet } from "mqtt-packet";
import type { FateStream } from "../protocols/fate-stream.ts";
import { below } from "./byte-mutations.ts";
import { demand, type HostilePath, hex, type PathParts } from "./hostile-path.ts";
import { mutatedBytes } from "./mutated.ts";

/** Packets of a peer, as the broker of the conformance kit gets them. */
function packetCorpus(messages: readonly Uint8Array[]): readonly Uint8Array[] {
  const publishes = messages.map(
    (message, index): Packet => ({
      cmd: "publish",
      topic: "omdp/1/demo/dev-1/evt",
      payload: Buffer.from(message),
      qos: 1,
      dup: false,
      retain: index % 2 === 0,
      messageId: 1 + index,
      properties: { contentType: "application/omdp+cbor;v=1", messageExpiryInterval: 60 },
    }),
  );
  const others: readonly Packet[] = [
    {
      cmd: "connect",
      clientId: "dev-1",
      protocolVersion: 5,
      clean: false,
      keepalive: 60,
      properties: { sessionExpiryInterval: 86_400, receiveMaximum: 20 },
      will: {
        topic: "omdp/1/demo/dev-1/state",
        payload: Buffer.from(messages[0] ?? []),
        qos: 1,
        retain: true,
        properties: { willDelayInterval: 60 },
      },
    },
    {
      cmd: "subscribe",
      messageId: 7,
      subscriptions: [{ topic: "omdp/1/demo/dev-1/cmd", qos: 1, nl: false, rap: false, rh: 0 }],
    },
    { cmd: "puback", messageId: 9, reasonCode: 0x87 },
    { cmd: "pingreq" },
    { cmd: "disconnect", reasonCode: 4 },
  ];
  return [...publishes, ...others].map((packet) => generate(packet, { protocolVersion: 5 }));
}

/** What the conformance kit reads of a peer on MQTT. */
export class PacketPath implements HostilePath {
  readonly name = "packet";
  readonly share = 2;
  readonly #tally: PathParts["tally"];
  readonly #packets: readonly Uint8Array[];
  #stream = new PacketStream();
  #fed = 0;
  #read = 0;

  constructor({ tally, messages }: PathParts) {
    this.#tally = tally;
    this.#packets = packetCorpus(messages);
  }

  feed(fate: FateStream): void {
    const bytes = mutatedBytes(this.#packets, fate);
    const cut = below(fate, bytes.length + 1);
    for (const chunk of [bytes.subarray(0, cut), bytes.subarray(cut)]) {
      this.#fed += chunk.length;
      this.#take(chunk);
    }
    this.#tally.add("packet cases", "fed");
  }

  settle(): void {
    // A length beyond the limit breaks the stream; whatever is held is shorter than the limit.
    demand(
      this.#fed - this.#read <= PACKET_BYTES_MAX,
      () => `${this.#fed - this.#read} bytes held`,
    );
  }

  #take(chunk: Uint8Array): void {
    for (const { bytes, packet, error } of this.#stream.push(chunk)) {
      this.#read += bytes.length;
      const isOne = (packet === undefined) !== (error === undefined);
      demand(isOne, () => `neither packet nor error: ${hex(bytes)}`);
      this.#tally.add(this.name, error === undefined ? "taken" : "unreadable");
      if (packet?.cmd !== "publish") continue;
      const read = decodeMessage(Buffer.from(packet.payload));
      this.#tally.add("packet payload", read.ok ? "taken" : read.error.code);
    }
    if (this.#stream.broken === undefined) return;
    this.#tally.add(this.name, this.#stream.broken.replace(/\d+/, "n"));
    this.#stream = new PacketStream();
    this.#read = this.#fed;
  }
}
