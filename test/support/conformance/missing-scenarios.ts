/** Why no scenario decides about a requirement, or no wrong peer breaks it. */
export interface MissingScenario {
  readonly requirement: string;
  readonly reason: string;
}

/**
 * Requirements that a program judges and no scenario does. Those that are judged by reading, or that
 * bind the specification, are not among them; an entry that no longer misses anything has to go.
 */
export const MISSING_SCENARIOS: readonly MissingScenario[] = [
  {
    requirement: "OMDP-CBR-009",
    reason: "no peer sees in which order a receiver looks at bytes; tests of the reader do",
  },
  {
    requirement: "OMDP-SEC-026",
    reason:
      "the scripted broker speaks no TLS; tests against a real broker hold certificates to it",
  },
];

/** Says why a requirement has no scenario, or no wrong peer. */
export function reasonForNoScenario(requirement: string): string | undefined {
  return MISSING_SCENARIOS.find((one) => one.requirement === requirement)?.reason;
}
