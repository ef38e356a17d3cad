import { MINUTE_MS } from "@dosekit/protocols";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import { type DoseFact, wasNotToBeHad } from "./dose-facts.ts";
import type { Case, JudgedCheck } from "./incident.ts";
import type { WatchedRun } from "./watched-run.ts";

/** How far from its due time a dose may be offered and the schedule still count as unmoved, ms. */
const ON_TIME_MS = 10 * MINUTE_MS;

/** No rule of safety or liveness was broken, and no program had to stop. */
export function rulesHeld({ sums }: WatchedRun): JudgedCheck {
  const { checks, violations, stops } = sums;
  const broken = Object.entries(checks).filter(([, { violated }]) => violated > 0);
  const made = Object.values(checks).reduce((sum, one) => sum + one.made, 0);
  const named = (language: "no" | "en") =>
    broken
      .map(([id, { violated }]) => `${id} (${CHECK_TEXTS[language][id as "S1"]}): ${violated}`)
      .join("; ");
  const stopped =
    stops > 0
      ? { nb: ` Programmer stanset: ${stops}.`, en: ` Programs stopped: ${stops}.` }
      : NOTHING;
  return {
    id: "rules",
    class: "A",
    expect: {
      nb: "Ingen av sikkerhetsreglene brytes, og ingen dispenser stanser.",
      en: "None of the safety rules is broken, and no dispenser stops.",
    },
    outcome: broken.length === 0 && stops === 0 ? "passed" : "failed",
    saw:
      broken.length === 0
        ? {
            nb: `Alle reglene holdt i ${made} prøvinger.${stopped.nb}`,
            en: `All rules held in ${made} decisions.${stopped.en}`,
          }
        : { nb: `Brutt: ${named("no")}.${stopped.nb}`, en: `Broken: ${named("en")}.${stopped.en}` },
    cases: violations.map(({ deviceId, trueMs }) => ({ deviceId, atMs: trueMs })),
  };
}

const NOTHING: BothTexts = { nb: "", en: "" };

/** Every record of the devices reached the gateway once. */
export function allDelivered({ sums }: WatchedRun): JudgedCheck {
  const { sent, lost, doubled, stranded = 0 } = sums.delivery;
  const kept = {
    nb: stranded > 0 ? ` ${stranded} ligger igjen på enheter uten nett.` : "",
    en: stranded > 0 ? ` ${stranded} are kept on devices without network.` : "",
  };
  return {
    id: "nothing-lost",
    class: "A",
    expect: {
      nb: "Ingen melding går tapt, og ingen blir lagret to ganger.",
      en: "No message is lost, and none is stored twice.",
    },
    outcome: lost === 0 && doubled === 0 ? "passed" : "failed",
    saw: {
      nb: `${sent} meldinger sendt, ${lost} tapt, ${doubled} lagret dobbelt.${kept.nb}`,
      en: `${sent} messages sent, ${lost} lost, ${doubled} stored twice.${kept.en}`,
    },
    cases: [],
  };
}

/** Every dose that fell due in the incident was there for its user. */
export function dosesThere(doses: readonly DoseFact[]): JudgedCheck {
  const gone = doses.filter(wasNotToBeHad);
  const missed = doses.filter(({ outcome }) => outcome === "missed").length;
  return {
    id: "doses-there",
    class: "A",
    expect: {
      nb: "Hver dose som faller innenfor hendelsen, er klar for brukeren.",
      en: "Every dose that falls due in the incident is there for its user.",
    },
    outcome: gone.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${doses.length} doser falt innenfor; ${gone.length} kunne ikke fås. ${missed} lot brukeren ligge.`,
      en: `${doses.length} doses fell due; ${gone.length} could not be had. ${missed} were left by the user.`,
    },
    cases: gone.map(({ deviceId, dueMs }) => ({ deviceId, atMs: dueMs })),
  };
}

/** Doses are offered at their times, during the incident and after it. */
export function scheduleUnmoved(doses: readonly DoseFact[]): JudgedCheck {
  const offered = doses.filter(({ offeredMs }) => offeredMs !== undefined);
  const offBy = ({ offeredMs = 0, dueMs }: DoseFact) => Math.abs(offeredMs - dueMs);
  const moved = offered.filter((dose) => offBy(dose) > ON_TIME_MS);
  const worstS = Math.round(Math.max(0, ...offered.map(offBy)) / 1_000);
  return {
    id: "schedule",
    class: "B",
    expect: {
      nb: "Dosene tilbys til sine tider; ingen plan forskyves.",
      en: "Doses are offered at their times; no schedule shifts.",
    },
    outcome: moved.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${offered.length} doser ble tilbudt, ${moved.length} mer enn ${ON_TIME_MS / MINUTE_MS} minutter fra sin tid; størst avvik ${worstS} s.`,
      en: `${offered.length} doses were offered, ${moved.length} more than ${ON_TIME_MS / MINUTE_MS} minutes off; at most ${worstS} s off.`,
    },
    cases: moved.map(({ deviceId, offeredMs = 0 }): Case => ({ deviceId, atMs: offeredMs })),
  };
}
