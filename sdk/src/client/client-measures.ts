import type { Inbox } from "../inbox/inbox.ts";
import type { ClientDesks } from "./client-desks.ts";
import { sumCounters } from "./device-counters.ts";
import type { DeviceStreams } from "./device-streams.ts";
import type { GatewayInstruments } from "./gateway-instruments.ts";
import type { GatewayReadings } from "./gateway-readings.ts";
import type { GatewayCounters } from "./gateway-setup.ts";

/** The parts of a gateway client that are counted and measured. */
export interface MeasuredParts {
  readonly desks: ClientDesks;
  readonly inbox: Inbox;
  readonly instruments: GatewayInstruments;
  readonly streams: DeviceStreams;
}

/** Sums up what was counted since the gateway was made. */
export function countersOf({ desks, inbox, instruments }: MeasuredParts): GatewayCounters {
  const sessions = [...desks.register.all()];
  const sums = sumCounters(sessions.map(({ counters }) => counters));
  return {
    ...sums,
    commandsSent: sums.commandsSent + instruments.sentToStrangers,
    devices: sessions.length,
    refusedMessages: desks.register.refusedMessages,
    invalidIds: desks.register.invalidIds,
    rows: inbox.rowCount,
    waiting: desks.records.heldRecords,
    gaps: desks.gaps.watched,
    inbox: inbox.state,
  };
}

/** Measures what is no counter of a device, at an instant. */
export function readingsOf(
  { desks, instruments, streams }: MeasuredParts,
  { atMs, listenersThrew }: Pick<GatewayReadings, "atMs" | "listenersThrew">,
): GatewayReadings {
  let devicesPresent = 0;
  for (const { present } of desks.register.all()) devicesPresent += present ? 1 : 0;
  return {
    atMs,
    linkUp: instruments.linkUp,
    linkChanges: instruments.linkChanges,
    devicesPresent,
    commandsWaiting: desks.commands.waiting,
    commandCounts: instruments.commandCounts(),
    listenersThrew,
    bufferedRows: streams.bufferedRows,
    commitDelay: instruments.commitReading(),
    commandDelay: instruments.commandReading(),
  };
}
