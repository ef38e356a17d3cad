import type { DeviceEvent, DeviceId, DeviceState, ReportedConfig } from "@dosekit/protocols";
import type { CommittedRow, DeviceCursor } from "../inbox/device-cursor.ts";
import { cursorOf } from "../inbox/device-cursor.ts";
import type { InboxRow } from "../inbox/inbox-row.ts";
import type { JournalExtent } from "../inbox/intake.ts";
import { copyCounters, type DeviceCounters, newCounters } from "./device-counters.ts";
import { type DeviceFacts, noFacts, noteRow } from "./device-facts.ts";

/** A record on its way through the intake: as it came, and as it reads. */
export type RecordContent =
  | { readonly payload: Uint8Array; readonly event: DeviceEvent }
  | { readonly payload: Uint8Array; readonly event: undefined; readonly reason: string };

/**
 * Everything that the gateway remembers of one device; every part of it is bounded.
 *
 * It belongs to the client; others see it as a {@link DeviceSnapshot}.
 */
export interface DeviceSession {
  readonly deviceId: DeviceId;
  readonly counters: DeviceCounters;
  /** What was taken, durable or on its way to it. */
  cursor: DeviceCursor<RecordContent>;
  /** What is durable: all that may be acknowledged. */
  durable: readonly CommittedRow[];
  state: DeviceState | undefined;
  /** Gateway clock when that state came, ms since the Unix epoch. */
  stateToldMs: number;
  /** True when a broker had kept that state: it may be older by any time. */
  isStateStored: boolean;
  reported: ReportedConfig | undefined;
  reportedToldMs: number;
  isReportStored: boolean;
  /** What its records told. */
  facts: DeviceFacts;
  /** Configuration version that it follows, by its newest birth or report. */
  followedVersion: number | undefined;
  lastHeardMs: number | undefined;
  /** True while something that the gateway sends has a chance to arrive soon. */
  present: boolean;
  /** True while the gateway that speaks for the device is lost. */
  isUnheard: boolean;
  /** Bytes of records that could not be read, by epoch and number, until they come again. */
  readonly suspects: Map<string, Uint8Array>;
  /** A birth that was not taken because the inbox had no room. */
  waitingExtent: JournalExtent | undefined;
  tokens: number;
  tokensAtMs: number;
}

/** A device as the gateway knows it, at one instant. */
export interface DeviceSnapshot {
  readonly deviceId: DeviceId;
  /** Newest birth, farewell or last will; what a will leaves out is kept from the birth. */
  readonly state: DeviceState | undefined;
  readonly bootId: number | undefined;
  /** Present epoch of its journal. */
  readonly epoch: number | undefined;
  /** Last record of that epoch that is durable, with every one before it. */
  readonly throughSeq: number;
  readonly reported: ReportedConfig | undefined;
  /** Gateway clock, ms since the Unix epoch. */
  readonly lastHeardMs: number | undefined;
  readonly present: boolean;
  /** The gateway that speaks for it is lost: whether the device is there is not known. */
  readonly isUnheard: boolean;
  readonly counters: Readonly<DeviceCounters>;
}

/** Begins with what the store knows of a device. */
export function newSession(
  deviceId: DeviceId,
  durable: readonly CommittedRow[],
  tokens: number,
): DeviceSession {
  return {
    deviceId,
    counters: newCounters(),
    cursor: cursorOf(durable),
    durable,
    state: undefined,
    stateToldMs: Number.NEGATIVE_INFINITY,
    isStateStored: false,
    reported: undefined,
    reportedToldMs: Number.NEGATIVE_INFINITY,
    isReportStored: false,
    facts: noFacts(),
    followedVersion: undefined,
    lastHeardMs: undefined,
    present: false,
    isUnheard: false,
    suspects: new Map(),
    waitingExtent: undefined,
    tokens,
    tokensAtMs: Number.NEGATIVE_INFINITY,
  };
}

/** Takes note of what a durable row of the device tells. */
export function noteFacts(session: DeviceSession, row: InboxRow): void {
  session.facts = noteRow(session.facts, row, session.durable.at(-1)?.epoch);
}

/** Shows a session to those outside. */
export function snapshotOf(session: DeviceSession): DeviceSnapshot {
  const { deviceId, state, reported, lastHeardMs, present, isUnheard } = session;
  const row = session.durable.at(-1);
  return {
    deviceId,
    state,
    bootId: state?.bootId,
    epoch: row?.epoch ?? state?.epoch,
    throughSeq: row?.throughSeq ?? 0,
    reported,
    lastHeardMs,
    present,
    isUnheard,
    counters: copyCounters(session.counters),
  };
}
