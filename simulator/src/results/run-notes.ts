import type { TableLanguage } from "./run-texts.ts";

/** Sentences about how a run went, beside its tables. */
export interface RunNotes {
  readonly openLoop: (bare: number, devices: number) => string;
  readonly closedLoop: (bare: number, devices: number) => string;
  readonly stops: (count: number) => string;
  readonly swarm: (rates: string) => string;
  readonly traceHash: string;
  readonly events: string;
  readonly report: string;
}

/** These sentences by language. */
export const RUN_NOTES: Readonly<Record<TableLanguage, RunNotes>> = {
  en: {
    openLoop: (bare, devices) => `Open loop: ${bare} of ${devices} devices ran without bytes.`,
    closedLoop: (bare, devices) =>
      `${bare} of ${devices} devices ran without the bytes of their records.`,
    stops: (count) => `Devices' programs that had to stop: ${count}.`,
    swarm: (rates) => `Swarm, in a day and place: ${rates}.`,
    traceHash: "Trace hash",
    events: "Events",
    report: "Report",
  },
  no: {
    openLoop: (bare, devices) => `Åpen sløyfe: ${bare} av ${devices} enheter kjørte uten byte.`,
    closedLoop: (bare, devices) =>
      `${bare} av ${devices} enheter kjørte uten bytene til oppføringene sine.`,
    stops: (count) => `Programmer i enheter som måtte stanse: ${count}.`,
    swarm: (rates) => `Sverm, per døgn og sted: ${rates}.`,
    traceHash: "Sporsum",
    events: "Hendelser",
    report: "Rapport",
  },
};
