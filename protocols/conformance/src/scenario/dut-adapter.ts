import type { CommandVerb } from "@dosekit/protocols";
import type { BrokerTls } from "../broker/broker-socket.ts";
import type { WireLog } from "../broker/wire-log.ts";
import type { LineKind, LinePort } from "../line/line-port.ts";

/** Who is under test. */
export type DutRole = "device" | "gateway";

/**
 * What not every device or gateway has, so that a fixture declares it and a scenario asks for it:
 *
 * - `doses` a device that follows a plan, with a mechanism that a fixture can load and take from
 * - `test-clock` one that has a test clock and is in the test state
 * - `sealing` one that can be put into the security profile
 * - `sleeping` one that sleeps between contacts
 * - `update` one with two slots for program images
 * - `storage` one whose storage a fixture can read, spoil, and have forget
 * - `relaying` a gateway that speaks for devices
 */
export const DUT_FEATURES = [
  "doses",
  "test-clock",
  "sealing",
  "sleeping",
  "update",
  "storage",
  "relaying",
] as const;
/** See {@link DUT_FEATURES}. */
export type DutFeature = (typeof DUT_FEATURES)[number];

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
  /** What the scenario makes use of: it is started with these, and without the others. */
  readonly needs: readonly DutFeature[];
}

/** A serial line, and where on it. */
export interface LinePlace {
  readonly kind: LineKind;
  /** Address of the device on a shared line; 0 on a line with two ends. */
  readonly address: number;
  /** Further addresses that a gateway is to serve on a shared line; nobody answers there. */
  readonly absent: readonly number[];
}

/**
 * What a fixture can be asked to do, in plain words:
 *
 * - `event`, `alert`, `telemetry` make a device write one record of that class
 * - `power-cut` and `power-on` take the mains and battery away and give them back
 * - `shut-down` ends a device in good order
 * - `lose-journal` takes away what a device without power keeps in storage
 * - `alert-over` ends the condition of the last alert
 * - `load` has staff put doses into a device; the value says how many
 * - `take` has the user take what lies within reach, taking the time that it takes
 * - `fumble` has the user press, turn and move a device in all ways, with the lid shut
 * - `correct` has a device learn that the dose which lies ready ended otherwise than it will have
 *   written when its window closed
 * - `cut-next-motion` has the power go when the next dose is on its way into reach, and leaves the
 *   mechanism open there
 * - `lose-clock` has the clock of a device without power lose the time
 * - `spoil-storage`, `mend-storage` have writes fail, and work again
 * - `mark-storage` notes what the storage holds; `forget-storage` has that of a device without power
 *   lose what it confirmed since, while the witness beside the clock keeps its own
 * - `storage` tells what a device keeps, as a list of hexadecimal texts
 * - `spoil-keys` makes the keys of a device without power unreadable
 * - `spoil-image` makes the next program image fail its self-test
 * - `send-command`, `set-config` make a gateway send; the value says what
 * - `reset-device` makes a gateway ask for the reset of its device
 * - `committed` tells which records a gateway has, as `epoch:seq` texts in order
 * - `codec` has the codec of a program read or write one thing; the value says what
 * - `status` tells what a gateway takes a device for: `online`, `sleeping`, `offline`, `lost`, or
 *   `unknown` while nothing is known of it
 */
export type DutAction =
  | "event"
  | "alert"
  | "telemetry"
  | "power-cut"
  | "power-on"
  | "shut-down"
  | "lose-journal"
  | "alert-over"
  | "load"
  | "take"
  | "fumble"
  | "correct"
  | "cut-next-motion"
  | "lose-clock"
  | "spoil-storage"
  | "mend-storage"
  | "mark-storage"
  | "forget-storage"
  | "storage"
  | "spoil-keys"
  | "spoil-image"
  | "send-command"
  | "set-config"
  | "reset-device"
  | "committed"
  | "status"
  | "codec";

/** What a fixture answers: that it is done, with what was asked for, or that it can't. */
export type DutAnswer =
  | { readonly ok: true; readonly value?: unknown }
  | { readonly ok: false; readonly reason: string };

/** A device or gateway that runs. */
export interface Dut {
  /**
   * Names of commands and configurations that it may know from cases before, to be added to; absent for
   * one that is as it left the factory.
   */
  readonly saidBefore?: Set<string>;
  /** Set where it goes on as the case before left it: nobody could even start it again. */
  readonly goesOn?: true;
  /** Does something to it. A rejection is an error of the fixture, never a fault of the device. */
  act(action: DutAction, value?: unknown): Promise<DutAnswer>;
  /** Ends it and frees what it uses. */
  stop(): Promise<void>;
}

/** Where a broker listens, and how the one under test names that place. */
export interface BrokerPlace {
  readonly host: string;
  readonly port: number;
  /** Host as the one under test has to name it. */
  readonly announced: string;
  /** What TLS is ended with; none without it. */
  readonly tls?: BrokerTls;
}

/** Starts devices or gateways under test, each new and independent of those before. */
export interface DutAdapter {
  readonly role: DutRole;
  /** What it can be started with; a scenario that needs more is skipped. */
  readonly features?: readonly DutFeature[];
  /** Commands that its capability report names; absent when it names none. */
  readonly verbs?: readonly CommandVerb[];
  /**
   * A rejection with `NotOffered` says that it can't be started so; every other is an error of the
   * fixture.
   *
   * @param onGone told at once, with the reason, when the port to it is no longer there
   */
  start(target: DutTarget, onGone?: (reason: string) => void): Promise<Dut>;
  /** Where the kit's broker listens; a free port of this machine without it. */
  readonly listen?: BrokerPlace;
  /**
   * Writes into the log what it hears, in place of a broker of the kit's; absent where the kit is the
   * broker.
   */
  listensIn?(log: WireLog): void;
  /** Puts a place that is drawn anew where the one under test can be; it can be anywhere without. */
  placeFor?(drawn: DutTarget): DutTarget;
  /** Gives the kit's end of the serial line that the target will be on; absent without one. */
  openLine?(target: DutTarget): LinePort;
}
