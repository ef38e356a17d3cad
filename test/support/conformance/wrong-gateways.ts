import { type DutAdapter, R, type RequirementId } from "@dosekit/conformance";
import {
  Command,
  DeviceEvent,
  DeviceState,
  EventAcknowledgement,
  EventRequest,
  encodeMessage,
  type GatewayTransport,
  readSealed,
  type UpChannel,
} from "@dosekit/protocols";
import type { Packet } from "mqtt-packet";
import { ownGateway } from "./own-gateway.ts";
import type { RelayPatch } from "./own-relay.ts";
import { read } from "./patched-transport.ts";
import { WRONG_READING_GATEWAYS } from "./wrong-reading-gateways.ts";

/** Our own gateway with one thing wrong, and the requirement that it breaks by that. */
export interface WrongGateway {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly adapter: DutAdapter;
}

type Arrives = (deviceId: string, channel: UpChannel, payload: Uint8Array) => void;

interface GatewaySpoiler {
  /** Takes a message of a device; hands on what the gateway is to see. */
  readonly up?: (pass: Arrives, transport: GatewayTransport) => Arrives;
  /** Whether a message of the gateway goes out. */
  readonly sends?: (payload: Uint8Array) => boolean;
  /** What goes out in place of a message. */
  readonly replaces?: (payload: Uint8Array) => Uint8Array;
}

function wrong(name: string, breaks: RequirementId, spoiler: () => GatewaySpoiler): WrongGateway {
  const adapter = ownGateway((transport) => spoiled(transport, spoiler()));
  return { name, breaks, adapter };
}

function spoiled(transport: GatewayTransport, spoiler: GatewaySpoiler): GatewayTransport {
  return {
    open: (listener) => {
      let isRetained = false;
      const pass: Arrives = (deviceId, channel, payload) =>
        listener.onMessage(deviceId, channel, payload, isRetained);
      const take = spoiler.up?.(pass, transport) ?? pass;
      transport.open({
        onLink: (up) => listener.onLink(up),
        onMessage: (deviceId, channel, payload, retained) => {
          isRetained = retained;
          take(deviceId, channel, payload);
        },
      });
    },
    send: (deviceId, channel, payload) => {
      if (spoiler.sends?.(payload) === false) return;
      transport.send(deviceId, channel, spoiler.replaces?.(payload) ?? payload);
    },
    close: () => transport.close(),
  };
}

function acknowledge(transport: GatewayTransport, deviceId: string, event: DeviceEvent): void {
  const { epoch, seq } = event;
  transport.send(deviceId, "ack", encodeMessage(EventAcknowledgement, { epoch, throughSeq: seq }));
}

/** A gateway that speaks for devices, with one thing wrong. */
function wrongRelay(name: string, breaks: RequirementId, patch: RelayPatch): WrongGateway {
  return { name, breaks, adapter: ownGateway(undefined, patch) };
}

/** A state on the channel of the gateway itself, or of a device. */
function stateIn(packet: Packet): DeviceState | undefined {
  if (packet.cmd !== "publish") return undefined;
  return read(DeviceState, Uint8Array.from(packet.payload as Buffer));
}

/** A state without the gateway that speaks for the device. */
function alone({ via: _via, ...state }: DeviceState): Uint8Array {
  return encodeMessage(DeviceState, state);
}

