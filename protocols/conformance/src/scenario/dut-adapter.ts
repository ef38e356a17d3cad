import type { LineKind, LinePort } from "../line/line-port.ts";

/** Who is under test. */
export type DutRole = "device" | "gateway";

/** Where the device or gateway under test finds its broker, and who it is. */
export interface DutTarget {
  /** `mqtt://host:port`; empty for one on a serial line. */
  readonly url: string;
  readonly tenant: string;
  /** Name of the device under test, or of the device that the kit plays. */
  readonly deviceId: string;
  /** Whether a device under test starts with its civil clock set. */
  readonly clock: "set" | "unset";
  /**
   * Secret of the device, 32 bytes in hexadecimal, with its first key in use; absent outside the
   * security profile.
   */
  readonly secret?: string;
  /** The serial line that it is on, where it is on one. */
  readonly line?: LinePlace;
}

/** A serial line, and where on it. */
export interface LinePlace {
  readonly kind: LineKind;
  /** Address of the device on a shared line; 0 on a line with two ends. */
  readonly address: number;
}

/**
 * What a fixture can be asked to do, in plain words:
 *
 * - `event`, `alert`, `telemetry` make a device write one record of that class
 * - `power-cut` and `power-on` take the mains and battery away and give them back
 * - `shut-down` ends a device in good order
 * - `lose-journal` takes away what a device without power keeps in storage
 * - `send-command`, `set-config` make a gateway send; the value says what
 * - `reset-device` makes a gateway ask for the reset of its device
 * - `committed` tells which records a gateway has, as `epoch:seq` texts in order
 * - `status` tells what a gateway takes a device for: `online`, `sleeping`, `offline` or `lost`
 */
export type DutAction =
  | "event"
  | "alert"
  | "telemetry"
  | "power-cut"
  | "power-on"
  | "shut-down"
  | "lose-journal"
  | "send-command"
  | "set-config"
  | "reset-device"
  | "committed"
  | "status";

/** What a fixture answers: that it is done, with what was asked for, or that it can't. */
export type DutAnswer =
  | { readonly ok: true; readonly value?: unknown }
  | { readonly ok: false; readonly reason: string };

/** A device or gateway that runs. */
export interface Dut {
  /** Does something to it. A rejection is an error of the fixture, never a fault of the device. */
  act(action: DutAction, value?: unknown): Promise<DutAnswer>;
  /** Ends it and frees what it uses. */
  stop(): Promise<void>;
}

/** Starts devices or gateways under test, each new and independent of those before. */
export interface DutAdapter {
  readonly role: DutRole;
  start(target: DutTarget): Promise<Dut>;
  /** Gives the kit's end of the serial line that the target will be on; absent without one. */
  openLine?(target: DutTarget): LinePort;
}
