import {
  ALERTS,
  type AlertCode,
  DEFAULT_LADDER,
  type DeviceEvent,
  type DeviceId,
  type EscalationLadder,
  type EscalationRoute,
  type LadderInput,
  type LadderNotice,
  type LadderState,
  resumeLadder,
  type Severity,
  startLadder,
  stepLadder,
} from "@dosekit/protocols";

/** An alert whose ladder the gateway climbs, or may be handed; plain data. */
export interface BoardEntry {
  readonly deviceId: DeviceId;
  readonly alertId: string;
  readonly alert: AlertCode;
  readonly severity: Severity;
  /** When it was raised, ms since the Unix epoch. */
  readonly raisedMs: number;
  readonly ladder: EscalationLadder;
  /** Absent while the device runs the ladder itself. */
  readonly state?: LadderState;
}

/** What a step changes: the entry as it now is (gone when absent), and who is to be told. */
export interface BoardStep {
  readonly key: string;
  readonly entry: BoardEntry | undefined;
  readonly notices: readonly LadderNotice[];
}

/** Alerts of one device that are kept at the most, as devices keep them. */
export const LADDERS_PER_DEVICE = 64;

/**
 * Alerts that a device may raise at once before the gateway climbs for no more of them, such as those
 * of weeks without contact; inferred.
 */
export const ALERTS_AT_ONCE = 256;

/** Time after which a device may raise one alert more beyond that number, ms; inferred. */
const REFILL_MS = 60_000;

/** Names an alert among those of all devices. */
export function boardKey(deviceId: DeviceId, alertId: string): string {
  return `ladder/${deviceId}/${alertId}`;
}

/** Finds the ladder of an alert: that of the first route that is for it, else the default one. */
export function ladderOf(
  routes: readonly EscalationRoute[],
  alert: AlertCode,
  severity: Severity,
): EscalationLadder {
  const route = routes.find(
    ({ alerts, fromSeverity = 0 }) =>
      severity >= fromSeverity && (alerts === undefined || alerts.includes(alert)),
  );
  if (route === undefined) return DEFAULT_LADDER;
  const { id, rungs, repeatMin } = route;
  return { id, climbFromSeverity: DEFAULT_LADDER.climbFromSeverity, rungs, repeatMin };
}

/** The alerts of all devices whose ladders are, or may come to be, the gateway's to run. */
export class LadderBoard {
  readonly #entries = new Map<string, BoardEntry>();
  readonly #perDevice = new Map<DeviceId, Set<string>>();
  readonly #budgets = new Map<DeviceId, { readonly tokens: number; readonly atMs: number }>();
  #refused = 0;
  #dropped = 0;

  /** Takes over what was kept. */
  restore(entry: BoardEntry): void {
    this.#put(boardKey(entry.deviceId, entry.alertId), entry);
  }

  /** Alerts whose ladder is not over. */
  get open(): number {
    return this.#entries.size;
  }

  /** Alerts that were not climbed for since their device raised too many in too short a time. */
  get refused(): number {
    return this.#refused;
  }

  /** Alerts that are no longer climbed for since their device has newer ones, too many. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Finds an alert. */
  find(deviceId: DeviceId, alertId: string): BoardEntry | undefined {
    return this.#entries.get(boardKey(deviceId, alertId));
  }

  /** When the next step is due, ms since the Unix epoch. */
  get nextMs(): number | undefined {
    let next: number | undefined;
    for (const { state } of this.#entries.values()) {
      if (state?.nextMs !== undefined && (next === undefined || state.nextMs < next)) {
        next = state.nextMs;
      }
    }
    return next;
  }

