import type {
  ActorRole,
  AlertCode,
  AlertId,
  Command,
  DesiredConfig,
  DoseId,
  DosePlan,
  Escalation,
  Instant,
  LadderState,
  Outcome,
  PauseReason,
  PreventionReason,
  Reminding,
  Reply,
  ServiceMode,
  SignalShow,
} from "@dosekit/protocols";
import { NO_ESCALATION } from "../escalation/routes.ts";
import { freshJournal, type JournalState } from "../journal/journal-state.ts";
import type { MachineState } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";
import type { PendingTimers } from "./pending-timers.ts";

/** A dose that the device knows: its window has opened, and it has no outcome yet. */
export interface KnownDose {
  readonly doseId: DoseId;
  readonly earlyMs: number;
  readonly dueMs: number;
  readonly lateMs: number;
  readonly timeCritical: boolean;
  /** That it was not taken, 1.1, was told before its late limit already. */
  readonly told?: true | undefined;
}

/** A known dose that is not in the mechanism. */
export interface WaitingDose extends KnownDose {
  /** Why it could not be offered when that was last tried. */
  readonly blockedBy?: PreventionReason | undefined;
  /** Somebody asked for it before it is due. */
  readonly early?: true | undefined;
  /** It was within reach at some instant and went back unreleased. */
  readonly wasOffered?: boolean | undefined;
}

/** A release that somebody with the right to it asked for; it has no window. */
export interface AskedRelease {
  readonly kind: "assisted" | "travel";
  readonly actor: ActorRole;
  readonly commandId: string;
}

/** The dose in the mechanism, from its offering until whatever is left of it is locked away. */
export interface HeldDose extends WaitingDose {
  readonly phase: "offering" | "offered" | "released";
  /** Somebody could have taken it unseen. */
  readonly unwatched: boolean;
  /** The mechanism was told that the window is closed. */
  readonly over: boolean;
  /** Who asked for it, when it was not offered for being due. */
  readonly asked?: AskedRelease | undefined;
  /** Its outcome and the record of it, once it has one. */
  readonly closed?: { readonly seq: number; readonly outcome: Outcome } | undefined;
}

/** A dose that has its outcome, left the locked part, and was not seen to be taken out. */
export interface UncollectedDose extends KnownDose {
  /** The record of its outcome. */
  readonly seq: number;
  readonly outcome: Outcome;
}

/** A dose with an outcome, remembered as long as a plan could name it again. */
export interface ClosedDose {
  readonly doseId: DoseId;
  readonly dueMs: number;
}

/** Doses that somebody asked for, from the first to the last of them. */
export interface ReleaseSession extends AskedRelease {
  readonly notAfterMs: number;
  /** How many were asked for. */
  readonly asked: number;
  /** Doses that are still to be offered, the next first. */
  readonly queue: readonly KnownDose[];
  /** How many left, and when the first and the last of them are due. */
  readonly left: number;
  readonly firstDueMs?: Instant;
  readonly lastDueMs?: Instant;
}

/** A time in which nothing is offered. */
export interface Pause {
  readonly fromMs: number;
  /** Absent while nobody knows. */
  readonly untilMs?: number;
  readonly reason?: PauseReason;
  readonly actor: ActorRole;
  readonly commandId: string;
  /** It has ended, or was ended before its time. */
  readonly over: boolean;
}

/** Where the device stands in its service pathway. */
export interface ServiceState {
  readonly mode: ServiceMode;
  /** Mode before a temporary stop, and after it. */
  readonly resumesTo: ServiceMode;
  /** The pause that lasts or is to come, or the last one. */
  readonly pause?: Pause | undefined;
  /** When the test period ends. */
  readonly trainingUntilMs?: number;
  /** Doses are released by staff only. */
  readonly assisted: boolean;
}

/** What the mechanism wants shown; how loud and with what text is the device's own affair. */
export type ShownSignal = Omit<SignalShow, "type" | "speech"> & {
  /** It calls for help: nothing silences it but the bound of the loudness. */
  readonly alarm?: true;
};

