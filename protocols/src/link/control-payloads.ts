import { LINK_COUNTER_NAMES, type LinkCounters } from "./link-counters.ts";

/** What the sender of a DATA, ACK or NAK frame says beside. */
export interface LinkFlags {
  /** It takes no DATA for now. */
  readonly isBusy: boolean;
  /** It wants an answer at once. */
  readonly wantsAnswer: boolean;
  /** It has more to send than it just did. */
  readonly hasMore: boolean;
}

/** Nothing to say beside. */
export const NO_FLAGS: LinkFlags = { isBusy: false, wantsAnswer: false, hasMore: false };

const BUSY = 0x01;
const WANTS_ANSWER = 0x02;
const HAS_MORE = 0x04;

/** Why a NAK is sent, and the numbers of these reasons. @see OMDP-LNK-011 */
export const NAK_REASONS = { damaged: 1, sequence: 2 } as const;
/** Reason of a NAK. */
export type NakReason = keyof typeof NAK_REASONS;

/** What an ERR frame tells, and the numbers of that. @see OMDP-LNK-018 to OMDP-LNK-021 */
export const LINK_ERRORS = {
  "no-contact": 1,
  version: 2,
  "unknown-type": 3,
  protocol: 4,
  "gave-up": 5,
  closed: 6,
} as const;
/** What an ERR frame tells. */
export type LinkErrorName = keyof typeof LINK_ERRORS;

const ERROR_NAMES = new Map<number, LinkErrorName>(
  Object.entries(LINK_ERRORS).map(([name, number]) => [number, name as LinkErrorName]),
);

/** Writes the payload of an ACK: `[flags:u8]`. */
export function encodeLinkAck(flags: LinkFlags): Uint8Array {
  return Uint8Array.of(flagBits(flags));
}

/** Writes the payload of a NAK: `[flags:u8][reason:u8]`. */
export function encodeLinkNak(flags: LinkFlags, reason: NakReason): Uint8Array {
  return Uint8Array.of(flagBits(flags), NAK_REASONS[reason]);
}

/** Reads the flags of an ACK or NAK; bits of a newer sender, and absent ones, say nothing. */
export function decodeLinkFlags(payload: Uint8Array): LinkFlags {
  const bits = payload[0] ?? 0;
  return {
    isBusy: (bits & BUSY) !== 0,
    wantsAnswer: (bits & WANTS_ANSWER) !== 0,
    hasMore: (bits & HAS_MORE) !== 0,
  };
}

/** Writes the payload of an ERR: `[error:u8][detail:u8]`; the detail of `version` is the own one. */
export function encodeLinkError(error: LinkErrorName, detail = 0): Uint8Array {
  return Uint8Array.of(LINK_ERRORS[error], detail);
}

/** Reads what an ERR tells; `undefined` for what only a newer peer knows. */
export function decodeLinkError(payload: Uint8Array): LinkErrorName | undefined {
  return ERROR_NAMES.get(payload[0] ?? 0);
}

const TIME_BYTES = 6;

/**
 * Writes the payload of a TIME: `[seconds since 1970 UTC:u32][ms:u16]`.
 *
 * @throws RangeError when the time does not fit (a caller's bug)
 */
export function encodeLinkTime(civilMs: number): Uint8Array {
  const seconds = Math.floor(civilMs / 1_000);
  if (!Number.isInteger(civilMs) || seconds < 0 || seconds >= 2 ** 32) {
    throw new RangeError(`civilMs: found ${civilMs}, allowed 0 to 2^32 seconds`);
  }
  const payload = new Uint8Array(TIME_BYTES);
  const view = new DataView(payload.buffer);
  view.setUint32(0, seconds);
  view.setUint16(4, civilMs - seconds * 1_000);
  return payload;
}

/** Reads a TIME; `undefined` when it is none. */
export function decodeLinkTime(payload: Uint8Array): number | undefined {
  if (payload.length < TIME_BYTES) return undefined;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const ms = view.getUint16(4);
  return ms < 1_000 ? view.getUint32(0) * 1_000 + ms : undefined;
}

/** Writes the answer to a COUNT: each counter as u32, in the order of the table, wrapping. */
export function encodeLinkCounters(counters: LinkCounters): Uint8Array {
  const payload = new Uint8Array(LINK_COUNTER_NAMES.length * 4);
  const view = new DataView(payload.buffer);
  for (const [index, name] of LINK_COUNTER_NAMES.entries()) {
    view.setUint32(index * 4, counters[name] % 2 ** 32);
  }
  return payload;
}

/** Reads the counters of a peer: as many as it has, of which those that are known here. */
export function decodeLinkCounters(payload: Uint8Array): Partial<LinkCounters> {
  const view = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const counters: Partial<LinkCounters> = {};
  for (const [index, name] of LINK_COUNTER_NAMES.entries()) {
    if ((index + 1) * 4 <= payload.length) counters[name] = view.getUint32(index * 4);
  }
  return counters;
}

function flagBits({ isBusy, wantsAnswer, hasMore }: LinkFlags): number {
  return (isBusy ? BUSY : 0) + (wantsAnswer ? WANTS_ANSWER : 0) + (hasMore ? HAS_MORE : 0);
}
