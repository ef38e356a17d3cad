import type { DownChannel, UpChannel } from "../device/transport.ts";

/** What a message on a serial link is about; `will` is the state that holds if contact is lost. */
export type LinkChannel = UpChannel | DownChannel | "will";

/** Numbers of the channels in a DATA frame: up to 7 from the device, from 8 on to it. */
export const LINK_CHANNELS = {
  will: 0,
  state: 1,
  evt: 2,
  rsp: 3,
  "cfg/reported": 4,
  cmd: 8,
  "cfg/desired": 9,
  ack: 10,
} as const satisfies Readonly<Record<LinkChannel, number>>;

const NAMES = new Map<number, LinkChannel>(
  Object.entries(LINK_CHANNELS).map(([name, number]) => [number, name as LinkChannel]),
);

/** Names the channel of a number; `undefined` for one that a newer peer may know. */
export function linkChannelOf(number: number): LinkChannel | undefined {
  return NAMES.get(number);
}

/** Tells whether a channel goes from the device to the gateway. */
export function isFromDevice(channel: LinkChannel): channel is UpChannel | "will" {
  return LINK_CHANNELS[channel] < LINK_CHANNELS.cmd;
}

/** A message on its way over a link. */
export interface LinkMessage {
  readonly channel: LinkChannel;
  /** The bytes of one message. */
  readonly payload: Uint8Array;
}
