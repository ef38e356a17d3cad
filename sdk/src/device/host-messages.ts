import {
  CHANNELS,
  Command,
  DesiredConfig,
  type DeviceInput,
  type DownChannel,
  decodeMessage,
  EventAcknowledgement,
  EventRequest,
} from "@dosekit/protocols";
import type { RunnerCounters } from "./runner-counters.ts";

/** Who is told of what a host says. */
export interface HostMessageListener {
  /** For the device logic. */
  onInput(input: DeviceInput): void;
  /** For the uplink. */
  onAcknowledgement(acknowledgement: EventAcknowledgement): void;
  /** For the uplink. */
  onRequest(request: EventRequest): void;
}

/**
 * Reads one message of the host and passes it on; anything else is counted by its reason and
 * dropped, whatever bytes it holds.
 */
export function receiveHostMessage(
  channel: DownChannel,
  payload: Uint8Array,
  listener: HostMessageListener,
  counters: RunnerCounters,
): void {
  const decoded = decodeMessage(payload);
  if (!decoded.ok) {
    count(counters, decoded.error.code);
    return;
  }
  const { definition, message } = decoded.value;
  if (!CHANNELS[channel].messages.includes(definition)) {
    count(counters, "wrong-channel");
    return;
  }
  // The decoder has just read the message by its definition, which is what gives it its type.
  if (definition === Command) {
    listener.onInput({ type: "command.received", command: message as Command });
  } else if (definition === DesiredConfig) {
    listener.onInput({ type: "config.received", config: message as DesiredConfig });
  } else if (definition === EventAcknowledgement) {
    listener.onAcknowledgement(message as EventAcknowledgement);
  } else if (definition === EventRequest) {
    listener.onRequest(message as EventRequest);
  }
}

function count(counters: RunnerCounters, reason: string): void {
  counters.rejected[reason] = (counters.rejected[reason] ?? 0) + 1;
}
