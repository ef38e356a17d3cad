import { randomInt } from "node:crypto";
import { connect, type Socket } from "node:net";
import {
  CHANNELS,
  type Channel,
  CONTENT_TYPE,
  encodeLinkError,
  type LinkMessage,
  parseTopic,
  topicOf,
} from "@dosekit/protocols";
import type { Packet } from "mqtt-packet";
import { REAL_CLOCK } from "../broker/broker-clock.ts";
import { PacketStream, packetBytes } from "../broker/packet-stream.ts";
import { WireLog } from "../broker/wire-log.ts";
import type { LinePort } from "../line/line-port.ts";
import { ScriptedLine } from "../line/scripted-line.ts";
import type { Dut, DutTarget } from "../scenario/dut-adapter.ts";

/** Pause before the broker is tried again, ms. */
const RETRY_MS = 100;
/** How often a device on a shared line is asked, ms. */
const TURN_MS = 100;
/** Publications under way to the broker. */
const UNDER_WAY_MAX = 10;
const SESSION_S = 86_400;
const DOWN = ["cmd", "cfg/desired", "ack"] as const satisfies readonly Channel[];

/**
 * Speaks at the kit's broker for a device that has a serial line alone, so that the cases of the
 * profile CORE, which run over a broker, decide about such a device too.
 *
 * It passes each message on as it is and adds nothing: a connection to the broker and a contact on
 * the line begin and end together. @see OMDP-MQT-018
 */
export class LineRelay {
  readonly #target: DutTarget;
  readonly #line: ScriptedLine;
  readonly #waiting: LinkMessage[] = [];
  /** What came from the broker before the device said that it is there. */
  readonly #forDevice: { readonly channel: Channel; readonly payload: Uint8Array }[] = [];
  #socket: Socket | undefined;
  #retry: NodeJS.Timeout | undefined;
  #isReady = false;
  #isUp = false;
  #hasBirth = false;
  #packetId = 0;
  #underWay = 0;

