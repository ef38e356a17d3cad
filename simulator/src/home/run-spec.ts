import type { ProductProfile } from "@dosekit/firmware-model";
import type { Command, DosePlan, EscalationLadder } from "@dosekit/protocols";
import type { MeasureScope } from "../acceptance/measures/measure-scope.ts";
import type { FaultPlan } from "../faults/fault.ts";
import type { PeopleSpec } from "../people/home-people.ts";
import type { Persona, PersonaName } from "../people/persona.ts";
import type { RoundStop } from "../people/round.ts";
import type { RollFaultChances } from "../plant/roll-packing.ts";
import type { Happening } from "../replay/happening.ts";
import type { LaddersBySeverity } from "../response/ladders-by-severity.ts";
import type { ResponsePlan } from "../response/response-plan.ts";
import type { WorldSpec } from "../world/world-spec.ts";

/** One dispenser in one home, as data. */
export interface DeviceSpec {
  readonly deviceId: string;
  /** Product profile that it follows. */
  readonly product: string;
  /** The plan that its gateway gives it. */
  readonly plan: DosePlan;
  /** Configuration version under which the plan is sent. */
  readonly configVersion: number;
  readonly persona: PersonaName;
  /** Its place on the round of home care that fills it; visited at some time of the day when absent. */
  readonly roundStop?: RoundStop;
  /** How fast its clock runs ahead, in parts per million; drawn for the device when absent. */
  readonly driftPpm?: number;
  /** True time at which it is put up; the start of the run when absent or earlier. */
  readonly startsMs?: number;
}

/** When staff fill the dispenser. */
export interface RefillPolicy {
  /** Whether staff come after an alert about low or no medicine. */
  readonly onAlert: boolean;
  /** Whether they come every so many days besides; 0 for never. */
  readonly everyDays: number;
}

/** Something that somebody asks of one device at a moment of the run. */
export interface Order {
  readonly deviceId: string;
  /** True time at which the gateway sends it; dropped while the gateway is dead. */
  readonly atMs: number;
  readonly wish: Omit<Command, "commandId" | "notAfterMs">;
  /** Doses that staff, who stand there, take out of the device after asking; none when absent. */
  readonly staffTakes?: number;
}

/**
 * Whether answers to what devices send reach them. `closed`: they do: alerts are acknowledged, users
 * called, staff sent. `open`: nobody's answer reaches a device: the time is set by a service, staff
 * come on planned rounds, and alerts are handled where they arrive and no further.
 */
export const LOOPS = ["closed", "open"] as const;
/** See {@link LOOPS}. */
export type Loop = (typeof LOOPS)[number];

/**
 * How records come from device to gateway. `wire`: as bytes, through the SDK's runtime and client.
 * `bare`: told as such by a model of the way, which spares most of the processor time; everything
 * else that is said between them are messages as ever. When a single record is committed differs.
 */
export const DELIVERIES = ["wire", "bare"] as const;
/** See {@link DELIVERIES}. */
export type Delivery = (typeof DELIVERIES)[number];

/** One run as plain data: the same spec gives the same run. */
export interface RunSpec {
  /** Products that are no part of the program; a device's product is looked for here first. */
  readonly profiles?: readonly ProductProfile[];
  readonly seed: string;
  /** `closed` when absent. */
  readonly loop?: Loop;
  /** When absent `bare` in an open loop and `wire` in a closed one. */
  readonly delivery?: Delivery;
  /** True time at the start, at the end of the days, ms since the Unix epoch. */
  readonly startMs: number;
  readonly endMs: number;
  /**
   * How long the run goes on without faults, so that everything on its way arrives (rule L1). Ten
   * minutes before its end devices that sleep are made to come into contact, and stay so.
   */
  readonly drainMs: number;
  readonly devices: readonly DeviceSpec[];
  readonly faults: FaultPlan;
  /** Areas, base stations and networks that homes share; {@link DEFAULT_WORLD} when absent. */
  readonly world?: WorldSpec;
  readonly people: PeopleSpec;
  /** Personas that are no part of the program; a device's persona is looked for here first. */
  readonly personas?: readonly Persona[];
  readonly refill: RefillPolicy;
  readonly ladder: EscalationLadder;
  /** Ladders of single severities that the gateway's side climbs instead; none when absent. */
  readonly ladders?: LaddersBySeverity;
  /** What of the service is measured; nothing when absent. It changes nothing. */
  readonly measures?: MeasureScope;
  /** Whether sums by day are kept for a report; they change nothing. */
  readonly keepDays?: boolean;
  /** Who answers alerts, and how fast; an operator for every alert when absent. */
  readonly response?: ResponsePlan;
  /** Whether gateways raise 1.20 for devices that are away; they don't when absent. */
  readonly watchesContact?: boolean;
  /** How often rolls and their mechanism fail; what is left out as by default. */
  readonly rollFaults?: Partial<RollFaultChances>;
  /** What is asked of devices during the run; nothing when absent. */
  readonly orders?: readonly Order[];
  /** What people do, played back in place of people; then the run has one device. */
  readonly happenings?: readonly Happening[];
}
