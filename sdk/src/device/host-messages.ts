import {
  CHANNELS,
  Command,
  DesiredConfig,
  type DeviceInput,
  type DownChannel,
  decodeMessage,
  EventAcknowledgement,
  EventRequest,
  looksSealed,
  ReportRequest,
  RunClock,
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
  /** For the runtime itself. */
  onReportRequest(request: ReportRequest): void;
  /** For the runtime itself. */
  onRunClock(wish: RunClock): void;
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
    countRejected(counters, looksSealed(payload) ? "sealed-message" : decoded.error.code);
    return;
  }
  const { definition, message } = decoded.value;
  if (!CHANNELS[channel].messages.includes(definition)) {
    countRejected(counters, "wrong-channel");
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
  } else if (definition === ReportRequest) {
    listener.onReportRequest(message as ReportRequest);
  } else if (definition === RunClock) {
    listener.onRunClock(message as RunClock);
  } else {
    // A change of keys is the armour's to answer; one that comes this far had none to judge it.
    countRejected(counters, "not-sealed");
  }
}

/** Counts a message of the host that was refused. */
export function countRejected(counters: RunnerCounters, reason: string): void {
  counters.rejected[reason] = (counters.rejected[reason] ?? 0) + 1;
}
