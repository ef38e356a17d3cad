import { MINUTE_MS } from "@dosekit/protocols";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import { stoodStill } from "./alert-facts.ts";
import { type DoseFact, wasNotToBeHad, wasOfTheMechanism } from "./dose-facts.ts";
import type { Case, JudgedCheck } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
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

/**
 * Every dose that fell due in the incident was there for its user. One that was kept back for
 * something of the mechanism, which the device told, is no matter of the incident.
 */
export function dosesThere(
  log: LifeLog,
  doses: readonly DoseFact[],
  expect: BothTexts = DOSES_THERE,
): JudgedCheck {
  const gone = doses.filter(wasNotToBeHad);
  const isOther = (dose: DoseFact) => wasOfTheMechanism(dose) && isTold(log, dose);
  const lost = gone.filter((dose) => !isOther(dose));
  const missed = doses.filter(({ outcome }) => outcome === "missed").length;
  const others = gone.length - lost.length;
  return {
    id: "doses-there",
    class: "A",
    expect,
    outcome: lost.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${doses.length} doser falt innenfor; ${lost.length} kunne ikke fås på grunn av hendelsen, ${others} av andre grunner, med varsel. ${missed} lot brukeren ligge.`,
      en: `${doses.length} doses fell due; ${lost.length} could not be had because of it, ${others} for other reasons, with an alert. ${missed} were left by the user.`,
    },
    cases: lost.map(({ deviceId, dueMs }) => ({ deviceId, atMs: dueMs })),
  };
}

function isTold(log: LifeLog, { deviceId, closedMs = 0 }: DoseFact): boolean {
  return stoodStill(log, deviceId, closedMs) || stoodStill(log, deviceId, closedMs - 1);
}

/** Doses are offered at their times, during the incident and after it. */
export function scheduleUnmoved(log: LifeLog, doses: readonly DoseFact[]): JudgedCheck {
  const offered = doses.filter(
    ({ deviceId, dueMs, offeredMs }) =>
      offeredMs !== undefined && !stoodStill(log, deviceId, dueMs),
  );
  const offBy = ({ offeredMs = 0, dueMs }: DoseFact) => Math.abs(offeredMs - dueMs);
  const moved = offered.filter((dose) => offBy(dose) > ON_TIME_MS);
  const worstS = Math.round(Math.max(0, ...offered.map(offBy)) / 1_000);
  const minutes = ON_TIME_MS / MINUTE_MS;
  return {
    id: "schedule",
    class: "B",
    expect: {
      nb: "Dosene tilbys til sine tider; ingen plan forskyves.",
      en: "Doses are offered at their times; no schedule shifts.",
    },
    outcome: moved.length === 0 ? "passed" : "failed",
    saw: {
      nb: `${offered.length} doser ble tilbudt, ${moved.length} mer enn ${minutes} minutter fra sin tid; størst avvik ${worstS} s.`,
      en: `${offered.length} doses were offered, ${moved.length} more than ${minutes} minutes off; at most ${worstS} s off.`,
    },
    cases: moved.map(({ deviceId, offeredMs = 0 }): Case => ({ deviceId, atMs: offeredMs })),
  };
}

const DOSES_THERE: BothTexts = {
  nb: "Hver dose som faller innenfor hendelsen, er klar for brukeren.",
  en: "Every dose that falls due in the incident is there for its user.",
};
