import type {
  BootReport,
  ClockQuality,
  DeviceInput,
  DeviceTime,
  Effect,
  FirmwareEffect,
  JournalRecord,
  MotionStart,
  NoticeSend,
  SignalShow,
  TimerBasis,
} from "@dosekit/protocols";

/** What a board's clocks show at one instant. */
export interface ClockReading {
  /** A clock that never steps, in whole ms; the runner counts uptime from its reading at boot. */
  readonly uptimeMs: number;
  /** The civil clock, ms since 1970 UTC; `undefined` while it is unset. */
  readonly civilMs: number | undefined;
  readonly clock: ClockQuality;
  /** The board's own estimate of how far the civil clock may be off, in ms. */
  readonly clockErrorMs: number;
}

/**
 * A board's clocks and the timers that run on them.
 *
 * In virtual time it is the simulation's, in paced time it runs faster than the wall clock, on a
 * board it is real. `fire` may be called from within `setCivil`, never from within `arm`.
 */
export interface DeviceClock {
  /** Reads the clocks. */
  now(): ClockReading;
  /** Arms a timer, replacing the one of that slot; a deadline in the past fires soon after. */
  arm(slot: string, basis: TimerBasis, atMs: number, fire: () => void): void;
  /** Stops a timer; an unknown slot is ignored. */
  cancel(slot: string): void;
  /** Sets the civil clock; civil timers follow it. */
  setCivil(civilMs: number): void;
}

/** Motors, lamps and sounds; a movement answers later through `DeviceRunner.input`. */
export interface ActuatorPort {
  /** Begins what the effect asks for and returns at once. */
  start(effect: MotionStart | SignalShow): void;
  /**
   * Tells somebody of an alert by the board's own modem and keeps it until it was sent; a board of
   * a product that leaves this to its gateway has no such way.
   */
  tell?(notice: NoticeSend): void;
}

/**
 * The boot loader of a board with two image slots, and what its power-on self-test found.
 *
 * What it does about an effect that starts another image is a restart of the device: it calls
 * `powerOff` and `powerOn` of the runner, at once or later.
 */
export interface LoaderPort {
  /** What was found out before this boot; asked once for each. */
  report(): BootReport;
  /** Carries out what the device asks for; an image that was staged is told by an input. */
  ask(effect: FirmwareEffect): void;
}

/**
 * The one timer of the uplink. It is apart from the device clock: when device time is paced faster
 * than the wall clock, links keep to real seconds.
 */
export interface RetryTimer {
  /** Arms it, replacing what was armed; `fire` is never called from within. */
  arm(delayMs: number, fire: () => void): void;
  /** Stops it. */
  cancel(): void;
}

/** How far a journal had come when its storage last confirmed a write. */
export interface CommitMark {
  readonly epoch: number;
  readonly lastSeq: number;
}

/**
 * A few bytes outside the storage that outlive a power cut, such as registers of the chip that
 * keeps the clock. They tell when a storage forgot what it had confirmed.
 *
 * It need not survive everything: a witness that knows nothing accuses nobody.
 */
export interface WitnessPort {
  /** What was written last; `undefined` when nothing was, or it is lost. */
  read(): CommitMark | undefined;
  /** Keeps a mark in place of the one before, or none; it is kept when the call returns. */
  write(mark: CommitMark | undefined): void;
}

/** Numbers that differ from boot to boot and from device to device. */
export interface BoardEntropy {
  /** Chooses the id of a boot, 0 to 2^32 − 1; another one than that of the boot before. */
  bootId(): number;
  /** Chooses an epoch, 1 to 2^32 − 1, for a journal that starts anew. */
  freshEpoch(): number;
}

/** Somebody who looks on: checkers, recorders, progress bars. It changes nothing. */
export interface RunnerWatch {
  /** A record became durable. */
  onRecord?(record: JournalRecord): void;
  /** Telemetry was dropped; the durable marker says from which record on and how many. */
  onDropped?(marker: JournalRecord): void;
  /** The storage was found to have forgotten everything that it confirmed after `lastSeq`. */
  onForgotten?(lastSeq: number, mark: CommitMark): void;
  /** An effect is about to be carried out; `durableSeq` is the last durable record at that time. */
  onEffect?(effect: Effect, durableSeq: number, now: DeviceTime): void;
  /** The device is about to be told of an input. */
  onInput?(input: DeviceInput, now: DeviceTime): void;
  /** The device starts (`true`) or has ended. */
  onPower?(on: boolean): void;
  /** A device that sleeps ended a contact until its next one, so many ms away, or wakes for it. */
  onSleep?(untilNextMs: number | undefined): void;
}

/** Who a device says it is, in the birth message. */
export interface DeviceIdentity {
  /** Name of the product profile, at most 32 bytes. */
  readonly product: string;
  /** Version of the firmware, at most 32 bytes. */
  readonly firmware: string;
  /** Serial number or IMEI, at most 32 bytes. */
  readonly serial: string;
}
