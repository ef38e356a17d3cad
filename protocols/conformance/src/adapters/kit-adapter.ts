import type { IcsStatement } from "../ics/ics-statement.ts";
import type { DutAdapter, DutRole } from "../scenario/dut-adapter.ts";
import type { ScenarioParams } from "../scenario/params.ts";
import type { Scenario } from "../scenario/scenario.ts";
import type { AdapterAddress } from "./adapter-address.ts";
import type { Fixture } from "./fixture.ts";

/** A way to the one under test, as a run uses it. */
export interface KitAdapter extends DutAdapter {
  /** As on the command line. */
  readonly name: string;
  /** Cases that can run at once: 1 for one device on a desk. */
  readonly atOnce: number;
  /** Switches that no real device has, each in a few words. */
  readonly simulationOnly: readonly string[];
  /** Who does what a scenario asks to be done. */
  readonly handsOf: "person" | "program" | "product";
  /** Tolerances that fit it, where they are not those of a desk. */
  readonly params?: ScenarioParams;
  /** Why it can't carry a case at all; `undefined` when it can. */
  refusal(one: Scenario): string | undefined;
  /** Gets ready. A rejection with a `KitMistake` says that port, broker or usage are wrong. */
  open(): Promise<void>;
  /** Why nothing more can be done with it, such as a port that is gone. */
  readonly gone: string | undefined;
  close(): Promise<void>;
}

/** What an adapter is made with. */
export interface AdapterContext {
  readonly role: DutRole;
  /** What stands in for hands; absent when there is nobody. */
  readonly fixture?: Fixture;
  readonly ics?: IcsStatement;
  /** Tells the user something, such as where to connect the device. */
  readonly tell: (text: string) => void;
}

/** A kind of adapter, chosen by the scheme in front of an address. */
export interface AdapterKind {
  /** Such as `serial`. */
  readonly scheme: string;
  /** How an address is written, and what it means, in one line. */
  readonly help: string;
  /** A statement that fits what it starts, where it brings one along. */
  readonly ics?: (address: AdapterAddress) => IcsStatement;
  /** Cases that are for it alone; without them it is for those of devices and gateways. */
  readonly cases?: (ics: IcsStatement) => readonly Scenario[];
  /** @throws KitMistake when the address can't be used here */
  make(address: AdapterAddress, context: AdapterContext): KitAdapter;
}
