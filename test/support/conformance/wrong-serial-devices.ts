import { R, type RequirementId } from "@dosekit/conformance";
import {
  cobsDecodeInto,
  cobsEncode,
  crc32c,
  cutSegment,
  DeviceState,
  decodeIntroduction,
  decodeLinkError,
  encodeIntroduction,
  encodeMessage,
  type Frame,
  type Introduction,
  LINK_CHANNELS,
  type LinkErrorName,
  Reply,
  readSegment,
} from "@dosekit/protocols";
import type { LinePatch } from "./own-serial-device.ts";
import { read } from "./patched-transport.ts";
import { type LineSpoiler, spoiledLine } from "./spoiled-line.ts";

/** Our own device on a serial line with one thing wrong, and the requirement that it breaks. */
export interface WrongSerialDevice {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: LinePatch;
}

function wrong(name: string, breaks: RequirementId, spoiler: () => LineSpoiler): WrongSerialDevice {
  return { name, breaks, patch: (port) => spoiledLine(port, spoiler()) };
}

function neverSays(name: string, breaks: RequirementId, error: LinkErrorName): WrongSerialDevice {
  return wrong(name, breaks, () => ({
    up: (frame) => (isError(frame, error) ? undefined : frame),
  }));
}

/** Tells whether a frame is an ERR of a kind. */
export function isError({ type, payload }: Frame, error: LinkErrorName): boolean {
  return type === "ERR" && decodeLinkError(payload) === error;
}

/** The same frame with one byte of its payload changed. */
export function withByte(frame: Frame, at: number, byte: number): Frame {
  const payload = frame.payload.slice();
  payload[at] = byte;
  return { ...frame, payload };
}

/** Numbers every DATA frame that it gets as the one that is expected. */
export function takesAll(only: "all" | "repeated"): LineSpoiler {
  let expected = 0;
  let newest = -1;
  return {
    down: (frame) => {
      if (frame.type === "RST") [expected, newest] = [0, -1];
      if (frame.type !== "DATA") return frame;
      const isRepeated = frame.seq === newest;
      newest = frame.seq;
      if (only === "repeated" && !isRepeated) {
        expected = (frame.seq + 1) % 256;
        return frame;
      }
      const seq = expected;
      expected = (expected + 1) % 256;
      return { ...frame, seq };
    },
  };
}

/** Takes every acknowledgement for that of what is under way. */
export function believesAll(): LineSpoiler {
  let next = 0;
  return {
    up: (frame) => {
      if (frame.type === "DATA") next = (frame.seq + 1) % 256;
      return frame;
    },
    down: (frame) => (frame.type === "ACK" ? { ...frame, ack: next } : frame),
  };
}

/** Sends each DATA frame twice at the most. */
export function triesTwice(): LineSpoiler {
  const sent = new Map<number, number>();
  return {
    up: (frame) => {
      if (frame.type !== "DATA") return frame;
      const times = (sent.get(frame.seq) ?? 0) + 1;
      sent.set(frame.seq, times);
      return times > 2 ? undefined : frame;
    },
  };
}

function saysOnce(error: LinkErrorName): LineSpoiler {
  let times = 0;
  return {
    up: (frame) => {
      if (!isError(frame, error)) return frame;
      times += 1;
      return times > 1 ? undefined : frame;
    },
  };
}

/** Acknowledges what came before the newest frame. */
export function acknowledgesLate(): LineSpoiler {
  return {
    up: (frame) => {
      const isLate = (frame.type === "ACK" || frame.type === "DATA") && frame.ack > 0;
      return isLate ? { ...frame, ack: frame.ack - 1 } : frame;
    },
  };
}

/** Writes the checksum that a damaged frame should have had. */
export function repaired(bytes: Uint8Array): Uint8Array {
  const room = new Uint8Array(bytes.length);
  const length = cobsDecodeInto(bytes.subarray(0, -1), room, 0);
  if (length < 9) return bytes;
  new DataView(room.buffer).setUint32(length - 4, crc32c(room.subarray(0, length - 4)));
  return Uint8Array.from([...cobsEncode(room.subarray(0, length)), 0]);
}

const CHANNEL_BITS = 0x0f;
const CRC_COUNTER_BYTE = 11;
/** The byte for 4,096 in the longest message that an introduction states. */
const MESSAGE_MAX_BYTE = 18;

