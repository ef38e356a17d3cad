import type {
  DeviceLogic,
  DurableStore,
  EscalationLadder,
  JournalRecord,
} from "@dosekit/protocols";
import { MemoryStore, MemoryWitness } from "@dosekit/sdk/device";
import type { PlantOffer, PlantSetup } from "../plant/plant-of.ts";
import { type BoardMemory, STORE_BYTES } from "./simulated-board.ts";

/**
 * What stands in one home in place of a part of its own: deliberate defects, or a vendor's device
 * ({@link PortKit}).
 */
export interface HomeSpoilers {
  /** The device's program. */
  readonly logic?: (logic: DeviceLogic<unknown>) => DeviceLogic<unknown>;
  /** The mechanism; `setup` is what the home's own was built with. */
  readonly mechanism?: (offer: PlantOffer, setup: PlantSetup) => PlantOffer;
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
