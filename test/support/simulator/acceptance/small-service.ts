import { type RunHooks, readService, type ServiceFile } from "@dosekit/simulator";
import { newHereThread } from "../lane-threads.ts";

/** A small service whose parts a test replaces; four products of four stories, well staffed. */
export function smallService(changes: Partial<ServiceFile> = {}): ServiceFile {
  return { ...readService(SMALL, "small.yaml"), ...changes };
}

const SMALL = `
municipality: Eksempelvik
stories:
  - { story: tone, product: evondos-e300, devices: 6, leasePerMonth: 1500, packingPerMonth: 200 }
  - { story: roar, product: medido, devices: 5, purchasePrice: 9000, servicePerMonth: 250 }
  - { story: hans, product: evondos-mini, devices: 3, leasePerMonth: 900 }
  - { story: peder, product: pilly-sms, devices: 4, purchasePrice: 4000 }
response:
  shifts:
    - { name: day, operators: 4, from: "07:00", until: "22:00" }
    - { name: night, operators: 4, from: "22:00", until: "07:00" }
  homeCare:
    - { name: all, staff: 8, from: "00:00", until: "00:00" }
  limits:
    serious: { acknowledgeMinutes: 15, actMinutes: 240 }
    moderate: { acknowledgeMinutes: 60, actMinutes: 480 }
conditions: { faults: everyday, areas: 2 }
approval:
  start: 2027-03-22
  weeks: 2
`;

/** Hooks of a part that is run by itself on the caller's thread. */
export function quietHooks(changes: Partial<RunHooks> = {}): RunHooks {
  return {
    ...{ seed: "small", workers: 1, signal: new AbortController().signal },
    ...{ onProgress: () => undefined, newThread: newHereThread },
    ...changes,
  };
}