/** Frames in forms of their own. */
export const WRONG_FORMS: readonly (readonly [
  name: string,
  breaks: RequirementId,
  change: (bytes: Uint8Array) => Uint8Array,
])[] = [
  [
    "writes lengths with their least byte first",
    R.OMDP_FRM_001,
    (bytes) => {
      const frame = unstuffed(bytes).slice();
      const [high = 0, low = 0] = frame.subarray(3, 5);
      frame.set([low, high], 3);
      const length = frame.length - 4;
      new DataView(frame.buffer).setUint32(length, crc32c(frame.subarray(0, length)));
      return Uint8Array.from([...cobsEncode(frame), 0]);
    },
  ],
  ["stuffs nothing", R.OMDP_FRM_002, (bytes) => Uint8Array.from([...unstuffed(bytes), 0])],
  [
    "ends its frames in a way of its own",
    R.OMDP_FRM_003,
    (bytes) => Uint8Array.from([...bytes.slice(0, -1), 0x0d, 0x0a, 0]),
  ],
];

/** A frame without its stuffing, and without what stands before and behind it. */
function unstuffed(bytes: Uint8Array): Uint8Array {
  const room = new Uint8Array(bytes.length);
  const from = bytes[0] === 0 ? 1 : 0;
  return room.slice(0, cobsDecodeInto(bytes.subarray(from, -1), room, 0));
}

/** Writes its counters in a form of its own, and all else rightly. */
export function inItsCounters(change: (bytes: Uint8Array) => Uint8Array): LineSpoiler {
  return { bytesUp: (bytes, { type }) => (type === "COUNT" ? change(bytes) : bytes) };
}

/** Answers a frame without anything in it. */
export const ANSWERS_EMPTY_FRAMES: LineSpoiler = {
  damaged: (bytes, { toPeer }) => {
    const payload = new Uint8Array(1);
    if (bytes.length === 1) toPeer({ type: "ACK", seq: 0, ack: 0, payload });
    return bytes;
  },
};

/** Writes another checksum into its counters. */
export const turnsChecksum: (bytes: Uint8Array) => Uint8Array = (bytes) => {
  const turned = bytes.slice();
  turned[turned.length - 2] = (turned.at(-2) ?? 1) === 1 ? 2 : 1;
  return turned;
};

/** Wrong devices on a serial line, one thing wrong with each. */
export const WRONG_SERIAL_DEVICES: readonly WrongSerialDevice[] = [
  wrong("answers another handshake", R.OMDP_LNK_004, () => ({
    up: (frame) => (frame.type === "RSTACK" ? withByte(frame, 12, 99) : frame),
  })),
  wrong("says only once that it has no contact", R.OMDP_LNK_006, () => saysOnce("no-contact")),
  wrong("asks only once for contact", R.OMDP_LNK_020, () => saysOnce("no-contact")),
  wrong("takes a handshake of any version", R.OMDP_LNK_007, () => ({
    down: (frame) => (frame.type === "RST" ? withByte(frame, 0, 1) : frame),
  })),
  wrong("takes frames in any order", R.OMDP_LNK_008, () => takesAll("all")),
  wrong("takes a repeated frame again", R.OMDP_LNK_009, () => takesAll("repeated")),
  wrong("hands a message over twice", R.OMDP_LNK_001, () => takesAll("repeated")),
  wrong("believes every acknowledgement", R.OMDP_LNK_010, believesAll),
  wrong("sends a NAK for each damaged frame", R.OMDP_LNK_011, () => ({
    damaged: (bytes, { toPeer }) => {
      toPeer({ type: "NAK", seq: 0, ack: 0, payload: Uint8Array.of(0, 1) });
      return bytes;
    },
  })),
  wrong("tries only twice", R.OMDP_LNK_012, triesTwice),
  wrong("does not care that its peer is busy", R.OMDP_LNK_013, () => ({
    down: (frame) => (frame.type === "ACK" ? withByte(frame, 0, 0) : frame),
  })),
  wrong("sends messages longer than its gateway takes", R.OMDP_LNK_014, () => ({
    down: (frame) => {
      const isIntroduced = frame.type === "RST" || frame.type === "RSTACK";
      return isIntroduced ? withByte(frame, MESSAGE_MAX_BYTE, 16) : frame;
    },
  })),
  neverSays("passes over broken segments", R.OMDP_LNK_015, "protocol"),
  wrong("takes an unknown channel for a broken rule", R.OMDP_LNK_016, () => ({
    down: (frame) => {
      const isUnknown = frame.type === "DATA" && ((frame.payload[0] ?? 0) & CHANNEL_BITS) === 15;
      return isUnknown ? withByte(frame, 0, 0) : frame;
    },
  })),
  wrong("answers an error by an error", R.OMDP_LNK_018, () => ({
    down: (frame, { toPeer }) => {
      if (frame.type === "ERR") toPeer({ ...frame, payload: Uint8Array.of(3, 0) });
      return frame;
    },
  })),
  neverSays("is silent about an unknown type", R.OMDP_LNK_021, "unknown-type"),
  neverSays("does not say that it gave up", R.OMDP_LNK_022, "gave-up"),
  wrong("answers everything twice", R.OMDP_LNK_023, () => ({
    up: (frame, { toPeer }) => {
      if (frame.drop !== undefined) toPeer(frame);
      return frame;
    },
  })),
  wrong("counts no damage", R.OMDP_LNK_029, () => ({
    up: (frame) => (frame.type === "COUNT" ? withByte(frame, CRC_COUNTER_BYTE, 0) : frame),
  })),
  wrong("sends before the gateway confirmed", R.OMDP_LNK_031, () => ({
    up: (frame, { toPeer }) => {
      const payload = Uint8Array.of(0xc1, 1);
      if (frame.type === "RSTACK") toPeer({ ...frame, type: "DATA", payload });
      return frame;
    },
  })),
  wrong("puts a frame together across any pause", R.OMDP_LNK_032, () => ({})),
  wrong("acknowledges each frame only with the next", R.OMDP_LNK_034, acknowledgesLate),
  wrong("begins no frame with 0x00", R.OMDP_LNK_002, () => ({
    bytesUp: (bytes) => (bytes[0] === 0 ? bytes.subarray(1) : bytes),
  })),
  wrong("writes another checksum into its counters", R.OMDP_FRM_004, () =>
    inItsCounters(turnsChecksum),
  ),
  wrong("takes frames with a wrong checksum", R.OMDP_FRM_005, () => ({ damaged: repaired })),
  wrong("answers empty frames", R.OMDP_FRM_008, () => ANSWERS_EMPTY_FRAMES),
  wrong("does not say that it is there again", R.OMDP_LNK_033, saysOnlineOnce),
  wrong("says no more than that it is there", R.OMDP_LNK_033, () => ({
    up: (frame) => inState(frame, ({ bootId, status }) => ({ bootId, status })),
  })),
  wrong("leaves no will", R.OMDP_LNK_017, () => ({
    up: (frame) => {
      const isWill = frame.type === "DATA" && ((frame.payload[0] ?? 1) & CHANNEL_BITS) === 0;
      return isWill ? { ...frame, payload: answerToNobody() } : frame;
    },
  })),
  tells("sends whatever length it likes", R.OMDP_LNK_014, { messageMax: 65_536 }),
  tells("fills its frames as it likes", R.OMDP_FRM_006, { payloadMax: 512 }),
  wrong("keeps no count of runs without an end", R.OMDP_LNK_030, passesOverRuns),
  wrong("takes a run without an end for a short one", R.OMDP_FRM_007, passesOverRuns),
  ...WRONG_FORMS.map(([name, breaks, change]) => wrong(name, breaks, () => inItsCounters(change))),
  wrong("speaks for another address at times", R.OMDP_FRM_009, () => ({
    up: (frame, { toPeer }) => {
      if (frame.drop !== undefined && frame.type === "DATA") {
        toPeer({ ...frame, drop: { address: 10, from: "device" } });
      }
      return frame;
    },
  })),
];