  /**
   * Takes a record about an alert of a device.
   *
   * @param routes those of the device, the first that fits first
   * @returns what it changes
   */
  take(
    deviceId: DeviceId,
    event: DeviceEvent,
    about: { readonly routes: readonly EscalationRoute[]; readonly nowMs: number },
  ): readonly BoardStep[] {
    const { alertId, kind } = event;
    if (alertId === undefined) return [];
    const key = boardKey(deviceId, alertId);
    const entry = this.#entries.get(key);
    switch (kind) {
      case "alert.raised":
        return entry === undefined ? this.#raise(deviceId, alertId, event, about) : [];
      case "alert.handed-over":
        return entry === undefined ? [] : this.#takeOver(key, entry, event, about.nowMs);
      case "alert.acknowledged":
      case "alert.cleared":
        return entry === undefined ? [] : [this.#end(key)];
      default:
        return [];
    }
  }

  /** Takes every step that is due. */
  climb(nowMs: number): readonly BoardStep[] {
    const steps: BoardStep[] = [];
    for (const [key, entry] of this.#entries) {
      const { nextMs } = entry.state ?? {};
      if (nextMs !== undefined && nextMs <= nowMs) steps.push(this.#step(key, entry, nowMs));
    }
    return steps;
  }

  /** Ends every ladder of a device, such as when its service ended. */
  endAll(deviceId: DeviceId): readonly BoardStep[] {
    const own = [...this.#entries].filter(([, entry]) => entry.deviceId === deviceId);
    return own.map(([key]) => this.#end(key));
  }

  #raise(
    deviceId: DeviceId,
    alertId: string,
    event: DeviceEvent,
    { routes, nowMs }: { readonly routes: readonly EscalationRoute[]; readonly nowMs: number },
  ): readonly BoardStep[] {
    const { alert, runner, civilMs = nowMs } = event;
    if (alert === undefined) return [];
    if (!this.#mayRaise(deviceId, nowMs)) {
      this.#refused += 1;
      return [];
    }
    const gone = this.#makeRoom(deviceId);
    const severity = (event.severity ?? ALERTS[alert].severity) as Severity;
    const ladder = ladderOf(routes, alert, severity);
    const raisedMs = Math.min(civilMs, nowMs);
    const entry = { deviceId, alertId, alert, severity, raisedMs, ladder };
    const key = boardKey(deviceId, alertId);
    if (runner === "device") {
      this.#put(key, entry);
      return [...gone, { key, entry, notices: [] }];
    }
    const state = startLadder(ladder, alertId, severity, nowMs);
    return [...gone, this.#step(key, { ...entry, state }, nowMs)];
  }

  /** The oldest alert goes, one that nobody is to be told of any more before all others. */
  #makeRoom(deviceId: DeviceId): readonly BoardStep[] {
    const own = this.#perDevice.get(deviceId);
    if (own === undefined || own.size < LADDERS_PER_DEVICE) return [];
    const keys = [...own];
    const idle = keys.find((key) => this.#entries.get(key)?.state?.nextMs === undefined);
    const oldest = idle ?? keys[0];
    if (oldest === undefined) return [];
    if (idle === undefined) this.#dropped += 1;
    return [this.#end(oldest)];
  }

  /** A device that raises alert after alert must not have people told without end. */
  #mayRaise(deviceId: DeviceId, nowMs: number): boolean {
    const { tokens, atMs } = this.#budgets.get(deviceId) ?? {
      tokens: ALERTS_AT_ONCE,
      atMs: nowMs,
    };
    const refilled = tokens + Math.max(0, nowMs - atMs) / REFILL_MS;
    const left = Math.min(ALERTS_AT_ONCE, refilled) - 1;
    if (left < 0) return false;
    this.#budgets.set(deviceId, { tokens: left, atMs: nowMs });
    return true;
  }

  /** The device hands a ladder over at the step that it had reached. */
  #takeOver(
    key: string,
    entry: BoardEntry,
    { count = 0 }: DeviceEvent,
    nowMs: number,
  ): readonly BoardStep[] {
    if (entry.state !== undefined) return [];
    const { alertId, severity, ladder } = entry;
    const state = resumeLadder(ladder, { alertId, severity, rung: count - 1 }, nowMs);
    return [this.#step(key, { ...entry, state }, nowMs)];
  }

  #step(key: string, entry: BoardEntry, nowMs: number): BoardStep {
    const { ladder, state } = entry;
    if (state === undefined) return { key, entry, notices: [] };
    const input: LadderInput = { type: "time" };
    const [next, notices] = stepLadder(ladder, state, input, nowMs);
    const stepped = { ...entry, state: next };
    this.#put(key, stepped);
    return { key, entry: stepped, notices };
  }

  #put(key: string, entry: BoardEntry): void {
    const own = this.#perDevice.get(entry.deviceId) ?? new Set();
    this.#perDevice.set(entry.deviceId, own.add(key));
    this.#entries.set(key, entry);
  }

  #end(key: string): BoardStep {
    const deviceId = this.#entries.get(key)?.deviceId ?? "";
    const own = this.#perDevice.get(deviceId);
    own?.delete(key);
    if (own?.size === 0) this.#perDevice.delete(deviceId);
    this.#entries.delete(key);
    return { key, entry: undefined, notices: [] };
  }
}
