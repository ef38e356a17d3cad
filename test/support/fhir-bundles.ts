/** What a Timing says in these tests; everything else of a request has a default. */
export interface TimingParts {
  readonly times: readonly string[];
  readonly start: string;
  readonly end?: string;
  readonly days?: readonly string[];
  /** Every so many days; absent means a Timing without period. */
  readonly every?: number;
}

/** One MedicationRequest of a patient with one dosage per Timing. */
export function medicationRequest(timings: readonly TimingParts[], patient = "p1"): object {
  return {
    resourceType: "MedicationRequest",
    status: "active",
    intent: "order",
    medicationCodeableConcept: { text: "Metoprolol" },
    subject: { reference: `Patient/${patient}` },
    dosageInstruction: timings.map((parts) => ({ timing: { repeat: repeatOf(parts) } })),
  };
}

/** A collection of requests. */
export function fhirBundle(requests: readonly object[]): object {
  return {
    resourceType: "Bundle",
    type: "collection",
    entry: requests.map((resource) => ({ resource })),
  };
}

function repeatOf({ times, start, end, days, every }: TimingParts): object {
  return {
    boundsPeriod: { start, ...(end !== undefined && { end }) },
    ...(every !== undefined && { frequency: times.length, period: every, periodUnit: "d" }),
    ...(days !== undefined && { dayOfWeek: days }),
    timeOfDay: times.map((time) => `${time}:00`),
  };
}
