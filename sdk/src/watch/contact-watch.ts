import type { DeviceId } from "@dosekit/protocols";
import type { DeviceSnapshot } from "../client/device-session.ts";
import { type ContactStanding, IN_CONTACT, lookAtContact } from "./contact-standing.ts";
import { alertDraft, type Findings } from "./findings.ts";
import type { GatewayWatchOptions } from "./gateway-watch.ts";
import { contactAfterMs } from "./watch-rules.ts";

const PERSIST_MS = 5 * 60_000;
/** Between two questions to a device that says nothing, ms. */
const PROBE_MS = 10 * 60_000;

/** What of the watch concerns contact. */
type ContactWatchOptions = Pick<
  GatewayWatchOptions,
  "client" | "journal" | "ear" | "steadyMs" | "rules" | "log"
>;

/** Watches for devices that are away (1.20), and asks those that only seem to be there. */
export class ContactWatch {
  readonly #options: ContactWatchOptions;
  readonly #standings = new Map<DeviceId, ContactStanding>();
  /** When each silent device was asked last, on the steady clock. */
  readonly #probedMs = new Map<DeviceId, number>();
  #absences = 0;

  constructor(options: ContactWatchOptions) {
    this.#options = options;
  }

  /** Absences that were found since the start. */
  get absences(): number {
    return this.#absences;
  }

  /** Devices that are watched. */
  get watched(): number {
    return this.#standings.size;
  }

  /** Devices that are away now. */
  get absent(): number {
    return [...this.#standings.values()].filter(({ alertId }) => alertId !== undefined).length;
  }

  /** Takes up where a device stood before the last end. */
  restore(deviceId: DeviceId, standing: ContactStanding): void {
    this.#standings.set(deviceId, standing);
  }

  /**
   * Looks at one device.
   *
   * @param elapsedMs time since the last look in which it could have been heard
   */
  lookAt(
    deviceId: DeviceId,
    device: DeviceSnapshot | undefined,
    elapsedMs: number,
    found: Findings,
  ): void {
    const before = this.#standings.get(deviceId) ?? IN_CONTACT;
    const afterMs = contactAfterMs(this.#options.rules, deviceId, device?.state?.product);
    const inContact = this.#options.ear.isInContact(deviceId, device);
    const { standing, change } = lookAtContact(before, { inContact, elapsedMs, afterMs });
    if (change === "clear") this.#clear(deviceId, before, found);
    else if (change !== undefined) this.#raise(deviceId, standing, found);
    else {
      this.#standings.set(deviceId, standing);
      if (isWorthKeeping(before, standing)) {
        found.changes.set(`contact/${deviceId}`, kept(standing));
      }
      if (!inContact && standing.silentMs >= afterMs / 2) this.#probe(deviceId, device);
    }
  }

  /** A device that stands with nobody any more is nobody's to miss. */
  letGo(watched: ReadonlySet<DeviceId>, found: Findings): void {
    for (const [deviceId, standing] of this.#standings) {
      if (watched.has(deviceId)) continue;
      this.#clear(deviceId, standing, found);
      this.#standings.delete(deviceId);
    }
  }

  #raise(deviceId: DeviceId, standing: ContactStanding, found: Findings): void {
    const alertId = this.#options.journal.nextAlertId(found.drafts.length);
    this.#absences += 1;
    this.#standings.set(deviceId, { ...standing, alertId });
    found.changes.set(`contact/${deviceId}`, { ...standing, alertId });
    found.drafts.push(alertDraft("1.20", alertId, deviceId));
    this.#options.log?.({ level: "warn", event: "device.away", deviceId });
  }

  #clear(deviceId: DeviceId, { alertId }: ContactStanding, found: Findings): void {
    this.#standings.set(deviceId, IN_CONTACT);
    this.#probedMs.delete(deviceId);
    found.changes.set(`contact/${deviceId}`, undefined);
    if (alertId === undefined) return;
    found.drafts.push({ kind: "alert.cleared", alertId, alert: "1.20", about: deviceId });
    this.#options.log?.({ level: "info", event: "device.back", deviceId });
  }

  /** A device that the broker has as connected since before it was heard is asked whether it is. */
  #probe(deviceId: DeviceId, device: DeviceSnapshot | undefined): void {
    if (device?.present !== true) return;
    const nowMs = this.#options.steadyMs();
    if (nowMs - (this.#probedMs.get(deviceId) ?? Number.NEGATIVE_INFINITY) < PROBE_MS) return;
    this.#probedMs.set(deviceId, nowMs);
    // Whatever it answers is heard; firmware that never does is heard when it has something to tell.
    this.#options.client.report(deviceId, "counters").catch(() => {});
  }
}

/** Silence is written down now and then only: a restart may take back a few minutes of it. */
function isWorthKeeping(before: ContactStanding, after: ContactStanding): boolean {
  const steps = [before, after].map(({ silentMs }) => Math.floor(silentMs / PERSIST_MS));
  return steps[0] !== steps[1];
}

function kept(standing: ContactStanding): ContactStanding | undefined {
  return standing.silentMs === 0 ? undefined : standing;
}
