/** What the gateway tells its operator. Never holds a person's data or the content of a record. */
export interface GatewayLogEntry {
  readonly level: "info" | "warn" | "error";
  /** Stable name: `inbox.full`, `device.refused`, `device.malformed`. */
  readonly event: string;
  readonly deviceId?: string;
  /** Code of the fault or refusal. */
  readonly code?: string;
  /** How often it has happened so far. */
  readonly count?: number;
  readonly detail?: string;
}

/** Takes what the gateway tells; must not throw. */
export type GatewayLog = (entry: GatewayLogEntry) => void;

/** Says nothing. */
export const SILENT_LOG: GatewayLog = () => {};

/** Tells whether the n-th repetition is worth a line: the first, the tenth, the hundredth, … */
export function isWorthLogging(count: number): boolean {
  return Number.isInteger(Math.log10(count));
}
