import { CHANNELS, type Channel, type DecodedMessage, decodeMessage } from "@dosekit/protocols";
import type { PathParts } from "./hostile-path.ts";

/** A message that belongs on a channel, judged apart from those who receive it. */
export function fitting(channel: Channel, bytes: Uint8Array): DecodedMessage | undefined {
  const read = decodeMessage(bytes);
  if (!read.ok) return undefined;
  return CHANNELS[channel].messages.includes(read.value.definition) ? read.value : undefined;
}

/** What is spoilt for a channel: mostly what it may carry, and now and then anything else. */
export function corpusOf(channel: Channel, { messages }: PathParts): readonly Uint8Array[] {
  const fit = messages.filter((bytes) => fitting(channel, bytes) !== undefined);
  const others = messages.filter((_bytes, index) => index % 40 === 0);
  return [...fit, ...fit, ...others];
}

/** How often something was counted for any reason. */
export function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
