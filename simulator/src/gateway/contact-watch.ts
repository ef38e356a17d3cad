import { ALERTS, type DeviceEvent, instant } from "@dosekit/protocols";
import { IN_CONTACT, lookAtContact } from "@dosekit/sdk/forwarding";
import type { ScheduledEvent, Scheduler } from "../clock/scheduler.ts";

/** What watching whether one device is there works with. */
export interface ContactWatchSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  /** How long the device may be away before somebody is told, ms. */
  readonly afterMs: number;
  /** The gateway found something out: 1.20, or that it is over. */
  readonly onFound: (finding: DeviceEvent) => void;
}

/** Begin of the names of alerts that a gateway raises. */
const OF_GATEWAY = "gw-";

/** Tells whether an alert is one that the gateway raised, of which the device knows nothing. */
export function isGatewayAlert(alertId: string): boolean {
  return alertId.startsWith(OF_GATEWAY);
}

/**
 * Raises 1.20 for one device by the rule of the SDK's own gateway: time without contact counts while
 * the gateway was there to hear the device, and one absence is told once. It looks when something
 * changes and not every half minute, which comes to the same instants. A contact that is dead in one
 * direction only is not asked after.
 */
export class ContactWatch {
  readonly #setup: ContactWatchSetup;
  #standing = IN_CONTACT;
  /** Since when the absence that lasts is counted; absent in contact, and while nobody can hear. */
  #sinceMs: number | undefined;
  #isAway = true;
  #isListening = false;
  #due: ScheduledEvent | undefined;
  #alerts = 0;

  constructor(setup: ContactWatchSetup) {
    this.#setup = setup;
  }

  /** The gateway got contact with the network, or lost it: who does not speak from now on is away. */
  onLink(isUp: boolean): void {
    this.#count();
    this.#isListening = isUp;
    this.#isAway = true;
    this.#wait();
  }

  /**
   * The device spoke, or the network said that it is gone.
   *
   * @param isThere whether it is in contact from now on
   * @param isOwnWord false for the last will, which the network tells in its place
   */
  heard(isThere: boolean, isOwnWord: boolean): void {
    this.#count();
    if (isOwnWord) this.#look(true, 0);
    this.#isAway = !isThere;
    this.#wait();
  }

  /** Adds what passed of an absence, and waits for the rest of it no longer. */
  #count(): void {
    const { scheduler } = this.#setup;
    if (this.#due !== undefined) scheduler.cancel(this.#due);
    this.#due = undefined;
    if (this.#sinceMs === undefined) return;
    const elapsedMs = scheduler.nowMs() - this.#sinceMs;
    this.#sinceMs = undefined;
    this.#look(false, elapsedMs);
  }

  #wait(): void {
    if (!this.#isAway || !this.#isListening || this.#standing.alertId !== undefined) return;
    const { scheduler, lane, afterMs } = this.#setup;
    this.#sinceMs = scheduler.nowMs();
    const leftMs = Math.max(0, afterMs - this.#standing.silentMs);
    this.#due = scheduler.at(scheduler.nowMs() + leftMs, lane, () => {
      this.#due = undefined;
      this.#count();
    });
  }

  #look(inContact: boolean, elapsedMs: number): void {
    const before = this.#standing;
    const { afterMs } = this.#setup;
    const { standing, change } = lookAtContact(before, { inContact, elapsedMs, afterMs });
    this.#standing = standing;
    if (change === "raise") {
      this.#alerts += 1;
      this.#standing = { ...standing, alertId: `${OF_GATEWAY}${this.#alerts}` };
      this.#tell("alert.raised", this.#standing.alertId);
    } else if (change === "clear") this.#tell("alert.cleared", before.alertId);
  }

  #tell(kind: "alert.raised" | "alert.cleared", alertId: string | undefined): void {
    if (alertId === undefined) return;
    const civilMs = instant(this.#setup.scheduler.nowMs());
    const { severity } = ALERTS["1.20"];
    this.#setup.onFound({
      ...{ epoch: 1, seq: 1, bootId: 0, uptimeMs: 0, civilMs, clock: "synced" },
      ...{ kind, alertId, alert: "1.20", severity, runner: "gateway" },
    });
  }
}
