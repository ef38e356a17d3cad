import type {
  DeviceLogic,
  DurableStore,
  EscalationLadder,
  JournalRecord,
} from "@dosekit/protocols";
import { MemoryStore, MemoryWitness } from "@dosekit/sdk/device";
import type { PlantOffer } from "../plant/plant-of.ts";
import { type BoardMemory, STORE_BYTES } from "./simulated-board.ts";

/** Deliberate defects in one home; each stands in front of the part that it spoils. */
export interface HomeSpoilers {
  /** The device's program. */
  readonly logic?: (logic: DeviceLogic<unknown>) => DeviceLogic<unknown>;
  /** The mechanism. */
  readonly mechanism?: (offer: PlantOffer) => PlantOffer;
  /** The device's storage, where the device runs on the SDK's runtime. */
  readonly store?: (store: DurableStore) => DurableStore;
  /** The gateway's inbox: the records that it commits when one arrives. */
  readonly commits?: (record: JournalRecord) => readonly JournalRecord[];
  /** The ladder by which the gateway tells people of alerts. */
  readonly ladder?: (ladder: EscalationLadder) => EscalationLadder;
}

/** Makes a board's memory with a defect in its storage. */
export function spoiledMemory(spoil: NonNullable<HomeSpoilers["store"]>): {
  readonly memory: BoardMemory;
} {
  return { memory: { store: spoil(new MemoryStore(STORE_BYTES)), witness: new MemoryWitness() } };
}