/** Says `online` in its first contact only. */
function saysOnlineOnce(): LineSpoiler {
  let contacts = 0;
  return {
    down: (frame) => {
      if (frame.type === "RST") contacts += 1;
      return frame;
    },
    up: (frame) => {
      const channel = (frame.payload[0] ?? 0) & CHANNEL_BITS;
      const isState = frame.type === "DATA" && channel === LINK_CHANNELS.state;
      return isState && contacts > 1 ? { ...frame, payload: answerToNobody() } : frame;
    },
  };
}

/** A whole message that means nothing to the host, as one DATA frame carries it. */
function answerToNobody(): Uint8Array {
  const payload = encodeMessage(Reply, { commandId: "in-place-of-it", result: "done" });
  return cutSegment({ channel: "rsp", payload }, 0, 512).bytes;
}

/** Changes what a device says of itself in one frame. */
function inState(frame: Frame, change: (state: DeviceState) => DeviceState): Frame {
  const segment = frame.type === "DATA" ? readSegment(frame.payload) : undefined;
  if (segment?.channel !== LINK_CHANNELS.state || !segment.isFirst) return frame;
  const state = read(DeviceState, segment.data);
  if (state === undefined) return frame;
  const payload = encodeMessage(DeviceState, change(state));
  return { ...frame, payload: cutSegment({ channel: "state", payload }, 0, 512).bytes };
}

/** Hears another limit than its gateway states. */
function tells(
  name: string,
  breaks: RequirementId,
  limit: Partial<Introduction>,
): WrongSerialDevice {
  return wrong(name, breaks, () => ({
    down: (frame) => {
      if (frame.type !== "RST" && frame.type !== "RSTACK") return frame;
      const read = decodeIntroduction(frame.payload);
      if (!read.ok) return frame;
      return { ...frame, payload: encodeIntroduction({ ...read.introduction, ...limit }) };
    },
  }));
}

/** Cuts what is too long before it looks at it. */
export function passesOverRuns(): LineSpoiler {
  return { damaged: (bytes) => bytes.slice(-20) };
}
