import type { CheckpointValue } from "@dosekit/protocols";
import type { MachineValue } from "../executor.ts";

/** Plain data that can stand in a source text. */
export type PlainData = CheckpointValue;

/** A question between two events, with every name of the chart resolved. */
export type TableGuard =
  | { readonly kind: "asked"; readonly name: string; readonly params?: PlainData }
  /** Each of these regions stands in one of the leaves; always true without any. */
  | { readonly kind: "in"; readonly places: readonly LeafSet[] }
  | { readonly kind: "all" | "any"; readonly of: readonly TableGuard[] }
  | { readonly kind: "not"; readonly of: TableGuard };

/** Some leaves of one region, by their codes. */
export interface LeafSet {
  readonly region: number;
  readonly leaves: readonly number[];
}

/** Something to be done on the way from one leaf to another; numbers are places in the table. */
export type TableAction =
  | { readonly kind: "ask"; readonly action: number }
  | { readonly kind: "assign"; readonly assignment: number }
  | { readonly kind: "raise"; readonly raised: number }
  | { readonly kind: "arm"; readonly slot: number; readonly delay: TableDelay }
  | { readonly kind: "cancel"; readonly slot: number };

/** How long a delay runs: so many ms, or what a function of that name says. */
export type TableDelay =
  | { readonly delayMs: number }
  | { readonly name: string; readonly params?: PlainData };

/** One transition out of one leaf, with everything that leaving and entering states means. */
export interface TableWay {
  /** Absent when nothing stands in its way; it is the last one then. */
  readonly guard?: TableGuard;
  /** In the order in which they run; those of several regions interleave phase by phase. */
  readonly exit: readonly TableAction[];
  readonly actions: readonly TableAction[];
  readonly enter: readonly TableAction[];
  /** Leaf in which the region stands afterwards. */
  readonly leaf: number;
  /** True when other states are active afterwards, whatever the actions do. */
  readonly moves: boolean;
}

/** The ways of one region, by leaf, child to parent; an empty list where none begins. */
export interface RegionWays {
  readonly region: number;
  readonly byLeaf: readonly (readonly TableWay[])[];
}

/** What one event can do. */
export interface TableEvent {
  readonly type: string;
  /** Regions that answer it in some leaf, in document order. */
  readonly regions: readonly RegionWays[];
  /** What the machine itself does when no region had an answer; nothing moves by it. */
  readonly root: readonly TableWay[];
}

/** One region: a part of the machine in which one leaf is active at a time. */
export interface TableRegion {
  /** Its key; empty when the machine has no regions and is the only one itself. */
  readonly name: string;
  /** Where its leaf code stands among the bits of a place. */
  readonly shift: number;
  readonly mask: number;
  readonly leaves: readonly TableLeaf[];
}

/** A state without states below it. */
export interface TableLeaf {
  readonly path: string;
  /** What is active below the region. */
  readonly value: MachineValue;
}

/** A named action that goes out to whoever carries it out. */
export interface TableAsk {
  readonly type: string;
  readonly params?: PlainData;
}

/** A named change of the context. */
export interface TableAssignment {
  readonly name: string;
  readonly params?: PlainData;
  /** Fields that it sets one by one; absent when one function gives all of them. */
  readonly fields?: readonly AssignedField[];
}

/** One field of a context, set to plain data or to what its own function gives. */
export type AssignedField = { readonly key: string; readonly data?: PlainData };

/** A delay of the chart under the name by which it is armed, and the event that it delivers. */
export interface TableSlot {
  readonly name: string;
  readonly event: RaisedEvent;
}

/** An event that the machine delivers to itself. */
export interface RaisedEvent {
  readonly code: number;
  readonly event: { readonly type: string; readonly [key: string]: PlainData };
}

/**
 * A chart with nothing left to be looked up: the intermediate form from which it is stepped and
 * written as code. Plain data throughout; events, leaves, actions and delays are small integers.
 *
 * Invariants:
 * - a place is one non-negative integer of 31 bits that holds the leaf code of every region;
 * - no way leads out of its region;
 * - the alphabet is closed: events behind it are those that delays deliver.
 */
export interface ChartTable {
  readonly id: string;
  readonly events: readonly TableEvent[];
  readonly regions: readonly TableRegion[];
  /** Eventless ways; regions without any are left out. */
  readonly always: readonly RegionWays[];
  readonly actions: readonly TableAsk[];
  readonly assignments: readonly TableAssignment[];
  readonly raised: readonly RaisedEvent[];
  readonly slots: readonly TableSlot[];
  /** Place in which the machine starts, and what it does on the way in. */
  readonly initial: { readonly place: number; readonly enter: readonly TableAction[] };
  /** Rounds of eventless and raised transitions that one event may take. */
  readonly iterationsMax: number;
}