  /**
   * @param target the device, with the broker's address
   * @param onGone told at once, with the reason, when the line is no longer there
   */
  constructor(port: LinePort, target: DutTarget, onGone?: (reason: string) => void) {
    this.#target = target;
    const address = target.line?.kind === "shared" ? { address: target.line.address } : {};
    this.#line = new ScriptedLine(
      {
        ...address,
        port,
        log: new WireLog(REAL_CLOCK.nowMs),
        plays: "gateway",
        name: "",
        turnMs: TURN_MS,
        onMessage: (message) => this.#fromDevice(message),
        ...(onGone === undefined ? {} : { onGone }),
      },
      randomInt(2 ** 31),
    );
    this.#line.behave({ contact: "refused", resets: "when-told" });
  }

  /** Begins; the device may be there already, or come later. */
  open(): void {
    this.#line.open();
    this.powerOn();
  }

  /** The device is switched on: the broker is to hear of it. */
  powerOn(): void {
    this.#isUp = true;
    this.#connect();
  }

  /** The power of the device is gone, and nobody speaks for it meanwhile. */
  powerCut(): void {
    this.#isUp = false;
    this.#socket?.destroy();
  }

  /** The device that it speaks for: they begin, lose power and end together. */
  withDut(dut: Dut): Dut {
    const { saidBefore, goesOn } = dut;
    return {
      ...(goesOn === undefined ? {} : { goesOn }),
      ...(saidBefore === undefined ? {} : { saidBefore }),
      act: (action, value) => {
        if (action === "power-cut") this.powerCut();
        if (action === "power-on") this.powerOn();
        return dut.act(action, value);
      },
      stop: async () => {
        this.close();
        await dut.stop();
      },
    };
  }

  /** Ends. */
  close(): void {
    this.powerCut();
    clearTimeout(this.#retry);
    this.#line.close();
  }

  #connect(): void {
    if (!this.#isUp || this.#socket !== undefined) return;
    const { hostname, port } = new URL(this.#target.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    const stream = new PacketStream();
    this.#socket = socket;
    socket.on("connect", () => this.#introduce());
    socket.on("data", (bytes) => {
      for (const { packet } of stream.push(bytes)) if (packet !== undefined) this.#heed(packet);
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.#lost());
  }

  #introduce(): void {
    this.#send({
      cmd: "connect",
      protocolId: "MQTT",
      protocolVersion: 5,
      clientId: this.#target.deviceId,
      clean: false,
      keepalive: 60,
      properties: {
        sessionExpiryInterval: SESSION_S,
        receiveMaximum: 20,
        maximumPacketSize: 65_536,
      },
    });
  }

  /** The broker is gone, and so is the contact: what comes on the next one comes whole. */
  #lost(): void {
    this.#socket = undefined;
    this.#isReady = false;
    this.#hasBirth = false;
    this.#waiting.length = 0;
    this.#forDevice.length = 0;
    this.#line.behave({ contact: "refused" });
    if (this.#line.isInContact) {
      this.#line.send({ type: "ERR", payload: encodeLinkError("closed") });
      this.#line.leave();
    }
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.#connect(), RETRY_MS);
  }

  #heed(packet: Packet): void {
    if (packet.cmd === "connack") {
      if (packet.reasonCode !== 0) this.#socket?.destroy();
      else this.#subscribe();
    } else if (packet.cmd === "suback") {
      this.#meetDevice();
    } else if (packet.cmd === "puback") {
      this.#underWay -= 1;
      this.#publishMore();
    } else if (packet.cmd === "publish") {
      const address = parseTopic(packet.topic);
      const { messageId } = packet;
      if (messageId !== undefined) this.#send({ cmd: "puback", messageId, reasonCode: 0 });
      if (address.ok) this.#fromBroker(address.value.channel, packet.payload);
    } else if (packet.cmd === "disconnect") {
      this.#socket?.destroy();
    }
  }

  #fromBroker(channel: Channel, payload: string | Buffer): void {
    const message = { channel, payload: Uint8Array.from(Buffer.from(payload)) };
    if (this.#hasBirth) this.#line.say(channel, message.payload);
    else this.#forDevice.push(message);
  }

  #subscribe(): void {
    const { tenant, deviceId } = this.#target;
    const subscriptions = DOWN.map((channel) => ({
      topic: topicOf({ tenant, deviceId, channel }),
      qos: 1 as const,
    }));
    this.#send({ cmd: "subscribe", messageId: this.#nextId(), subscriptions });
  }

  /** A new contact on the line for the new connection to the broker. */
  #meetDevice(): void {
    this.#isReady = true;
    this.#underWay = 0;
    this.#line.behave({ contact: "made", resets: "when-asked" });
    this.#line.reset();
  }

  #fromDevice(message: LinkMessage): void {
    if (!this.#isReady || message.channel === "will") return;
    const isState = message.channel === "state";
    if (isState && this.#hasBirth && isOnline(message.payload)) {
      // A contact that the device began by itself: the broker is to see a connection of its own.
      this.#socket?.destroy();
      return;
    }
    this.#waiting.push(message);
    this.#publishMore();
    if (!isState) return;
    this.#hasBirth = true;
    for (const one of this.#forDevice.splice(0)) this.#line.say(one.channel, one.payload);
  }

  #publishMore(): void {
    while (this.#underWay < UNDER_WAY_MAX) {
      const message = this.#waiting.shift();
      if (message === undefined || message.channel === "will") return;
      this.#underWay += 1;
      const { tenant, deviceId } = this.#target;
      const { qos, retain } = CHANNELS[message.channel];
      this.#send({
        cmd: "publish",
        topic: topicOf({ tenant, deviceId, channel: message.channel }),
        payload: Buffer.from(message.payload),
        qos,
        retain,
        dup: false,
        messageId: this.#nextId(),
        properties: { contentType: CONTENT_TYPE },
      });
    }
  }

  #nextId(): number {
    this.#packetId = (this.#packetId % 65_535) + 1;
    return this.#packetId;
  }

  #send(packet: Packet): void {
    if (this.#socket?.writable) this.#socket.write(packetBytes(packet));
  }
}

/** `[4, {1: 1, …}]`: the status `online` stands first in a device's state. */
function isOnline(payload: Uint8Array): boolean {
  return payload[1] === 0x04 && payload[3] === 0x01 && payload[4] === 0x01;
}
