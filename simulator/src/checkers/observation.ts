import type {
  DeviceInput,
  DosePlan,
  Effect,
  JournalRecord,
  LadderNotice,
  LadderRunner,
} from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";
import type { HandlingEvent } from "../response/alert-case.ts";
import type { ToldAlert } from "../response/alert-ladders.ts";
import type { RoomStanding } from "../response/operator-room.ts";

/** The device id under which a fault of gateway, broker or network is told: it concerns them all. */
export const FLEET = "*";

/**
 * Something that the simulation saw, told to every checker in order of true time.
 *
 * Within one step of a device the order is: the input, then each effect when the board carries it
 * out. A journal commit is told as an effect when it is asked for and as records once they are
 * durable; what stands behind it is told after that.
 */
export type Observation = {
  /** True time of the world, ms since the Unix epoch. */
  readonly trueMs: number;
  readonly deviceId: string;
} /** A device joined with its product and the ladder that applies to its alerts. */ & (
  | {
      readonly seen: "device";
      readonly product: string;
      readonly spoolEvents: number;
      /** The plan that its gateway has for it, whether or not the device ever accepts it. */
      readonly given?: DosePlan;
    }
  /** The device accepted a plan; it knows these doses from its next window on. */
  | { readonly seen: "plan"; readonly plan: DosePlan }
  /** A record became durable in the device's journal. */
  | { readonly seen: "record"; readonly record: JournalRecord }
  /** The device's storage forgot records that it had confirmed. */
  | {
      readonly seen: "forgotten";
      readonly epoch: number;
      readonly fromSeq: number;
      readonly throughSeq: number;
    }
  /** The device asked its board for something; `durableSeq` is the last durable record then. */
  | {
      readonly seen: "effect";
      readonly effect: Effect;
      readonly durableSeq: number;
      readonly civilMs: number | undefined;
      readonly clockErrorMs: number;
    }
  /** The device's clock jumped; the device may know of it only when it next looks. */
  | { readonly seen: "clock-jump" }
  /** Something happened to the device. */
  | { readonly seen: "input"; readonly input: DeviceInput }
  /** What truly happened to the medicine. */
  | { readonly seen: "plant"; readonly fact: PlantFact }
  /** The gateway's inbox committed a record. */
  | { readonly seen: "committed"; readonly record: JournalRecord }
  /** The gateway found something out about the device by itself, such as that it is away. */
  | { readonly seen: "finding"; readonly finding: JournalRecord }
  /** A recipient was told of an alert, by the gateway's side unless it says otherwise. */
  | { readonly seen: "notice"; readonly notice: LadderNotice; readonly by?: LadderRunner }
  /** Somebody took charge of an alert. */
  | { readonly seen: "acknowledged"; readonly alertId: string }
  /** Somebody did something about an alert. */
  | { readonly seen: "handling"; readonly alert: ToldAlert; readonly event: HandlingEvent }
  /** Who is there or what waits at a shared response centre, or at home care, changed ({@link FLEET}). */
  | { readonly seen: "desk"; readonly desk?: "home-care"; readonly standing: RoomStanding }
  /** The device started (`on`) or lost power. */
  | { readonly seen: "power"; readonly on: boolean }
  /** A fault began or ended ({@link FLEET}: for all); liveness rules count from the last one's end. */
  | { readonly seen: "fault"; readonly fault: string; readonly active: boolean }
);
