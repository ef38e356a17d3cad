import type { BothTexts } from "../criterion.ts";
import type { IncidentName } from "../result/incident-result.ts";

/** What an incident is called while it runs, before there is a result that tells of it. */
export const INCIDENT_TITLES: Readonly<Record<IncidentName, BothTexts>> = {
  "area-power-cut": { nb: "strømbrudd i et område", en: "a power cut of an area" },
  "mobile-outage": { nb: "mobilnettet faller ut", en: "the mobile network fails" },
  "broker-down": { nb: "meldingsmegleren er nede", en: "the broker is down" },
  "centre-overloaded": { nb: "responssenteret overbelastes", en: "the response centre overloads" },
  "rolls-swapped": { nb: "ruller forbyttet mellom to brukere", en: "rolls swapped between users" },
  "pharmacy-change": { nb: "bytte av apotek", en: "a change of pharmacy" },
  "two-g-shut-down": { nb: "2G-nettet slås av", en: "the 2G network is shut down" },
  "faulty-firmware": { nb: "feil i enhetens programvare", en: "faulty firmware" },
};
