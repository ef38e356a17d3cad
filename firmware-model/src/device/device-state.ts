import type {
  AlertCode,
  AlertId,
  DoseId,
  DosePlan,
  Outcome,
  PreventionReason,
  Reply,
  TimerDeadline,
  TimerSlot,
} from "@dosekit/protocols";
import { freshJournal, type JournalState } from "../journal/journal-state.ts";
import type { MachineState } from "../machine/executor.ts";
import type { DoseWindow } from "../time/dose-window.ts";

/** A dose that the device knows: its window has opened, and it has no outcome yet. */
export interface KnownDose {
  readonly doseId: DoseId;
  readonly earlyMs: number;
  readonly dueMs: number;
  readonly lateMs: number;
  readonly timeCritical: boolean;
  /** That it was not taken, 1.1, was told before its late limit already. */
  readonly told?: true;
}

/** A known dose that is not in the mechanism. */
export interface WaitingDose extends KnownDose {
  /** Why it could not be offered when that was last tried. */
  readonly blockedBy?: PreventionReason;
  /** It was within reach at some instant and went back unreleased. */
  readonly wasOffered?: boolean;
}

/** The dose in the mechanism, from its offering until whatever is left of it is locked away. */
export interface HeldDose extends WaitingDose {
  readonly phase: "offering" | "offered" | "released";
  /** Somebody could have taken it unseen. */
  readonly unwatched: boolean;
  /** The mechanism was told that the window is closed. */
  readonly over: boolean;
  /** Its outcome and the record of it, once it has one. */
  readonly closed?: { readonly seq: number; readonly outcome: Outcome };
}

/** A dose with an outcome, remembered as long as a plan could name it again. */
export interface ClosedDose {
  readonly doseId: DoseId;
  readonly dueMs: number;
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

/** An alert whose condition lasts, or that waits for somebody to take charge. */
export interface ActiveAlert {
  readonly alertId: AlertId;
  readonly code: AlertCode;
  /** A dose or a part of the device; one alert of a code at a time for each. */
  readonly subject: string;
  /** True for an alert about one dose, which ends when somebody takes charge. */
  readonly aboutDose: boolean;
  readonly acknowledged: boolean;
}

/** The final answer to a command, kept until its deadline has passed. */
export interface KeptReply {
  readonly reply: Reply;
  readonly notAfterMs: number;
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
export interface LastRelease {
  /** By the clock of that moment. */
  readonly civilMs: number;
  /** By the clock as it was set since, so that differences are true time. */
  readonly shiftedMs: number;
}

/** The configuration that the device follows, and the last one that it refused. */
export interface ConfigState {
  readonly version: number;
  readonly refused: { readonly version: number; readonly detail: string } | undefined;
}

/** Everything that a device knows; plain data, never changed in place. */
export interface DeviceState {
  readonly journal: JournalState;
  readonly machine: MachineState;
  readonly timers: Readonly<Record<TimerSlot, TimerDeadline>>;
  readonly clock: ClockMemory;
  readonly config: ConfigState;
  readonly schedule: Schedule;
  /** Known doses by due time; one at the most under a plan whose windows do not overlap. */
  readonly waiting: readonly WaitingDose[];
  readonly held: HeldDose | undefined;
  readonly closed: readonly ClosedDose[];
  readonly lastRelease: LastRelease | undefined;
  readonly alerts: readonly ActiveAlert[];
  readonly replies: readonly KeptReply[];
  /** Command that waits for the end of a self-test. */
  readonly selfTest: { readonly commandId: string; readonly notAfterMs: number } | undefined;
  /** Battery level that was last reported, in steps of 100 permille. */
  readonly batteryStep: number | undefined;
}

/** A device as it leaves the factory. */
export function freshState(machine: MachineState, epoch: number): DeviceState {
  return {
    journal: freshJournal(epoch),
    machine,
    timers: {},
    clock: { trusted: false, highMs: 0, lastUptimeMs: 0, lastCivilMs: undefined },
    config: { version: 0, refused: undefined },
    schedule: { plan: undefined, knownFromMs: undefined, next: undefined, gap: undefined },
    waiting: [],
    held: undefined,
    closed: [],
    lastRelease: undefined,
    alerts: [],
    replies: [],
    selfTest: undefined,
    batteryStep: undefined,
  };
}
