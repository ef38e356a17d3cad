import type { AlertCode, CommandVerb, LadderRunner } from "@dosekit/protocols";
import type { DispenseReasons } from "./dispense-reasons.ts";
import type { Fact, Figure } from "./figure.ts";
import type { HardwareFigures, PowerSource } from "./hardware-figures.ts";
import type { ServiceFigures } from "./service-figures.ts";

/** How medicine is kept and moved; each has a machine of its own. */
export type MechanismKind = "pouch-roll-reader" | "pouch-roll-plan" | "tray" | "carousel";

/** When an alert is raised for a dose that waits: after fixed minutes, or a share of the late limit. */
export type AlertPoint = (
  | { readonly after: "minutes"; readonly minutes: Figure }
  | { readonly after: "permille-of-late"; readonly permille: Figure }
) & {
  /** Waiting (1.10, the default), or not taken (1.1), which is over when the dose is taken. */
  readonly alert?: "1.10" | "1.1";
};

/** What harm can come of; every product has to say what it does about each. ISO 14971 */
export const HAZARD_TOPICS = [
  "wrong-dose",
  "double-dose",
  "early-dose",
  "missed-dose-unnoticed",
  "access-to-all-doses",
  "alert-lost",
  "alert-late",
  "alert-misrouted",
  "alert-duplicated",
  "wrong-patients-medicine",
  "stale-schedule",
  "clock",
  "silent-device-death",
  "alarm-fatigue",
  "false-taken",
] as const;
/** See {@link HAZARD_TOPICS}. */
export type HazardTopic = (typeof HAZARD_TOPICS)[number];
/** How a product tells people of alerts by itself. */
export interface OwnNotices {
  /**
   * `link`: by the modem that carries the link to the gateway, so that it tells nobody while that
   * is down; `own`: by another way, so that it can stand in for a gateway that it can't reach.
   */
  readonly bearer: Fact<"link" | "own">;
  readonly smsRecipientsMax: Figure;
  readonly mailRecipientsMax: Figure;
  /** How long the link is down before a device with a way of its own stands in for the gateway. */
  readonly takeOverMin: Figure;
}

/** What a user can be reminded with; each can be switched off by itself. */
export type ReminderMode = "light" | "sound" | "speech" | "text";

/** One hazard of a product: what happens, what the device does, and whether it can notice. */
export interface Hazard {
  readonly id: string;
  /** Harm that it can lead to. */
  readonly covers: readonly HazardTopic[];
  readonly hazard: string;
  readonly cause: string;
  /** The safe state that the device goes to. */
  readonly state: string;
  readonly alert: AlertCode | "none";
  /** Whether the device can notice; an undetectable hazard is counted by the plant. */
  readonly detection: "detected" | "undetectable";
  /** File of the test that shows it, and the test's title. */
  readonly file: string;
  readonly test: string;
  /** Only products with this source of power have it; all when absent. */
  readonly onlyWith?: PowerSource;
}

/**
 * A product as data: everything that makes one dispenser differ from another of its mechanism.
 * A vendor adds a product with one such object and no code.
 */
export interface ProductProfile {
  /** Name on the command line and on the wire: `pilly-sms`. */
  readonly product: string;
  readonly title: string;
  readonly mechanism: Fact<MechanismKind>;
  /** Doses that it holds when full. */
  readonly capacity: Figure;
  readonly dosesPerDayMax: Figure;
  /** Default windows of a plan that names none, in minutes. */
  readonly earlyMin: Figure;
  readonly lateMin: Figure;
  /** When 1.10 (waiting) or 1.1 (missed) goes out while the window is open; the last is at `late`. */
  readonly alertPoints: readonly AlertPoint[];
  readonly reminder: {
    /** What it reminds with; light, sound and text unless it says otherwise. */
    readonly modes?: Fact<readonly ReminderMode[]>;
    /**
     * How long sound and light last inside a round, and the pause after that. They document the
     * product and steer nothing yet: the model tells the board when a round begins and ends.
     */
    readonly onSeconds: Figure;
    /** See `onSeconds`; it steers nothing yet. */
    readonly offSeconds: Figure;
    /** How long one round of reminding lasts, and how long after its start the next begins. */
    readonly roundMinutes: Figure;
    readonly repeatMinutes: Figure;
    /** Loudness of the first round and what each later one adds, on the scale 0 to 10. */
    readonly volumeStart: Figure;
    readonly volumeStep: Figure;
  };
  /** Doses left at which 1.12 is raised, unless days say otherwise. */
  readonly lowStockDoses: Figure;
  /** Days left at which 1.12 is raised, reckoned by the plan; the configuration may name doses. */
  readonly lowStockDays?: Figure;
  /** Battery level at which 1.17 is raised, in permille. */
  readonly batteryLowPermille: Figure;
  /** Greatest clock error with which it still offers, in minutes (rule S9). */
  readonly clockErrorMaxMin: Figure;
  /** Least time between two scheduled releases, in minutes. */
  readonly minimumSpacingMin: Figure;
  /** Journal records that the spool holds at least. */
  readonly spoolEvents: Figure;
  /**
   * Longest time without contact before the gateway is to raise 1.20, in minutes. It steers nothing in
   * the device; gateways go by it, the SDK's own by a table of the same figures.
   */
  readonly lostContactMin: Figure;
  /** Who climbs the escalation ladder; never both. */
  readonly ladderRunner: Fact<LadderRunner>;
  /** Mobile network that its link needs: `2g` ends for good where that is switched off. */
  readonly network?: Fact<"2g" | "cellular">;
  /** How it tells people of alerts past the gateway; absent where it can't. */
  readonly notices?: OwnNotices;
  /**
   * Numbers and facts that only this product's mechanism knows. `contactIntervalHours` makes a
   * product sleep between contacts; the README of this package lists those that steer nothing.
   */
  readonly mechanismFigures: Readonly<Record<string, Figure>>;
  /** Where its power comes from; mains with a battery behind it unless it says otherwise. */
  readonly power?: PowerSource;
  /** Figures of the hardware around the mechanism that differ from those of every product. */
  readonly hardware?: Partial<HardwareFigures>;
  /** Figures of the service that differ from those of every product. */
  readonly service?: Partial<ServiceFigures>;
  /** Commands that it can't carry out, each with the reason. */
  readonly unsupportedCommands?: Readonly<Partial<Record<CommandVerb, string>>>;
  /** Alert codes that it can't raise, each with the reason. */
  readonly unreachableAlerts: Readonly<Partial<Record<AlertCode, string>>>;
  /** Dispense events that it never tells beside those that no product tells, each with the reason. */
  readonly unreachableDispenses?: DispenseReasons;
  readonly hazards: readonly Hazard[];
}