/** A text that waits to be confirmed by the user. */
export interface OpenMessage {
  readonly commandId: string;
  readonly text: string;
  /** That nobody confirmed it in time, 1.4, was told. */
  readonly told: boolean;
}

/** Why windows up to an instant passed without the device being able to offer. */
export interface Gap {
  readonly reason: PreventionReason;
  readonly throughMs: number;
}

/** The plan that the device follows and how far it has come in it. */
export interface Schedule {
  readonly plan: DosePlan | undefined;
  /** Doses due from here on are known; absent until the clock is first trusted under this plan. */
  readonly knownFromMs: number | undefined;
  /** The first dose of the plan whose window has not opened. */
  readonly next: DoseWindow | undefined;
  readonly gap: Gap | undefined;
}

/** What follows from storage that forgot what it had confirmed. */
export interface StorageDoubt {
  /** Doses whose windows opened by this instant may have left; absent while the clock is unset. */
  readonly throughMs: number | undefined;
  /** How many doses may have left ahead of their windows; absent once they have their outcomes. */
  readonly ahead?: number | undefined;
  /** Nobody has loaded the mechanism since. */
  readonly isStockUnknown: boolean;
}

/** An alert whose condition lasts, or that waits for somebody to take charge. */
export interface ActiveAlert {
  readonly alertId: AlertId;
  readonly code: AlertCode;
  /** A dose or a part of the device; one alert of a code at a time for each. */
  readonly subject: string;
  /** True for an alert about one dose, which ends when somebody takes charge. */
  readonly aboutDose: boolean;
  readonly acknowledged: boolean;
  /** Its climb, while the device runs it; a climb that ended stays until the alert is over. */
  readonly climb?: Climb;
}

/** Where an alert stands on its ladder, which its code and severity name; times by the uptime. */
export interface Climb extends Pick<LadderState, "severity" | "rung" | "nextMs" | "ended"> {
  /** First of the rungs that the last step told, where it told others before the last. */
  readonly toldFrom?: number;
  /** Power went since: nobody knows whether the last notices were sent. */
  readonly unsure?: true;
}

/** Whether there is contact with the gateway, and since when there is none. */
export interface LinkState {
  readonly up: boolean;
  /** Uptime at which it went down, or at which the device booted without it. */
  readonly downSinceMs: number;
}

/** The final answer to a command, kept until its deadline has passed. */
export interface KeptReply {
  readonly reply: Reply;
  readonly notAfterMs: number;
  /** Its command brought the time, and may do so again when this is forgotten. */
  readonly bringsTime?: true;
}

/** What the device knows of its own clocks. */
export interface ClockMemory {
  /** Whether the clock could be trusted at the last step. */
  readonly trusted: boolean;
  /** Highest trusted civil time; no dose due before it becomes known again (rule S8). */
  readonly highMs: number;
  /** Uptime and civil time of the last step. */
  readonly lastUptimeMs: number;
  readonly lastCivilMs: number | undefined;
}

/** When a dose was last released, or may have been. */
export type LastRelease =
  | {
      /** By the clock of that moment. */
      readonly civilMs: number;
      /** By the clock as it was set since, so that differences are true time. */
      readonly shiftedMs: number;
    }
  /** By the uptime, or before it, while the clock has not been set since. */
  | { readonly uptimeMs: number };

/** The configuration that the device follows, and the last one that it refused. */
export interface ConfigState {
  readonly version: number;
  readonly refused: { readonly version: number; readonly detail: string } | undefined;
}

/** A firmware update that was asked for and has not ended. */
export interface PendingUpdate {
  readonly commandId: string;
  readonly notAfterMs: number;
  readonly version: string;
  /** SHA-256 of the image, as hexadecimal digits. */
  readonly digestHex: string;
}