/** Wrong gateways, one thing wrong with each. */
export const WRONG_GATEWAYS: readonly WrongGateway[] = [
  ...WRONG_READING_GATEWAYS,
  wrong("leaves the plan of a reset device with the broker", R.OMDP_CMD_013, () => ({
    sends: (payload) => payload.length > 0,
  })),
  wrong("takes a plan back by a word that nobody knows", R.OMDP_CFG_005, () => ({
    sends: (payload) => payload.length > 0,
  })),
  wrong("insists on reading every record", R.OMDP_EVT_018, () => ({
    up: (pass) => (deviceId, channel, payload) => {
      if (channel !== "evt" || read(DeviceEvent, payload) !== undefined) {
        pass(deviceId, channel, payload);
      }
    },
  })),
  wrong("acknowledges what it sees, gap or not", R.OMDP_EVT_010, () => ({
    up: (pass, transport) => (deviceId, channel, payload) => {
      const event = read(DeviceEvent, payload);
      if (channel === "evt" && event !== undefined) acknowledge(transport, deviceId, event);
      pass(deviceId, channel, payload);
    },
  })),
  wrong("does not ask for what is missing", R.OMDP_EVT_011, () => ({
    sends: (payload) => read(EventRequest, payload) === undefined,
  })),
  wrong("takes every copy for a record", R.OMDP_EVT_013, () => ({
    up: (pass) => {
      let copies = 0;
      return (deviceId, channel, payload) => {
        const event = read(DeviceEvent, payload);
        if (event === undefined) pass(deviceId, channel, payload);
        else {
          copies += 1;
          pass(deviceId, channel, encodeMessage(DeviceEvent, { ...event, seq: copies }));
        }
      };
    },
  })),
  wrong("acknowledges what it can't read", R.OMDP_EVT_014, () => ({
    up: (pass, transport) => {
      let last: DeviceEvent | undefined;
      return (deviceId, channel, payload) => {
        const event = read(DeviceEvent, payload);
        if (channel === "evt" && event === undefined && last !== undefined) {
          acknowledge(transport, deviceId, { ...last, seq: last.seq + 1 });
        }
        last = event ?? last;
        pass(deviceId, channel, payload);
      };
    },
  })),
  wrong("takes a marker for one record", R.OMDP_EVT_017, () => ({
    up: (pass) => (deviceId, channel, payload) => {
      const event = read(DeviceEvent, payload);
      const isMarker = event?.kind === "telemetry.dropped";
      pass(
        deviceId,
        channel,
        isMarker ? encodeMessage(DeviceEvent, { ...event, count: 1 }) : payload,
      );
    },
  })),
  wrong("believes any will", R.OMDP_MQT_011, () => ({
    up: (pass) => {
      let bootId = 0;
      return (deviceId, channel, payload) => {
        const state = read(DeviceState, payload);
        const isWill = state?.status === "lost";
        if (!isWill) bootId = state?.bootId ?? bootId;
        pass(
          deviceId,
          channel,
          isWill ? encodeMessage(DeviceState, { ...state, bootId }) : payload,
        );
      };
    },
  })),
  wrong("takes records from any channel", R.OMDP_MQT_005, () => ({
    up: (pass) => (deviceId, channel, payload) => {
      pass(deviceId, read(DeviceEvent, payload) === undefined ? channel : "evt", payload);
    },
  })),
  wrong("takes its seals off", R.OMDP_SEC_022, () => ({
    replaces: (payload) => messageIn(payload) ?? payload,
  })),
  wrong("seals under another key", R.OMDP_SEC_003, () => ({
    replaces: (payload) => {
      if (messageIn(payload) === undefined) return payload;
      return payload.with(-1, (payload.at(-1) ?? 0) ^ 1);
    },
  })),
  wrong("repeats the same bytes", R.OMDP_SEC_006, () => {
    const first = new Map<string, Uint8Array>();
    return {
      replaces: (payload) => {
        const message = messageIn(payload);
        if (message === undefined || read(Command, message) === undefined) return payload;
        const name = Buffer.from(message).toString("hex");
        const known = first.get(name) ?? payload;
        first.set(name, known);
        return known;
      },
    };
  }),
  wrongRelay("does not say through whom a device speaks", R.OMDP_MQT_018, {
    packet: (packet) => {
      const state = stateIn(packet);
      if (packet.cmd !== "publish" || state?.via === undefined) return packet;
      const payload = alone(state);
      return { ...packet, payload: Buffer.from(payload) };
    },
  }),
  wrongRelay("answers devices in place of the host", R.OMDP_MQT_018, {
    children: (children) => ({
      ...children,
      open: (listener) =>
        children.open({
          onLink: (up) => listener.onLink(up),
          onMessage: (deviceId, channel, payload, isRetained) => {
            const event = read(DeviceEvent, payload);
            listener.onMessage(deviceId, channel, payload, isRetained);
            if (event !== undefined) acknowledge(children, deviceId, event);
          },
        }),
      send: (deviceId, channel, payload) => children.send(deviceId, channel, payload),
      close: () => children.close(),
    }),
  }),
  wrongRelay("leaves no will", R.OMDP_MQT_019, {
    packet: (packet) => {
      if (packet.cmd !== "connect") return packet;
      const { will: _none, ...rest } = packet;
      return rest;
    },
  }),
  wrongRelay("does not say that it is there", R.OMDP_MQT_019, {
    packet: (packet) => {
      const state = stateIn(packet);
      if (packet.cmd !== "publish" || state === undefined || state.via !== undefined) return packet;
      const payload = encodeMessage(DeviceState, { ...state, status: "offline" });
      return { ...packet, payload: Buffer.from(payload) };
    },
  }),
  wrong("turns a bit of each tag", R.OMDP_SEC_001, () => ({
    replaces: (payload) =>
      readSealed(payload).ok ? payload.with(-1, (payload.at(-1) ?? 0) ^ 1) : payload,
  })),
  wrong("numbers its keys in another way", R.OMDP_SEC_002, () => ({ replaces: withOtherKeyId })),
  {
    name: "derives keys in a way of its own",
    breaks: R.OMDP_SEC_012,
    adapter: {
      ...ownGateway(),
      start: ({ secret, ...target }) => {
        const other = secret === undefined ? {} : { secret: [...secret].reverse().join("") };
        return ownGateway().start({ ...target, ...other });
      },
    },
  },
  wrong("believes a device that nobody speaks for", R.OMDP_MQT_020, () => ({
    up: (pass) => (deviceId, channel, payload) => {
      const state = read(DeviceState, payload);
      pass(deviceId, channel, state === undefined ? payload : alone(state));
    },
  })),
];

/** The open message in a sealed one. */
function messageIn(payload: Uint8Array): Uint8Array | undefined {
  const sealed = readSealed(payload);
  return sealed.ok ? sealed.value.message : undefined;
}

/** The label of a key in a protected header, and the number 1 behind it. */
const KEY_ONE = Uint8Array.of(0x04, 0x42, 0x00, 0x01);

function withOtherKeyId(payload: Uint8Array): Uint8Array {
  const at = Buffer.from(payload).indexOf(KEY_ONE);
  return at < 0 ? payload : payload.with(at + 3, 2);
}
