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

/** Why no wrong peer of a role breaks a requirement that binds this role. */
export interface MissingWrongPeer {
  readonly requirement: string;
  readonly role: "device" | "gateway";
  readonly reason: string;
}

const UNSEEN_TIMES =
  "what a gateway makes of local times stays inside it; tests of the reading that both share do";
const SHORT_MESSAGES =
  "the kit asks a gateway for no message that is too long for one frame; tests of the link do";

/** What binds both roles and is seen of one of them only. An entry that misses nothing has to go. */
export const MISSING_WRONG_PEERS: readonly MissingWrongPeer[] = [
  ...["OMDP-TIM-003", "OMDP-TIM-004", "OMDP-TIM-005", "OMDP-TIM-010"].map(
    (requirement) => ({ requirement, role: "gateway", reason: UNSEEN_TIMES }) as const,
  ),
  ...["OMDP-FRM-006", "OMDP-LNK-014"].map(
    (requirement) => ({ requirement, role: "gateway", reason: SHORT_MESSAGES }) as const,
  ),
  {
    requirement: "OMDP-SEC-025",
    role: "gateway",
    reason: "no peer sees the logs and errors of a gateway; tests of the client search them",
  },
];
