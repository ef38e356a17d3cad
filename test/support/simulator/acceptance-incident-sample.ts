import {
  type BothTexts,
  INCIDENTS,
  type IncidentResult,
  PATHWAY_STEPS,
  type PathwayResult,
  type TimelineActor,
  type TimelineEntry,
} from "@dosekit/simulator";
import { START_DAY } from "./acceptance-operation-sample.ts";

const both = (nb: string, en: string): BothTexts => ({ nb, en });
const SIX = START_DAY * 86_400_000 + 5 * 3_600_000;

const TITLES: Readonly<Record<(typeof INCIDENTS)[number], BothTexts>> = {
  "area-power-cut": both("Strømbrudd i et område", "Power cut of an area"),
  "mobile-outage": both("Mobilnettet er nede", "Mobile outage"),
  "broker-down": both("Meldingssystemet er nede", "Broker down"),
  "centre-overloaded": both("Responssenteret er overbelastet", "Response centre overloaded"),
  "rolls-swapped": both("To ruller er byttet om", "Rolls swapped between two users"),
  "pharmacy-change": both("Bytte av apotek", "Change of pharmacy"),
  "two-g-shut-down": both("2G slås av", "2G shut-down"),
  "faulty-firmware": both("Program med feil", "Firmware with a planted fault"),
};

/** All eight incidents: one failed, one whose check was not tested. */
export function incidentsSample(): readonly IncidentResult[] {
  return INCIDENTS.map((incident) => {
    const outcome =
      incident === "rolls-swapped"
        ? "failed"
        : incident === "two-g-shut-down"
          ? "not-tested"
          : "passed";
    return {
      ...{ incident, title: TITLES[incident], devices: 60, outcome, deviations: [] },
      course: both(
        "Begynte 01.03. kl. 06.00 og varte i 4 timer i 30 hjem.",
        "Began at 06:00 on 1 March and lasted 4 hours in 30 homes.",
      ),
      checks: [
        {
          ...{
            id: "told",
            outcome,
            expect: both("Hvert hjem melder 1.19.", "Each home tells 1.19."),
          },
          saw: both(
            "30 av 30 hjem meldte det innen 2 minutter.",
            "30 of 30 homes told it within 2 minutes.",
          ),
        },
        {
          ...{
            id: "rules",
            outcome: "passed",
            expect: both("Ingen regel brytes.", "No rule is broken."),
          },
          saw: both("S1 til S9 holdt, 1 204 ganger prøvd.", "S1 to S9 held, tested 1,204 times."),
        },
      ],
      timeline: [
        at(0, "mains", "Strømmen gikk.", "Mains went off."),
        at(1, "device", "Varslet 1.19, går på batteri.", "Told 1.19, runs on its battery."),
        at(6, "operator", "Kvitterte varselet.", "Acknowledged the alert."),
        at(240, "mains", "Strømmen kom tilbake.", "Mains came back."),
        at(240, "device", "Meldte at varselet er over.", "Told that the alert is over."),
      ],
      ...{ repeat: `dosekit accept run midtbygda.yaml --only incidents`, partial: false },
    };
  });
}

/** The pathway of one user of Tone's story, with what only people can test left open. */
export function pathwaysSample(): readonly PathwayResult[] {
  const manual = new Set(["mapping", "training", "evaluation"]);
  return [
    {
      ...{ story: "tone", product: "evondos-e300", outcome: "passed", deviations: [] },
      steps: PATHWAY_STEPS.map((step) => ({
        ...{ step, title: both(`Trinn ${step}`, `Step ${step}`) },
        actors: [both("saksbehandler", "case officer"), both("hjemmetjeneste", "home care")],
        method: manual.has(step) ? "manual" : "automatic",
        expect: both("Det som er avtalt, er gjort.", "What was agreed was done."),
        outcome: manual.has(step) ? "not-tested" : "passed",
        saw: manual.has(step)
          ? both("Testprotokollen er tom.", "The test protocol is empty.")
          : both("84 av 84 doser fikk riktig utfall.", "84 of 84 doses had the right outcome."),
      })),
      timeline: [
        at(0, "staff", "Satte opp enheten.", "Set the device up."),
        at(60 * 24, "staff", "Satte enheten på pause.", "Paused the device."),
      ],
      ...{ repeat: "dosekit accept run midtbygda.yaml --only pathway", partial: false },
    },
  ];
}

function at(minute: number, who: TimelineActor, nb: string, en: string): TimelineEntry {
  return {
    ...{ atMs: SIX + minute * 60_000, deviceId: "evondos-e300-000012", who },
    what: both(nb, en),
  };
}
