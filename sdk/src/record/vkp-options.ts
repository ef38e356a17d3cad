import type { BelievedSources } from "../inbox/row-subject.ts";
import type { DeviationSwitches } from "./deviations.ts";

/** An organisation by its HER id in the national address register. */
export interface VkpParty {
  readonly herId: string;
  readonly name: string;
}

/** What a message says beside the event itself. */
export interface VkpOptions {
  /** Name of the receiver, as placements name it. */
  readonly receiverName: string;
  readonly sender: VkpParty;
  readonly receiver: VkpParty;
  /** The gateway: its address as a URL, and a telephone number for questions. */
  readonly source: { readonly name: string; readonly endpoint: string; readonly phone?: string };
  /** Where the message is meant for, a URL. */
  readonly destination: string;
  /** IANA zone for times that people read; `Europe/Oslo` by default. */
  readonly zone?: string;
  readonly deviations?: Partial<DeviationSwitches>;
  /** Who may speak of other devices: this gateway's own id, a response centre's; nobody by default. */
  readonly sources?: BelievedSources;
}

/** Zone of times that people read, where none is given. */
export const RECORD_ZONE = "Europe/Oslo";
/** Namespace of HER ids. */
export const HER_SYSTEM = "urn:oid:2.16.578.1.12.4.1.2";
