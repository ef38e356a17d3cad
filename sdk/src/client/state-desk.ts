import { DeviceState, decodeAs } from "@dosekit/protocols";
import { rowOf } from "../inbox/device-cursor.ts";
import type { JournalExtent } from "../inbox/intake.ts";
import type { DeviceSession } from "./device-session.ts";
import { type GatewayLog, isWorthLogging } from "./gateway-log.ts";
import { countMalformed } from "./malformed.ts";

/** What a state message leads to, beside the new state itself. */
export interface StateNews {
  /** What the device says of its journal; absent in wills and in contradictions. */
  readonly extent: JournalExtent | undefined;
}

/**
 * Takes births, farewells and last wills.
 *
 * @returns `undefined` when the message says nothing that counts
 */
export function takeState(
  log: GatewayLog,
  session: DeviceSession,
  message: { readonly payload: Uint8Array; readonly retained: boolean },
): StateNews | undefined {
  const decoded = decodeAs(DeviceState, message.payload);
  if (!decoded.ok) {
    countMalformed(log, session, decoded.error.code);
    return undefined;
  }
  const state = decoded.value;
  const before = session.state;
  // The broker may publish a will long after the device is back under a new boot.
  if (state.status === "lost" && before !== undefined && before.bootId !== state.bootId) {
    session.counters.staleWills += 1;
    return undefined;
  }
  session.state = before?.bootId === state.bootId ? { ...before, ...state } : state;
  session.isStateStored = message.retained;
  if (session.lastHeardMs !== undefined) session.stateToldMs = session.lastHeardMs;
  session.followedVersion = state.configVersion ?? session.followedVersion;
  session.present = state.status === "online";
  session.isUnheard = false;
  const extent = state.status === "lost" ? undefined : extentOf(log, session, state);
  if (extent !== undefined && !message.retained) noteRegress(log, session, extent);
  return { extent };
}

/**
 * A gateway came or went: of each device that it speaks for nothing is known while it is away, and
 * what was known before holds again when it is back.
 *
 * @see OMDP-MQT-020
 */
export function followGateway(gateway: DeviceSession, sessions: Iterable<DeviceSession>): void {
  const { present } = gateway;
  for (const session of sessions) {
    if (session.state?.via !== gateway.deviceId) continue;
    session.isUnheard = !present;
    session.present = present && session.state.status === "online";
  }
}

function extentOf(
  log: GatewayLog,
  session: DeviceSession,
  state: DeviceState,
): JournalExtent | undefined {
  const { epoch, firstSeq, lastSeq } = state;
  if (epoch === undefined || firstSeq === undefined || lastSeq === undefined) return undefined;
  if (firstSeq <= lastSeq) return { epoch, firstSeq, lastSeq };
  countMalformed(log, session, "state-contradictory");
  return undefined;
}

/**
 * A journal that ends before what was committed has lost records that the device had reported
 * durable: what it writes next under their numbers would look like repeats.
 */
function noteRegress(log: GatewayLog, session: DeviceSession, extent: JournalExtent): void {
  const row = rowOf(session.cursor, extent.epoch);
  if (row === undefined || extent.lastSeq >= row.throughSeq) return;
  session.counters.regressed += 1;
  const count = session.counters.regressed;
  if (isWorthLogging(count)) {
    log({ level: "error", event: "device.regressed", deviceId: session.deviceId, count });
  }
}
