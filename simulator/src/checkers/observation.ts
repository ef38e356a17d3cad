import type {
  DeviceInput,
  DosePlan,
  Effect,
  JournalRecord,
  LadderNotice,
} from "@dosekit/protocols";
import type { PlantFact } from "../plant/plant.ts";

/** Something that the simulation saw, told to every checker in order of true time. */
export type Observation = {
  /** True time of the world, ms since the Unix epoch. */
  readonly trueMs: number;
  readonly deviceId: string;
} /** A device joined with its product and the ladder that applies to its alerts. */ & (
  | { readonly seen: "device"; readonly product: string; readonly spoolEvents: number }
  /** The device accepted a plan; it knows these doses from its next window on. */
  | { readonly seen: "plan"; readonly plan: DosePlan }
  /** A record became durable in the device's journal. */
  | { readonly seen: "record"; readonly record: JournalRecord }
  /** The device asked its board for something; `durableSeq` is the last durable record then. */
  | {
      readonly seen: "effect";
      readonly effect: Effect;
      readonly durableSeq: number;
      readonly civilMs: number | undefined;
      readonly clockErrorMs: number;
    }
  /** Something happened to the device. */
  | { readonly seen: "input"; readonly input: DeviceInput }
  /** What truly happened to the medicine. */
  | { readonly seen: "plant"; readonly fact: PlantFact }
  /** The gateway's inbox committed a record. */
  | { readonly seen: "committed"; readonly record: JournalRecord }
  /** A recipient was told of an alert. */
  | { readonly seen: "notice"; readonly notice: LadderNotice }
  /** Somebody took charge of an alert. */
  | { readonly seen: "acknowledged"; readonly alertId: string }
  /** The device started (`on`) or lost power. */
  | { readonly seen: "power"; readonly on: boolean }
  /** A fault began or ended; liveness rules count from the end of the last. */
  | { readonly seen: "fault"; readonly fault: string; readonly active: boolean }
);
