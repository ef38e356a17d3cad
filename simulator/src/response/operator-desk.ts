import type { AlertId, Severity } from "@dosekit/protocols";

/** Somebody who takes up one alert, and has to be let go afterwards. */
export interface Operator {
  /** Name within the centre; absent where operators are not told apart. */
  readonly name?: string;
  /** The alert is done with; the operator is free for the next one. */
  readonly release: () => void;
}

/** An alert that needs an operator. */
export interface DeskRequest {
  readonly deviceId: string;
  readonly alertId: AlertId;
  readonly severity: Severity;
  /** When somebody was first told of it, true time: the older of two alike comes first. */
  readonly sinceMs: number;
  /** Called once when an operator takes it up, perhaps at once. */
  readonly begin: (operator: Operator) => void;
}

/** Where alerts get an operator. */
export interface OperatorDesk {
  /**
   * Asks for an operator.
   *
   * @returns takes the request back; does nothing once an operator has begun
   */
  ask(request: DeskRequest): () => void;
}

/** An operator for every alert, at once. */
export const UNLIMITED_DESK: OperatorDesk = {
  ask: ({ begin }) => {
    begin({ release: () => undefined });
    return () => undefined;
  },
};

/** Nobody, ever. */
export const EMPTY_DESK: OperatorDesk = { ask: () => () => undefined };
