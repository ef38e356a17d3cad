import type { AlertCode } from "../catalogue/alerts.ts";
import type { Severity } from "../catalogue/outcome.ts";
import type { Recipient } from "../escalation/ladder.ts";
import type { Reply } from "../messages/command.ts";
import type { ReportedConfig } from "../messages/device-config.ts";
import type { JournalRecord } from "../messages/device-event.ts";
import type { ContactChannel } from "../messages/escalation.ts";
import type { AlertId } from "../units/identity.ts";
import type { TimerDeadline, TimerSlot } from "./timer.ts";

/**
 * Makes records durable, together with a checkpoint of the state after this step.
 *
 * It is a barrier: the effects behind it in the same step happen only once it is durable. If it
 * fails they are dropped and the device gets `journal.failed`.
 */
export interface JournalCommit {
  readonly type: "journal.commit";
  /** One or more records with consecutive sequence numbers. */
  readonly records: readonly JournalRecord[];
}

/** Moves the mechanism; the answer is `motion.finished` or `motion.failed` with the same name. */
export interface MotionStart {
  readonly type: "motion.start";
  /** Name of the movement, one of those that the mechanism declares. */
  readonly motion: string;
  /** Compartment to reach, where the movement has one. */
  readonly slot?: number;
}

/** What the user sees and hears until the next such effect. */
export interface SignalShow {
  readonly type: "signal.show";
  readonly light: "off" | "steady" | "blink";
  /** Loudness from 0 (silent) to 10. */
  readonly sound: number;
  /** Key of the text on the display; absent where nothing is written. */
  readonly text?: string;
  /** Key of what is spoken; absent where nothing is said. */
  readonly speech?: string;
}

/** Arms a timer, replacing one of the same name. */
export interface TimerArm extends TimerDeadline {
  readonly type: "timer.arm";
}

/** Stops a timer; unknown names are ignored. */
export interface TimerCancel {
  readonly type: "timer.cancel";
  readonly slot: TimerSlot;
}

/** Answers a command. */
export interface ReplySend {
  readonly type: "reply.send";
  readonly reply: Reply;
}

/** Tells the host what configuration the device follows. */
export interface ConfigReport {
  readonly type: "config.report";
  readonly reported: ReportedConfig;
}

/** Sets the civil clock of the board; the device gets `clock.set` afterwards. */
export interface ClockSet {
  readonly type: "clock.set-civil";
  readonly civilMs: number;
}

/** Where a message to a person goes. */
export interface NoticeContact {
  readonly channel: ContactChannel;
  readonly address: string;
}

/**
 * Tells a recipient of an alert past the gateway, by the board's own modem. It names no person. The
 * board keeps it until it was sent, also over a loss of coverage, and tells nothing back.
 */
export interface NoticeSend {
  readonly type: "notice.send";
  readonly alertId: AlertId;
  readonly alert: AlertCode;
  readonly severity: Severity;
  readonly recipient: Recipient;
  /** Rung of the ladder, from 0. */
  readonly rung: number;
  /** Told for the first time, told again, or told that it is over. */
  readonly what: "first" | "again" | "over";
  /** Where to; empty for whoever the board was provisioned to tell. */
  readonly contacts: readonly NoticeContact[];
}

/**
 * Makes the board forget: its storage is to hold nothing of the life before, neither record nor
 * checkpoint, and the device starts anew with the cause `command` and a fresh epoch.
 */
export interface StorageErase {
  readonly type: "storage.erase";
}

/** Asks the board to bring an image into its spare slot; it answers whether it is there. */
export interface FirmwareStage {
  readonly type: "firmware.stage";
  readonly version: string;
  /** SHA-256 of the image. */
  readonly digest: Uint8Array;
}

/** Asks the board to start the image in the spare slot, on trial: the device boots at once. */
export interface FirmwareActivate {
  readonly type: "firmware.activate";
}

/** Makes the image on trial the one that every later boot starts. */
export interface FirmwareConfirm {
  readonly type: "firmware.confirm";
}

/** Gives the image on trial up: the device boots at once, into the image before. */
export interface FirmwareRevert {
  readonly type: "firmware.revert";
}

/** What a device asks of the boot loader of its board. */
export type FirmwareEffect = FirmwareStage | FirmwareActivate | FirmwareConfirm | FirmwareRevert;

/** An effect that moves medicine or could: it must never precede the record that announces it. */
export type ActuatorEffect = MotionStart | SignalShow;

/** Everything that a device can ask of its board. */
export type Effect =
  | JournalCommit
  | MotionStart
  | SignalShow
  | NoticeSend
  | TimerArm
  | TimerCancel
  | ReplySend
  | ConfigReport
  | ClockSet
  | StorageErase
  | FirmwareEffect;
