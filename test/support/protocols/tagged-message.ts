import type { LinkChannel, LinkMessage } from "@dosekit/protocols";

const TAG_BYTES = 4;

/** Makes a message whose bytes follow from its number and length, so that a wrong byte shows. */
export function taggedMessage(channel: LinkChannel, tag: number, length: number): LinkMessage {
  const payload = new Uint8Array(Math.max(TAG_BYTES, length));
  for (let at = TAG_BYTES; at < payload.length; at++) payload[at] = fill(tag, at);
  new DataView(payload.buffer).setUint32(0, tag);
  return { channel, payload };
}

/** Reads the number of a message back; -1 when a byte of it is wrong. */
export function tagOf({ payload }: LinkMessage): number {
  if (payload.length < TAG_BYTES) return -1;
  const tag = new DataView(payload.buffer, payload.byteOffset, TAG_BYTES).getUint32(0);
  for (let at = TAG_BYTES; at < payload.length; at++) if (payload[at] !== fill(tag, at)) return -1;
  return tag;
}

/** Zeros and long runs without zeros are both frequent. */
function fill(tag: number, at: number): number {
  return tag % 3 === 0 ? 0 : (tag * 31 + (at >> 6) * 17 + at) & 255;
}
