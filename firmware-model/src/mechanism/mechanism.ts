import type {
  AlertCode,
  DeviceInput,
  EventKind,
  PreventionReason,
  SignalShow,
} from "@dosekit/protocols";
import type { AnyStateMachine } from "xstate";
import type { MachineContext, MachineEvent, MachineState } from "../machine/executor.ts";
import type { MechanismKind, ProductProfile } from "../profile/product-profile.ts";

/** What one movement can do to the medicine. */
export interface MotionDefinition {
  /** True when it can bring medicine within reach; false when it only reads, shuts or locks. */
  readonly exposes: boolean;
}

/**
 * What the device tells every mechanism about the dose cycle.
 *
 * - `device.booted` power came back: what moves or stands open is to be found out first
 * - `window.granted` offer the next dose now; it names the local date and the clock time that the
 *   plan has for the dose, as a print would. Nothing comes within reach without it
 * - `window.closed` the dose in the mechanism may no longer be released
 * - `dose.blocked` a dose is due and the mechanism is not ready for it
 * - `dose.spent` a dose has its outcome: its compartment is passed; it says whether a pause took it
 * - `motion.dropped` a movement that was asked for was not begun, as its record was not durable
 * - `stock.limit-set` doses left at which stock counts as low
 * - `self-test.requested` check the mechanism without moving medicine
 */
export const CYCLE_EVENTS = [
  "device.booted",
  "window.granted",
  "window.closed",
  "dose.blocked",
  "dose.spent",
  "motion.dropped",
  "stock.limit-set",
  "self-test.requested",
] as const;
/**
 * What the device tells only those mechanisms that have an answer to it.
 *
 * - `plan.changed` another plan is followed, and whether it asks for the doses, and for the prints,
 *   that the old one asked for
 * - `service.resumed` a temporary stop is over
 */
export const OPTIONAL_EVENTS = ["plan.changed", "service.resumed"] as const;

/** Name of an {@link OPTIONAL_EVENTS | optional event}. */
export type OptionalEvent = (typeof OPTIONAL_EVENTS)[number];

/** Name of a {@link CYCLE_EVENTS | cycle event}. */
export type CycleEvent = (typeof CYCLE_EVENTS)[number];

/**
 * What a mechanism can tell about the dose in it.
 *
 * - `offering` it is about to come within reach; nothing has moved yet
 * - `offered` it is ready for the user: within reach, or behind a button
 * - `reminded` the user was called again
 * - `released` it left the locked part
 * - `retrieved` it was taken out and the device is back in its place
 * - `fetched` whatever was released last and left lying was taken after all
 * - `unwatched` somebody could have taken it unseen
 * - `inside` nobody did: it is still where it was
 * - `exposed` it may have been within reach without a grant
 * - `secured` whatever is in the mechanism is locked away, and a reading or a movement proves it
 */
export type DoseFact =
  | "offering"
  | "offered"
  | "reminded"
  | "released"
  | "retrieved"
  | "fetched"
  | "unwatched"
  | "inside"
  | "exposed"
  | "secured";

/** What a named action of a mechanism's machine asks of the device. */
export type MechanismRequest =
  | { readonly type: "dose"; readonly fact: DoseFact }
  | { readonly type: "motion"; readonly motion: string; readonly slot?: number }
  | {
      readonly type: "signal";
      readonly signal: Omit<SignalShow, "type" | "speech">;
      /** It calls for help and reminds of nothing: no switch and no quiet hour silences it. */
      readonly alarm?: true;
    }
  | {
      readonly type: "alert";
      readonly code: AlertCode;
      /** Part of the device that it is about; one alert of a code at a time for each. */
      readonly cause: string;
      readonly active: boolean;
    }
  | { readonly type: "record"; readonly kind: EventKind; readonly slot?: number }
  /** The user asks by a gesture for the next dose before it is due. */
  | { readonly type: "ask-early" }
  | { readonly type: "self-test"; readonly passed: boolean };

/** Whether a mechanism can take a grant: now, in a moment, or not for a reason. */
export type Readiness = "ready" | "busy" | PreventionReason;

/**
 * One way of keeping and moving medicine, behind which the device knows no product.
 *
 * Invariants: a motion that exposes medicine begins between `window.granted` and the end of that
 * window only, at the grant itself or at a press of the button; every motion that exposes is
 * preceded by the fact `offering` in the same step; a mechanism without an answer from its motor
 * within its limit goes to a state that needs staff. A mechanism that has to be asked again for the
 * same dose is not `ready` before something has changed.
 */
export interface Mechanism {
  readonly kind: MechanismKind;
  readonly machine: AnyStateMachine;
  /** Every event that its machine can get, raised ones included. */
  readonly events: readonly string[];
  /** Movements that it can ask for. */
  readonly motions: Readonly<Record<string, MotionDefinition>>;
  /** Figures that a profile must name for it, beside those of every product. */
  readonly figureNames: readonly string[];
  /** True when a dose that is offered stays behind a lock while there is no power. */
  readonly locksWithoutPower?: boolean;
  /** What its machine remembers before the first boot. */
  freshContext(profile: ProductProfile): MachineContext;
  /** The part of its context that comes from the profile and is not kept in a checkpoint. */
  readonly figuresKey: string;
  /** Says what an input means to the machine; `undefined` when nothing. */
  eventOf(input: DeviceInput): MachineEvent | undefined;
  /** Says what a named action asks for, by the context after the step. */
  requestOf(action: string, context: MachineContext): MechanismRequest;
  /** Says whether a grant would be taken. */
  readiness(state: MachineState): Readiness;
  /** Compartment of the next dose. */
  nextSlot(context: MachineContext): number;
  /** Doses that it can still offer. */
  stock(context: MachineContext): number;
  /** Longest time that an offer takes until the dose is within reach or the fault is known, ms. */
  offerLimitMs(profile: ProductProfile): number;
}
