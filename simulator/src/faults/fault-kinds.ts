import type { MechanismKind } from "@dosekit/firmware-model";
import type { Fault } from "./fault.ts";

/** Names of everything that can go wrong. */
export type FaultKind = Fault["kind"];

/** Facts about a kind of fault that hold for every fault of it. */
export interface FaultKindFacts {
  /** Whether it lies on the way of messages, or in and around the device. */
  readonly layer: "transport" | "device";
  /** What it strikes at once: a device, an area, a base station, or all where they meet. */
  readonly site: "device" | "area" | "station" | "gateway";
  /** It is over at once and has no length. */
  readonly isInstant?: true;
  /** The part that it acts on: two faults that hold it in different states contradict each other. */
  readonly part?: string;
  /** Mechanisms that it can strike; all when absent. */
  readonly mechanisms?: readonly MechanismKind[];
  /** Whether only products on mains power have it. */
  readonly needsMains?: true;
  /** What it is, in one line. */
  readonly text: string;
}

const ROLLS = ["pouch-roll-reader", "pouch-roll-plan"] as const;

/** Every kind of fault; one that is not here can't be planned. */
export const FAULT_KINDS: Readonly<Record<Exclude<FaultKind, "network-ended">, FaultKindFacts>> = {
  "link-cut": { layer: "transport", site: "device", text: "no contact with the network" },
  "link-noise": {
    layer: "transport",
    site: "device",
    part: "noise",
    text: "messages are lost, doubled or overtaken",
  },
  "link-latency": {
    layer: "transport",
    site: "device",
    part: "latency",
    text: "every message takes longer",
  },
  "half-open": {
    layer: "transport",
    site: "device",
    text: "one direction is dead and neither end notices",
  },
  "link-clog": {
    layer: "transport",
    site: "device",
    part: "clog",
    text: "messages pile up and come at the end, in order or in a drawn one",
  },
  "station-outage": {
    layer: "transport",
    site: "station",
    text: "a base station is off the air for all homes that it serves",
  },
  "area-outage": {
    layer: "device",
    site: "area",
    text: "mains go in an area, and its base stations after their backup of 2 or 4 hours",
  },
  "gateway-outage": {
    layer: "transport",
    site: "gateway",
    text: "the gateway can't be reached and keeps running",
  },
  "gateway-restart": {
    layer: "transport",
    site: "gateway",
    text: "the gateway's process dies and starts again from its inbox",
  },
  "broker-outage": {
    layer: "transport",
    site: "gateway",
    part: "broker",
    text: "the broker is gone for devices and gateway, and comes back with or without its memory",
  },
  "power-cut": { layer: "device", site: "device", text: "all power goes, mid-write if wanted" },
  "mains-loss": { layer: "device", site: "device", needsMains: true, text: "no mains power" },
  "battery-drop": {
    layer: "device",
    site: "device",
    part: "battery",
    text: "a cell gives out, until it is replaced",
  },
  "clock-step": { layer: "device", site: "device", isInstant: true, text: "the clock jumps" },
  "clock-drift": {
    layer: "device",
    site: "device",
    part: "crystal",
    text: "the clock runs fast or slow",
  },
  "store-fails": { layer: "device", site: "device", part: "store", text: "nothing can be written" },
  "store-lies": {
    layer: "device",
    site: "device",
    part: "store",
    text: "writes are confirmed and forgotten at the next power cut",
  },
  "flash-wear": {
    layer: "device",
    site: "device",
    part: "flash",
    text: "writes are slow and some of them fail",
  },
  jam: { layer: "device", site: "device", text: "the mechanism sticks" },
  "lost-step": { layer: "device", site: "device", isInstant: true, text: "the drive slips once" },
  misplaced: {
    layer: "device",
    site: "device",
    mechanisms: ["tray"],
    text: "the device lies on its side",
  },
  "sensor-bounce": {
    layer: "device",
    site: "device",
    isInstant: true,
    mechanisms: ["tray", "carousel"],
    text: "the sensor of the mechanism's place gives one false signal",
  },
  "sensor-ghost": {
    layer: "device",
    site: "device",
    isInstant: true,
    text: "a sensor tells what never was",
  },
  "sensor-stuck": { layer: "device", site: "device", text: "a sensor gives no signal" },
  "pouch-unreadable": {
    layer: "device",
    site: "device",
    isInstant: true,
    mechanisms: ["pouch-roll-reader"],
    text: "the print of the next pouches can't be read",
  },
  "roll-swapped": {
    layer: "device",
    site: "device",
    part: "roll",
    mechanisms: ROLLS,
    text: "staff put in somebody else's roll, or swap those of two users",
  },
  "refill-late": { layer: "device", site: "device", text: "nobody comes to fill the dispenser" },
  temperature: { layer: "device", site: "device", part: "heat", text: "it gets too warm or cold" },
  "case-open": { layer: "device", site: "device", text: "somebody opens the case" },
  hang: { layer: "device", site: "device", isInstant: true, text: "the program hangs once" },
};

/** Kinds that can be planned. */
export type PlannedKind = keyof typeof FAULT_KINDS;

/** See {@link PlannedKind}. */
export const PLANNED_KINDS = Object.keys(FAULT_KINDS) as readonly PlannedKind[];