/** The three charts of a device at rest. */
export type DeviceCharts = Pick<DeviceState, "machine" | "board" | "firmware">;

/** Everything that a device knows; plain data, never changed in place. */
export interface DeviceState {
  readonly journal: JournalState;
  readonly machine: MachineState;
  /** The hardware around the mechanism. */
  readonly board: MachineState;
  /** The firmware update. */
  readonly firmware: MachineState;
  readonly timers: PendingTimers;
  readonly clock: ClockMemory;
  readonly config: ConfigState;
  readonly schedule: Schedule;
  /** Known doses by due time; one at the most under a plan whose windows do not overlap. */
  readonly waiting: readonly WaitingDose[];
  readonly held: HeldDose | undefined;
  readonly closed: readonly ClosedDose[];
  /** What may still lie in the outlet; forgotten when the next dose is granted. */
  readonly uncollected: UncollectedDose | undefined;
  readonly lastRelease: LastRelease | undefined;
  readonly alerts: readonly ActiveAlert[];
  /** Who is told of which alert. */
  readonly escalation: Escalation;
  readonly link: LinkState;
  readonly replies: readonly KeptReply[];
  /** The latest deadline of a command whose answer was forgotten, by the clock of that moment. */
  readonly forgottenThroughMs: number;
  /** Commands that wait for their earliest instants, then for the mechanism to rest; by instant. */
  readonly commandsAhead: readonly Command[];
  /** The configuration whose earliest instant has not come. */
  readonly configAhead: DesiredConfig | undefined;
  /** Command that waits for the end of a self-test. */
  readonly selfTest: { readonly commandId: string; readonly notAfterMs: number } | undefined;
  /** The firmware update that somebody asked for. */
  readonly update: PendingUpdate | undefined;
  readonly service: ServiceState;
  /** Doses that somebody asked for and that are being handed out. */
  readonly session: ReleaseSession | undefined;
  /** Doses that were within reach, went back unreleased, and whose windows were then to come. */
  readonly offeredAhead: readonly ClosedDose[];
  readonly shown: ShownSignal;
  /** How the user is reminded, where the configuration says so. */
  readonly reminding: Reminding | undefined;
  /** Rounds of reminding of the dose in the mechanism. */
  readonly rounds: number;
  readonly message: OpenMessage | undefined;
  /** Bound of the loudness; `undefined` for none. */
  readonly volumeMax: number | undefined;
  /** The storage is about to be erased. */
  readonly isResetting: boolean;
  /**
   * The storage forgot what the device had done. A dose whose window opened by then may have left,
   * and what the mechanism holds is not what the device remembers, until it is loaded anew.
   */
  readonly doubt: StorageDoubt | undefined;
  /** Battery level that was last reported, in steps of 100 permille. */
  readonly batteryStep: number | undefined;
}

/** A device as it leaves the factory. */
export function freshState(charts: DeviceCharts, epoch: number): DeviceState {
  return {
    journal: freshJournal(epoch),
    ...charts,
    timers: [],
    clock: { trusted: false, highMs: 0, lastUptimeMs: 0, lastCivilMs: undefined },
    config: { version: 0, refused: undefined },
    schedule: { plan: undefined, knownFromMs: undefined, next: undefined, gap: undefined },
    waiting: [],
    held: undefined,
    closed: [],
    uncollected: undefined,
    lastRelease: undefined,
    alerts: [],
    escalation: NO_ESCALATION,
    link: { up: false, downSinceMs: 0 },
    replies: [],
    forgottenThroughMs: 0,
    commandsAhead: [],
    configAhead: undefined,
    selfTest: undefined,
    update: undefined,
    service: { mode: "provisioned", resumesTo: "configured", assisted: false },
    session: undefined,
    offeredAhead: [],
    shown: { light: "off", sound: 0 },
    reminding: undefined,
    rounds: 0,
    message: undefined,
    volumeMax: undefined,
    isResetting: false,
    doubt: undefined,
    batteryStep: undefined,
  };
}
