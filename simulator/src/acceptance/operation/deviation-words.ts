import type { CheckId } from "../../checkers/checker.ts";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import type { DeviationClass } from "../deviation.ts";
import { RESOLVED_WITHIN_DAYS } from "../measures/standing-alerts.ts";
import type { ThresholdRecord } from "../result/operation-result.ts";
import { SERVICE_MEASURES } from "../thresholds.ts";

/** Title and description of a deviation. */
export interface DeviationWords {
  readonly title: BothTexts;
  readonly what: BothTexts;
}

/** Rules about safety are critical; those about things arriving in time are serious. */
export function classOfRule(check: CheckId): DeviationClass {
  return check.startsWith("L") ? "B" : "A";
}

/** Tells of a rule that did not hold. */
export function ruleWords(check: CheckId, count: number, message: string): DeviationWords {
  const [nb, en] = [CHECK_TEXTS.no[check], CHECK_TEXTS.en[check]];
  return {
    title: { nb: `Regel ${check} er brutt: ${nb}`, en: `Rule ${check} is broken: ${en}` },
    what: {
      nb: `Regelen ble brutt ${times(count, "no")}. Første gang (på engelsk, fra prøveverktøyet): ${message}`,
      en: `The rule was broken ${times(count, "en")}. The first time: ${message}`,
    },
  };
}

/** Tells of devices whose program had to stop. */
export function stopWords(count: number, devices: number): DeviationWords {
  return {
    title: { nb: "Enhetens program stanset", en: "The device's program stopped" },
    what: {
      nb: `Programmet måtte stanse ${times(count, "no")}, på ${devices} enhet(er).`,
      en: `The program had to stop ${times(count, "en")}, on ${devices} device(s).`,
    },
  };
}

/** Tells of records that did not come, or came twice. */
export function deliveryWords(what: "lost" | "doubled", count: number): DeviationWords {
  const lost = what === "lost";
  return {
    title: lost
      ? { nb: "Hendelser gikk tapt på vei til mottaket", en: "Events were lost on their way" }
      : { nb: "Hendelser ble lagret to ganger", en: "Events were stored twice" },
    what: lost
      ? {
          nb: `${count} hendelse(r) fra enhetene kom aldri fram.`,
          en: `${count} event(s) of the devices never arrived.`,
        }
      : {
          nb: `${count} hendelse(r) ble lagret mer enn én gang.`,
          en: `${count} event(s) were stored more than once.`,
        },
  };
}

/** What a timeline tells of a planned dose of whose outcome no record ever told. */
export const UNRECORDED_HERE: BothTexts = {
  nb: "en planlagt dose forfaller her; enheten registrerte aldri hva som ble av den",
  en: "a planned dose is due here; the device never recorded what became of it",
};

/** Tells of planned doses of whose outcome no record ever told. */
export function unrecordedWords(count: number): DeviationWords {
  return {
    title: {
      nb: "Planlagte doser uten registrert utfall",
      en: "Planned doses whose outcome nobody recorded",
    },
    what: {
      nb: `Hva som ble av ${count} dose(r) i planen, registrerte enheten aldri. De regnes som ikke utlevert.`,
      en: `What became of ${count} dose(s) of the plan no device ever recorded. They count as missed.`,
    },
  };
}

/** Tells of alerts that stood for too many days. */
export function unresolvedWords(count: number, devices: number): DeviationWords {
  const days = RESOLVED_WITHIN_DAYS;
  return {
    title: {
      nb: `Varsler som fortsatt sto etter ${days} døgn`,
      en: `Alerts that still stood after ${days} days`,
    },
    what: {
      nb: `${count} varsel eller varsler med alvorlighet 20 eller mer sto i mer enn ${days} døgn, på ${devices} enhet(er), uansett hva som ble gjort.`,
      en: `${count} alert(s) of severity 20 or more stood for more than ${days} days, on ${devices} device(s), whatever was done.`,
    },
  };
}

/** Tells of a measure that is above its threshold. */
export function thresholdWords({ measure, value = 0, atMost }: ThresholdRecord): DeviationWords {
  const { nb, en } = SERVICE_MEASURES[measure];
  return {
    title: { nb: `Over terskelen: ${nb}`, en: `Above the threshold: ${en}` },
    what: {
      nb: `Målt ${inNorwegian(value)}; terskelen er høyst ${inNorwegian(atMost)} (${nb}).`,
      en: `Measured ${value}; the threshold is at most ${atMost} (${en}).`,
    },
  };
}

function inNorwegian(value: number): string {
  return String(value).replace(".", ",");
}

function times(count: number, language: "no" | "en"): string {
  if (language === "en") return count === 1 ? "once" : `${count} times`;
  return count === 1 ? "én gang" : `${count} ganger`;
}
