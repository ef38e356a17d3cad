import type { FrameErrorCode } from "../framing/frame.ts";

/**
 * What a link counts, and what each counter tells; the place in this table is the place in a COUNT
 * frame. New ones go to the end.
 *
 * @see OMDP-LNK-029
 */
export const LINK_COUNTERS = {
  rxFrames: "frames that were read",
  txFrames: "frames that were sent",
  rxCrcErrors: "frames whose checksum did not match",
  rxStuffingErrors: "runs of bytes with broken stuffing, or too short for a frame",
  rxTooLong: "runs of bytes without an end within the longest frame",
  rxLengthErrors: "frames whose length differed from the header's",
  rxVersionErrors: "frames of another layout, or a handshake of another version",
  rxUnknownTypes: "frames of an unknown type",
  rxAddressErrors: "frames with an address that cannot be",
  rxForeign: "frames that were for another address or another kind of line",
  rxDuplicates: "DATA frames that had been taken already",
  rxOutOfSequence: "DATA frames that came before an earlier one",
  rxBusyDrops: "DATA frames that came while this end took none",
  rxBadAcks: "acknowledgements of frames that were not under way",
  rxNaks: "NAK frames",
  rxErrors: "ERR frames",
  rxUnexpected: "frames that made no sense in the state of the link, or with an unreadable payload",
  rxSegmentErrors: "DATA frames that did not continue the message before them",
  rxUnknownChannels: "messages on a channel that is not known, or goes the other way",
  rxMessages: "messages that were handed over",
  rxAckTimeouts: "waits for an answer that ran out",
  txRepeats: "DATA frames that were sent again",
  txNaks: "NAK frames that were sent",
  txMessages: "messages that were taken for sending",
  txDropped: "messages that were dropped: without contact, beyond the queue, or too long",
  contacts: "handshakes that succeeded",
  contactsLost: "contacts that ended without a farewell",
  resetsFailed: "handshakes that were not answered",
} as const satisfies Readonly<Record<string, string>>;

/** Name of a counter. */
export type LinkCounterName = keyof typeof LINK_COUNTERS;
/** What a link has counted since it was made. */
export type LinkCounters = Record<LinkCounterName, number>;

/** Names of the counters in the order of a COUNT frame. */
export const LINK_COUNTER_NAMES = Object.keys(LINK_COUNTERS) as readonly LinkCounterName[];

/** Makes counters that stand at 0. */
export function newLinkCounters(): LinkCounters {
  return Object.fromEntries(LINK_COUNTER_NAMES.map((name) => [name, 0])) as LinkCounters;
}

/** Says which counter a refused frame belongs to. */
export const REFUSAL_COUNTERS: Readonly<Record<FrameErrorCode, LinkCounterName>> = {
  cobs: "rxStuffingErrors",
  short: "rxStuffingErrors",
  crc: "rxCrcErrors",
  version: "rxVersionErrors",
  type: "rxUnknownTypes",
  address: "rxAddressErrors",
  length: "rxLengthErrors",
  "too-long": "rxTooLong",
};
