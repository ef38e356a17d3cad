import { type RunHooks, readService, type ServiceFile } from "@dosekit/simulator";

/** A made-up municipality whose rolls are read, with people enough; some lines of it may be others. */
export function incidentService(
  lines: { readonly stories?: readonly string[]; readonly operators?: number } = {},
): ServiceFile {
  const {
    stories = [
      "{ story: tone, product: evondos-e300, devices: 4 }",
      "{ story: peder, product: pilly-sms, devices: 2 }",
    ],
    operators = 3,
  } = lines;
  const text = [
    "municipality: Prøvevik",
    "stories:",
    ...stories.map((story) => `  - ${story}`),
    "response:",
    "  shifts:",
    `    - { name: all, operators: ${operators}, from: "00:00", until: "00:00" }`,
    "  limits:",
    "    serious: { acknowledgeMinutes: 5, actMinutes: 60 }",
    "    moderate: { acknowledgeMinutes: 15, actMinutes: 240 }",
    "approval: { start: 2027-03-01, weeks: 6 }",
  ].join("\n");
  return readService(text, "service.yaml");
}

/** Hooks of a part that nobody watches. */
export function quietHooks(more: Partial<RunHooks> = {}): RunHooks {
  const { signal } = new AbortController();
  return { seed: "incidents", workers: 1, signal, onProgress: () => undefined, ...more };
}
