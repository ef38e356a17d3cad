import type { OwnFault } from "./device-fault.ts";
import type { FaultSpan } from "./fault-span.ts";
import type { LinkFault } from "./link-fault.ts";

export type * from "./device-fault.ts";
export type * from "./fault-span.ts";
export type * from "./link-fault.ts";

/**
 * Which devices a fault strikes: those named, those of groups, areas or base stations, a share drawn
 * for each on its own, or all. Names of several kinds narrow each other down.
 */
export interface FaultTarget {
  readonly all?: true;
  readonly deviceIds?: readonly string[];
  /** Groups of the fleet: a device's id without the number behind it. */
  readonly groups?: readonly string[];
  readonly areas?: readonly string[];
  readonly stations?: readonly string[];
  readonly sharePermille?: number;
}

/** Mains go in a whole area: its homes lose mains, its base stations after their backup. */
export interface AreaOutage extends FaultSpan {
  readonly kind: "area-outage";
}

/** A base station is off the air, for all homes that it serves. */
export interface StationOutage extends FaultSpan {
  readonly kind: "station-outage";
}

/** The gateway can't be reached, and keeps running. */
export interface GatewayOutage extends FaultSpan {
  readonly kind: "gateway-outage";
}

/** The gateway's process dies, and starts again from its inbox when the span ends. */
export interface GatewayRestart extends FaultSpan {
  readonly kind: "gateway-restart";
}

/** The broker is gone: devices and gateway lose it at once and come back when the span ends. */
export interface BrokerOutage extends FaultSpan {
  readonly kind: "broker-outage";
  /** Whether it comes back without what it kept. */
  readonly forgets?: boolean;
}

/** One thing that goes wrong in one device's home, and is told of that device alone. */
export type DeviceFault = OwnFault | LinkFault;

/** One thing that goes wrong in a place, for all of its homes at once. */
export type AreaFault = AreaOutage | StationOutage;

/** One thing that goes wrong where all devices meet, for all of them at once. */
export type GatewayFault = GatewayOutage | GatewayRestart | BrokerOutage;

/** Anything that can go wrong. */
export type Fault = DeviceFault | AreaFault | GatewayFault;

/** How often a fault comes within its span, and how long each lasts: log-normal, cut off. */
export interface FaultRate {
  readonly perDay: number;
  readonly medianMs: number;
  readonly sigma: number;
  readonly maxMs: number;
}

/** What a plan may say of each of its faults. */
export interface PlanTiming {
  /** Names what is drawn of it; by its place in the plan when absent, which others can shift. */
  readonly seed?: string;
  /** The fault comes again and again within its span, drawn for each place where it strikes. */
  readonly every?: FaultRate;
  /**
   * Each device is struck at an instant of its own in the first half of the span and released at
   * one in the second half: one by one, and in another order.
   */
  readonly oneByOne?: true;
}

/** A fault and whom it strikes; what strikes where all meet needs no target. */
export type PlannedFault = PlanTiming &
  (
    | { readonly fault: DeviceFault; readonly target: FaultTarget }
    | {
        readonly fault: AreaFault;
        /** The places that are struck; all when absent. */
        readonly places?: readonly string[];
      }
    | { readonly fault: GatewayFault }
  );

/** Ready-made rows of faults, drawn from the seed for each device. */
export const FAULT_PRESETS = ["none", "everyday", "storm", "swarm"] as const;
/** See {@link FAULT_PRESETS}. */
export type FaultPreset = (typeof FAULT_PRESETS)[number];

/** What goes wrong in a run. */
export interface FaultPlan {
  readonly preset: FaultPreset;
  /** Faults that are planned one by one, on top of the preset. */
  readonly planned: readonly PlannedFault[];
  /**
   * Shortest loss of power, link or gateway, in ms; default 0. In paced time outages last at least
   * some real seconds, because connections are noticed, ended and made again in real time.
   */
  readonly outageMinMs?: number;
}

/** Kinds of faults that strike where all devices meet. */
export function isGatewayFault(fault: Fault): fault is GatewayFault {
  return (
    fault.kind === "gateway-outage" ||
    fault.kind === "gateway-restart" ||
    fault.kind === "broker-outage"
  );
}

/** Kinds of faults that strike a place with all of its homes. */
export function isAreaFault(fault: Fault): fault is AreaFault {
  return fault.kind === "area-outage" || fault.kind === "station-outage";
}
