import { R, type RequirementId } from "@dosekit/conformance";
import type { Frame } from "@dosekit/protocols";
import type { LinePatch } from "./own-serial-device.ts";
import { type LineSpoiler, spoiledLine } from "./spoiled-line.ts";
import {
  ANSWERS_EMPTY_FRAMES,
  acknowledgesLate,
  believesAll,
  inItsCounters,
  isError,
  passesOverRuns,
  repaired,
  takesAll,
  triesTwice,
  turnsChecksum,
  WRONG_FORMS,
  withByte,
} from "./wrong-serial-devices.ts";

/** Our own gateway on a serial line with one thing wrong, and the requirement that it breaks. */
export interface WrongSerialGateway {
  readonly name: string;
  readonly breaks: RequirementId;
  readonly patch: LinePatch;
}

function wrong(
  name: string,
  breaks: RequirementId,
  spoiler: () => LineSpoiler,
): WrongSerialGateway {
  return { name, breaks, patch: (port) => spoiledLine(port, spoiler()) };
}

/** Places in an introduction. */
const [VERSION, ANSWERED_BOOT, HANDSHAKE] = [0, 8, 12] as const;
const CHANNEL_BITS = 0x0f;
const CRC_COUNTER_BYTE = 11;

/** Numbers each RST anew: also the one that is sent again. */
function countsEachReset(): LineSpoiler {
  let times = 0;
  return {
    up: (frame) => {
      if (frame.type !== "RST") return frame;
      times += 1;
      return withByte(frame, HANDSHAKE, times);
    },
  };
}

/** Takes any answer for that to its own RST. */
function takesAnyAnswer(): LineSpoiler {
  let reset: Frame | undefined;
  return {
    up: (frame) => {
      if (frame.type === "RST") reset = frame;
      return frame;
    },
    down: (frame) => {
      if (frame.type !== "RSTACK" || reset === undefined) return frame;
      const payload = frame.payload.slice();
      payload.set(reset.payload.subarray(1, 5), 5);
      payload.set(reset.payload.subarray(9, 13), 9);
      return { ...frame, payload };
    },
  };
}

/** Sends each frame to the device twice, without waiting for its answer. */
const SAID_TWICE: LineSpoiler = {
  up: (frame, { toPeer }) => {
    if (frame.drop !== undefined) for (let one = 0; one < 40; one += 1) toPeer(frame);
    return frame;
  },
};

/** Asks three times more before it sends the first RST of a contact that is lost. */
function givesUpLate(): LineSpoiler {
  let asks = Number.POSITIVE_INFINITY;
  return {
    up: (frame) => {
      if (frame.type !== "RST") return frame;
      asks += 1;
      return asks > 3 ? frame : { ...frame, type: "ACK", payload: Uint8Array.of(0) };
    },
    down: (frame) => {
      asks = 0;
      return frame;
    },
  };
}

/** Begins one contact and no other. */
function beginsOnce(): LineSpoiler {
  let isMade = false;
  return {
    up: (frame) => {
      isMade ||= frame.type === "RSTACK";
      return isMade && frame.type === "RST" ? undefined : frame;
    },
  };
}

/** Sends three RST and then waits to be asked. */
function asksThrice(): LineSpoiler {
  let times = 0;
  return {
    up: (frame) => {
      if (frame.type !== "RST") return frame;
      times += 1;
      return times > 3 ? undefined : frame;
    },
  };
}

/** Wrong gateways on a serial line, one thing wrong with each. */
export const WRONG_SERIAL_GATEWAYS: readonly WrongSerialGateway[] = [
  wrong("numbers each RST anew", R.OMDP_LNK_003, countsEachReset),
  wrong("takes any answer to its RST", R.OMDP_LNK_005, takesAnyAnswer),
  wrong("confirms another boot", R.OMDP_LNK_005, () => ({
    up: (frame) => {
      if (frame.type !== "RSTACK") return frame;
      return withByte(frame, ANSWERED_BOOT, ((frame.payload[ANSWERED_BOOT] ?? 0) + 1) % 256);
    },
  })),
  wrong("takes an answer of any version", R.OMDP_LNK_007, () => ({
    down: (frame) => (frame.type === "RSTACK" ? withByte(frame, VERSION, 1) : frame),
  })),
  wrong("takes frames in any order", R.OMDP_LNK_008, () => takesAll("all")),
  wrong("takes a repeated frame again", R.OMDP_LNK_009, () => takesAll("repeated")),
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
  wrong("passes over broken segments", R.OMDP_LNK_015, beginsOnce),
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
  wrong("does not hear that the device knows of no contact", R.OMDP_LNK_019, () => ({
    down: (frame) => (isError(frame, "no-contact") ? undefined : frame),
  })),
  wrong("asks three times for contact and no more", R.OMDP_LNK_020, asksThrice),
  wrong("is silent about an unknown type", R.OMDP_LNK_021, () => ({
    up: (frame) => (isError(frame, "unknown-type") ? undefined : frame),
  })),
  wrong("never asks for life", R.OMDP_LNK_022, () => ({
    up: (frame) => (frame.type === "ACK" && frame.payload[0] === 2 ? undefined : frame),
  })),
  wrong("does not wait for an answer", R.OMDP_LNK_025, () => SAID_TWICE),
  wrong("asks everyone at once", R.OMDP_LNK_028, () => ({
    up: (frame) => {
      const isData = frame.type === "DATA" && frame.drop !== undefined;
      return isData ? { ...frame, drop: { address: 127, from: "gateway" } } : frame;
    },
  })),
  wrong("counts no damage", R.OMDP_LNK_029, () => ({
    up: (frame) => (frame.type === "COUNT" ? withByte(frame, CRC_COUNTER_BYTE, 0) : frame),
  })),
  wrong("takes frames with a wrong checksum", R.OMDP_FRM_005, () => ({ damaged: repaired })),
  wrong("hands a message over twice", R.OMDP_LNK_001, () => takesAll("repeated")),
  wrong("puts a frame together across any pause", R.OMDP_LNK_032, () => ({})),
  wrong("acknowledges each frame only with the next", R.OMDP_LNK_034, acknowledgesLate),
  ...WRONG_FORMS.map(([name, breaks, change]) => wrong(name, breaks, () => inItsCounters(change))),
  wrong("writes another checksum into its counters", R.OMDP_FRM_004, () =>
    inItsCounters(turnsChecksum),
  ),
  wrong("answers empty frames", R.OMDP_FRM_008, () => ANSWERS_EMPTY_FRAMES),
  wrong("keeps no count of runs without an end", R.OMDP_LNK_030, passesOverRuns),
  wrong("takes a run without an end for a short one", R.OMDP_FRM_007, passesOverRuns),
  wrong("speaks as if it were a device", R.OMDP_FRM_009, () => ({
    up: (frame, { toPeer }) => {
      if (frame.drop !== undefined) toPeer({ ...frame, drop: { ...frame.drop, from: "device" } });
      return frame;
    },
  })),
  wrong("asks those who are not there in every turn", R.OMDP_LNK_026, () => ({
    up: (frame, { toPeer }) => {
      const drop = { address: 10, from: "gateway" } as const;
      if (frame.drop?.address === 9) toPeer({ ...frame, type: "RST", drop });
      return frame;
    },
  })),
  wrong("waits longer before it takes contact for lost", R.OMDP_LNK_027, givesUpLate),
];
