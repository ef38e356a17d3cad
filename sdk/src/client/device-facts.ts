import type {
  ClockQuality,
  DeviceEvent,
  EventKind,
  Instant,
  ServiceMode,
} from "@dosekit/protocols";
import type { InboxRow, RecordRow } from "../inbox/inbox-row.ts";

/** One fact that a device told, and when. */
export interface Told<T> {
  readonly value: T;
  /** Gateway clock when it came, ms since the Unix epoch. */
  readonly toldMs: number;
  /** Device clock when it happened, where the device had one. */
  readonly happenedMs: Instant | undefined;
  /** Records that were gone or unreadable up to then; see {@link DeviceFacts.missing}. */
  readonly missing: number;
}

/** How much medicine there was when it was last counted, and what happened since. */
export interface StockCount {
  readonly doses: number;
  /** Doses that ended since then, whatever became of each. */
  readonly dosesClosedSince: number;
  /** True when somebody took pouches or slots out by hand since then. */
  readonly isHandledSince: boolean;
}

/** What records told of a device, each the newest; what none told is `undefined`. */
export interface DeviceFacts {
  /** Epoch that all of it is from: what an earlier one told may be of another life. */
  readonly epoch: number | undefined;
  /** Records of the epoch that are lost, dropped or unreadable, and may have told something. */
  missing: number;
  stock: Told<StockCount> | undefined;
  /** Charge of the battery in permille. */
  battery: Told<number> | undefined;
  mains: Told<boolean> | undefined;
  clock: Told<ClockQuality> | undefined;
  plan: Told<{ readonly revision: number; readonly planId: string | undefined }> | undefined;
  mode: Told<ServiceMode> | undefined;
  update: Told<UpdateStanding> | undefined;
}

/** How the newest firmware update stands, and which program image it is about. */
export interface UpdateStanding {
  readonly step: "activated" | "confirmed" | "rolled-back";
  readonly version: string | undefined;
}

const PERMILLE_MAX = 1_000;

/** Begins an epoch knowing nothing. */
export function noFacts(epoch?: number): DeviceFacts {
  return {
    epoch,
    missing: 0,
    stock: undefined,
    battery: undefined,
    mains: undefined,
    clock: undefined,
    plan: undefined,
    mode: undefined,
    update: undefined,
  };
}

/**
 * Takes note of a durable row; rows of a device come in order.
 *
 * @param newestEpoch the device's newest: a row of another one tells nothing of now
 * @returns the facts from here on, which are the same object while the epoch is
 */
export function noteRow(
  before: DeviceFacts,
  row: InboxRow,
  newestEpoch: number | undefined,
): DeviceFacts {
  if (row.epoch !== newestEpoch) return before;
  const facts = before.epoch === newestEpoch ? before : noFacts(newestEpoch);
  if (row.kind !== "record") {
    facts.missing += row.span;
    return facts;
  }
  facts.clock = told(facts, row, row.event.clock);
  NOTED[row.event.kind]?.(facts, row.event, row);
  return facts;
}

type Note = (facts: DeviceFacts, event: DeviceEvent, row: RecordRow) => void;

function told<T>({ missing }: DeviceFacts, { event, receivedMs }: RecordRow, value: T): Told<T> {
  const happenedMs = event.clock === "unset" ? undefined : event.civilMs;
  return { value, toldMs: receivedMs, happenedMs, missing };
}

/** What each kind of record tells; the others tell nothing that is kept. */
const NOTED: Readonly<Partial<Record<EventKind, Note>>> = {
  "stock.changed": (facts, { count }, row) => {
    if (count === undefined) facts.stock = undefined;
    else
      facts.stock = told(facts, row, { doses: count, dosesClosedSince: 0, isHandledSince: false });
  },
  "dose.closed": (facts) => {
    const closed = (facts.stock?.value.dosesClosedSince ?? 0) + 1;
    changeStock(facts, { dosesClosedSince: closed });
  },
  "roll.handled": (facts) => changeStock(facts, { isHandledSince: true }),
  "battery.changed": (facts, { count }, row) => {
    if (count !== undefined && count <= PERMILLE_MAX) facts.battery = told(facts, row, count);
  },
  "mains.lost": (facts, _event, row) => {
    facts.mains = told(facts, row, false);
  },
  "mains.restored": (facts, _event, row) => {
    facts.mains = told(facts, row, true);
  },
  "plan.accepted": (facts, { count, detail }, row) => {
    if (count !== undefined) facts.plan = told(facts, row, { revision: count, planId: detail });
  },
  "mode.changed": (facts, { mode }, row) => {
    if (mode !== undefined) facts.mode = told(facts, row, mode);
  },
  "firmware.activated": (facts, { detail }, row) => {
    facts.update = told(facts, row, { step: "activated", version: detail });
  },
  "firmware.confirmed": (facts, { detail }, row) => {
    facts.update = told(facts, row, { step: "confirmed", version: detail });
  },
  "firmware.rolled-back": (facts, { detail }, row) => {
    facts.update = told(facts, row, { step: "rolled-back", version: detail });
  },
  "telemetry.dropped": (facts, { count }) => {
    facts.missing += count ?? 1;
  },
};

/** A count stays as it was told, with what happened since. */
function changeStock(facts: DeviceFacts, change: Partial<StockCount>): void {
  const { stock } = facts;
  if (stock !== undefined) facts.stock = { ...stock, value: { ...stock.value, ...change } };
}
