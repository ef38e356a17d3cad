import type { GatewayLog } from "../client/gateway-log.ts";
import type { GatewayTimers } from "../client/gateway-timers.ts";
import type { DurableTable } from "../durable-table/durable-table.ts";
import type { ResponseCentreLimits } from "./centre-limits.ts";
import type { SendCommand } from "./delivery/alert-acknowledger.ts";
import type { QueueTiming } from "./delivery/centre-queue.ts";
import type { LineCounters, ReceiverSettings } from "./delivery/receiver-line.ts";
import type { DeliveryRules } from "./delivery/row-intake.ts";
import type { ScaipAddress, ScaipLanguage } from "./scaip/scaip-alert.ts";

/** One response centre: its receivers, the first that takes a message gets it. */
export interface CentreSettings {
  readonly name: string;
  readonly receivers: readonly ReceiverSettings[];
  readonly timing?: Partial<QueueTiming>;
}

/** What the forwarding to response centres is made of. */
export interface ResponseCentreOptions {
  readonly centres: readonly CentreSettings[];
  /** Names the centre of a device; by default the only one that is set up. */
  readonly centreOf?: (deviceId: string) => string | undefined;
  /** Under which numbers the centre knows a device. */
  readonly addressOf: (deviceId: string) => ScaipAddress;
  readonly table: DurableTable;
  readonly timers: GatewayTimers;
  readonly nowMs: () => number;
  /** Fresh random text of at least 16 letters and digits. */
  readonly randomToken: () => string;
  readonly sendCommand: SendCommand;
  readonly rules?: Partial<Omit<DeliveryRules, "centreOf">>;
  /** What counts as somebody taking charge; a call that the answer announces by default. */
  readonly acknowledgeOn?: "call" | "accepted" | "never";
  readonly language?: ScaipLanguage;
  readonly log?: GatewayLog;
  readonly limits?: Partial<ResponseCentreLimits>;
}

/** What was counted since the start, and how much waits. */
export interface ResponseCentreCounters {
  readonly waiting: number;
  readonly accepted: number;
  /** Answers that accepted what was accepted before; the reference lets the centre see that too. */
  readonly acceptedAgain: number;
  /** Answers to nothing that is known. */
  readonly strayAnswers: number;
  /** Alerts of devices that no centre is set up for. */
  readonly unrouted: number;
  /** Devices that have as much here as they may, and are told of later. */
  readonly later: number;
  /** Rows, or rows of devices, that were given up since too much of their device waits. */
  readonly surplus: number;
  /** Stored values that could not be read. */
  readonly unreadableStored: number;
  readonly acknowledged: number;
  readonly lines: Readonly<Record<string, LineCounters>>;
}
