import type { ActorRole, ResetCause } from "../catalogue/outcome.ts";
import type { Command } from "../messages/command.ts";
import type { DesiredConfig } from "../messages/device-config.ts";
import type { LocalDate } from "../units/local-time.ts";
import type { TimerSlot } from "./timer.ts";

/** What the user or staff does to the device, as its sensors tell it. */
export type UserInput =
  | { readonly type: "button.pressed"; readonly actor: ActorRole }
  | { readonly type: "posture.tilted" }
  | { readonly type: "posture.righted" }
  | { readonly type: "lid.opened"; readonly withKey: boolean }
  | { readonly type: "lid.closed" }
  /** Staff loaded the mechanism and say how many doses it now holds. */
  | { readonly type: "stock.loaded"; readonly doses: number; readonly firstSlot: number }
  /** Staff took pouches off the front of the roll by hand and say how many. */
  | { readonly type: "roll.handled"; readonly removed: number }
  /** Staff emptied the locked store for doses that nobody took. */
  | { readonly type: "store.emptied" }
  /** The user confirmed the message on the display. */
  | { readonly type: "message.confirmed" };

/**
 * Whose pouch it is. The reader compares the print with the person that the device was set up for,
 * so that no name and no number of a person enters the device's logic, journal or checkpoint.
 */
export type PouchOwner = "own" | "other" | "unknown";

/**
 * What a reader makes of the pouch in its window.
 *
 * - `print` date, clock time and person could be read
 * - `blank` there is a pouch without print, as at either end of a roll
 * - `unreadable` there is a print, smudged or covered
 * - `torn` the pouch is damaged
 * - `none` there is no pouch
 */
export type PouchReading =
  | {
      readonly found: "print";
      /** Local date on the pouch. */
      readonly date: LocalDate;
      /** Local clock time on the pouch as minutes since midnight. */
      readonly minuteOfDay: number;
      readonly owner: PouchOwner;
    }
  | { readonly found: "blank" | "unreadable" | "torn" | "none" };

/** What the mechanism reports about a movement that an effect asked for. */
export type MechanismInput =
  | { readonly type: "motion.finished"; readonly motion: string; readonly slot: number | undefined }
  | {
      readonly type: "motion.failed";
      readonly motion: string;
      /** `cut`: the cutter did not part the pouch from its roll. */
      readonly cause: "stall" | "timeout" | "cut";
    }
  /** What the reader made of the pouch in its window; the answer to a movement that reads. */
  | { readonly type: "pouch.read"; readonly motion: string; readonly reading: PouchReading }
  /** The sensor of the drawer or outlet sees a pouch, or none any more. */
  | { readonly type: "outlet.filled" }
  | { readonly type: "outlet.emptied" };

/**
 * What the board reports about power, clock, link and storage. Right after each boot it tells of
 * mains, battery and temperature as far as it measures them, since much may have changed meanwhile.
 */
export type BoardInput =
  | { readonly type: "mains.lost" }
  | { readonly type: "mains.restored" }
  | { readonly type: "battery.measured"; readonly permille: number }
  /** The civil clock was set; the device time handed along already shows the new clock. */
  | { readonly type: "clock.set"; readonly previousCivilMs: number | undefined }
  | { readonly type: "link.changed"; readonly up: boolean }
  /** Temperature inside the device, whole degrees Celsius; told when it changes. */
  | { readonly type: "temperature.measured"; readonly celsius: number }
  /** The case, which has no lock and no reason to be opened at a home, is open, or closed again. */
  | { readonly type: "case.opened" }
  | { readonly type: "case.closed" }
  /** The image that was asked for lies whole and checked in the spare slot. */
  | { readonly type: "image.staged" }
  /** It does not: it could not be had, is not what was asked for, or the slot can't be written. */
  | { readonly type: "image.refused"; readonly cause: "unavailable" | "digest" | "storage" }
  /**
   * The records of the last commit could not be made durable; what was to follow them was not done.
   * It comes before every other input. `lastSeq` is the newest durable record, 0 for none: the next
   * record has the number after it.
   */
  | { readonly type: "journal.failed"; readonly lastSeq: number };

/** What comes from the host by the link. */
export type HostInput =
  | {
      readonly type: "command.received";
      readonly command: Command;
      /** A key of the device vouches for it. */
      readonly sealed?: true;
    }
  | { readonly type: "config.received"; readonly config: DesiredConfig };

/** A timer that the device armed reached its deadline. */
export interface TimerInput {
  readonly type: "timer.fired";
  readonly slot: TimerSlot;
  /** The deadline it was armed for, on its own clock. */
  readonly atMs: number;
}

/** Everything that can happen to a device, apart from its boot. */
export type DeviceInput = UserInput | MechanismInput | BoardInput | HostInput | TimerInput;

/** A part that the power-on self-test of a board looks at. */
export type BoardPart = "memory" | "program" | "storage" | "clock" | "sensors" | "motor";

/** The program image that a boot loader started. */
export interface RunningImage {
  /** Version of its firmware, at most 32 bytes. */
  readonly version: string;
  /** `trial`: unless it is confirmed in this boot, the next boot goes back to the image before. */
  readonly standing: "confirmed" | "trial";
  /** Version that was on trial and was not confirmed: this boot went back from it. */
  readonly rolledBackFrom?: string;
}

/** What a board found out before it started the program. */
export interface BootReport {
  /** Parts that failed their power-on self-test. */
  readonly failedParts: readonly BoardPart[];
  /** Absent on a board with one image. */
  readonly image?: RunningImage;
}

/** What a device is told when it starts. */
export interface BootInput {
  readonly cause: ResetCause;
  /** Absent on a board that tests nothing and has one image. */
  readonly report?: BootReport;
  /** Fresh number for the journal's epoch, used only if no checkpoint survived. */
  readonly freshEpoch: number;
  /**
   * The storage forgot records that it had confirmed: the checkpoint is older than the device's
   * last deeds, or gone. Where one is handed over, the next record has the number after this.
   *
   * @see OMDP-EVT-019
   */
  readonly forgotten?: { readonly throughSeq: number };
}
