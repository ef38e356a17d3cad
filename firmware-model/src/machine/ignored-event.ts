/** Events that states leave unanswered on purpose; everything else they answer. */
export interface IgnoredEvents {
  /** Paths of states; a path stands for all states below it too. */
  readonly states: readonly string[];
  readonly events: readonly string[];
  readonly reason: string;
}
