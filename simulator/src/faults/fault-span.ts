/** When a fault holds, in true time. */
export interface FaultSpan {
  readonly fromMs: number;
  /** How long it lasts, in ms; infinite for what is never mended. */
  readonly durationMs: number;
}
