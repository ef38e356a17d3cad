import { DAY_MS, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { BothTexts } from "../criterion.ts";
import { hazardsOf } from "../incidents/hazard-facts.ts";
import { rulesHeld } from "../incidents/shared-checks.ts";
import { profileIn } from "../incidents/town.ts";
import type { PathwayStepName } from "../result/pathway-result.ts";
import { judgeReset } from "./judge-reset.ts";
import { dueIn, type LivedWay, lostIn, missedAlertsIn, modeSince } from "./lived-way.ts";
import { plannedBetween } from "./pathway-calendar.ts";
import { toldOfStay } from "./register-stay.ts";

/** What a step was found to be. */
export interface StepFinding {
  readonly holds: boolean;
  readonly saw: BothTexts;
  /** Where its deviation is told from, true time. */
  readonly atMs: number;
}

/** How soon a device takes its plan, and follows what staff ask of it, ms. */
const CONFIGURED_WITHIN_MS = 15 * MINUTE_MS;
const FOLLOWS_WITHIN_MS = 10 * MINUTE_MS;
/** How far the end of the test period may be from two weeks, ms. */
const TEST_SLACK_MS = HOUR_MS;

/** Judges of the steps that a device takes; what people see to has none. */
export const STEP_JUDGES: Readonly<
  Partial<Record<PathwayStepName, (way: LivedWay) => StepFinding>>
> = {
  configuration: judgeConfiguration,
  "two-week-test": judgeTest,
  "daily-use": judgeDailyUse,
  "institution-stay": judgeInstitution,
  "holiday-municipality": judgeHoliday,
  collection: judgeCollection,
  reset: judgeReset,
};

function judgeConfiguration(way: LivedWay): StepFinding {
  const { startMs } = way.when;
  const taken = way.records.find(({ record }) => record.kind === "plan.accepted")?.atMs;
  const configured = modeSince(way, "configured", startMs);
  const tookS = Math.round(((taken ?? startMs) - startMs) / 1_000);
  const isSoon = taken !== undefined && taken - startMs <= CONFIGURED_WITHIN_MS;
  return {
    holds: isSoon && configured !== undefined,
    atMs: startMs,
    saw:
      taken === undefined
        ? { nb: "Planen ble aldri tatt imot.", en: "The plan was never taken." }
        : {
            nb: `Planen ble tatt imot etter ${tookS} s; dispenseren ${configured === undefined ? "ble ikke" : "ble"} konfigurert.`,
            en: `The plan was taken after ${tookS} s; the dispenser was ${configured === undefined ? "not " : ""}configured.`,
          },
  };
}

function judgeTest(way: LivedWay): StepFinding {
  const { trainingMs, testOverMs, dailyUseMs } = way.when;
  const began = modeSince(way, "training", trainingMs);
  const asked = modeSince(way, "evaluation-due", trainingMs);
  const doses = dueIn(way, trainingMs, testOverMs);
  const lost = lostIn(way, trainingMs, testOverMs);
  const days = (((asked ?? dailyUseMs) - (began ?? trainingMs)) / DAY_MS).toFixed(1);
  const isDue = asked !== undefined && Math.abs(asked - testOverMs) <= TEST_SLACK_MS;
  return {
    holds: isSoonAfter(began, trainingMs) && isDue && lost.length === 0 && doses.length > 0,
    atMs: lost[0]?.dueMs ?? asked ?? trainingMs,
    saw: {
      nb: `${doses.length} doser i testperioden, ${lost.length} kunne ikke fås. Dispenseren ba ${asked === undefined ? "ikke om evaluering" : `om evaluering etter ${days.replace(".", ",")} dager`}.`,
      en: `${doses.length} doses in the test period, ${lost.length} could not be had. The dispenser ${asked === undefined ? "did not ask for evaluation" : `asked for evaluation after ${days} days`}.`,
    },
  };
}

function judgeDailyUse(way: LivedWay): StepFinding {
  const { dailyUseMs, pauseMs } = way.when;
  const began = modeSince(way, "daily-use", dailyUseMs);
  const doses = dueIn(way, dailyUseMs, pauseMs);
  const lost = lostIn(way, dailyUseMs, pauseMs);
  const open = way.alerts.filter(
    ({ severity, raisedMs, actedMs, clearedMs }) =>
      severity >= 20 &&
      raisedMs < pauseMs - DAY_MS &&
      Math.min(actedMs ?? Number.POSITIVE_INFINITY, clearedMs ?? Number.POSITIVE_INFINITY) -
        raisedMs >
        DAY_MS,
  );
  const rules = rulesHeld(way.run);
  return {
    holds:
      isSoonAfter(began, dailyUseMs) &&
      lost.length + open.length === 0 &&
      doses.length > 0 &&
      rules.outcome === "passed",
    atMs: lost[0]?.dueMs ?? open[0]?.raisedMs ?? rules.cases[0]?.atMs ?? dailyUseMs,
    saw: {
      nb: `${doses.length} doser, ${lost.length} kunne ikke fås; ${open.length} varsler uten oppfølging. ${rules.saw.nb}`,
      en: `${doses.length} doses, ${lost.length} could not be had; ${open.length} alerts without follow-up. ${rules.saw.en}`,
    },
  };
}

function judgeInstitution(way: LivedWay): StepFinding {
  const { pauseMs, resumeMs, travelMs } = way.when;
  const { deviceId } = way.device;
  const planned = dueIn(way, pauseMs, resumeMs);
  const offered = planned.filter(({ offeredMs }) => offeredMs !== undefined).length;
  const paused = planned.filter(
    ({ outcome, reason }) => outcome === "withheld" && reason === "paused",
  );
  const told = missedAlertsIn(way, pauseMs + FOLLOWS_WITHIN_MS, resumeMs);
  const after = dueIn(way, resumeMs, travelMs);
  const lost = lostIn(way, resumeMs, travelMs);
  const wrong = hazardsOf(way.run.log, [deviceId], WRONG_DOSES).filter(
    ({ atMs }) => atMs >= resumeMs && atMs < travelMs,
  );
  const isPaused = isSoonAfter(modeSince(way, "temporary-stop", pauseMs), pauseMs);
  const isBack = isSoonAfter(modeSince(way, "daily-use", resumeMs), resumeMs);
  return {
    holds:
      isPaused &&
      isBack &&
      offered + told + lost.length + wrong.length === 0 &&
      paused.length === planned.length &&
      planned.length * after.length > 0,
    atMs: wrong[0]?.atMs ?? lost[0]?.dueMs ?? pauseMs,
    saw: {
      nb: `${planned.length} doser falt i pausen: ${offered} ble tilbudt, ${paused.length} holdt tilbake, ${told} varslet som utelatt. Etterpå ${after.length} doser, ${lost.length} kunne ikke fås, ${wrong.length} ganger kom feil dose.`,
      en: `${planned.length} doses fell in the pause: ${offered} were offered, ${paused.length} withheld, ${told} told as missed. After it ${after.length} doses, ${lost.length} could not be had, ${wrong.length} times a wrong dose came.`,
    },
  };
}

function judgeHoliday(way: LivedWay): StepFinding {
  const { travelMs, travelUntilMs, homeAgainMs, evaluationMs } = way.when;
  const { plan, product } = way.device;
  const inBag = plannedBetween(plan, travelMs, travelUntilMs);
  const ahead = dueIn(way, travelMs, travelUntilMs).filter(
    ({ outcome }) => outcome === "released-ahead",
  ).length;
  const told = missedAlertsIn(way, travelMs, travelUntilMs + HOUR_MS);
  const there = dueIn(way, travelUntilMs, evaluationMs);
  const lost = lostIn(way, travelUntilMs, evaluationMs);
  const stay = toldOfStay(way, { fromMs: travelMs, untilMs: homeAgainMs });
  const profile = profileIn({ profiles: way.run.spec.profiles ?? [] }, product);
  const canTravel = profile.unsupportedCommands?.["release-travel"] === undefined;
  const isPacked = !canTravel || ahead === inBag;
  return {
    holds: isPacked && told + lost.length === 0 && there.length > 0 && stay.isRight,
    atMs: lost[0]?.dueMs ?? travelMs,
    saw: {
      nb: `${ahead} av ${inBag} doser til reisen ble gitt ut på forhånd; ${told} varsler om dem. Deretter ${there.length} doser på reisen og hjemme, ${lost.length} kunne ikke fås. ${stay.saw.nb}`,
      en: `${ahead} of ${inBag} doses for the journey were handed out ahead; ${told} alerts about them. Then ${there.length} doses away and at home, ${lost.length} could not be had. ${stay.saw.en}`,
    },
  };
}

function judgeCollection(way: LivedWay): StepFinding {
  const { endedMs, resetMs } = way.when;
  const ended = modeSince(way, "ended", endedMs);
  const doses = dueIn(way, endedMs, resetMs);
  const offered = doses.filter(
    ({ offeredMs = 0 }) => offeredMs > endedMs + FOLLOWS_WITHIN_MS,
  ).length;
  const notices = way.run.log
    .of(way.device.deviceId)
    .filter(
      ({ seen, trueMs }) =>
        seen === "notice" && trueMs > endedMs + FOLLOWS_WITHIN_MS && trueMs < resetMs,
    );
  return {
    holds: isSoonAfter(ended, endedMs) && offered + notices.length === 0,
    atMs: endedMs,
    saw: {
      nb: `Tjenesten ble ${ended === undefined ? "ikke avsluttet" : "avsluttet"}; deretter ${doses.length} planlagte tider, ${offered} doser tilbudt og ${notices.length} varslinger.`,
      en: `The service was ${ended === undefined ? "not " : ""}ended; then ${doses.length} planned times, ${offered} doses offered and ${notices.length} notices.`,
    },
  };
}

const WRONG_DOSES = new Set([
  "wrong-pouch",
  "wrong-dose",
  "wrong-compartment",
  "two-pouches",
  "two-doses",
]);

function isSoonAfter(atMs: number | undefined, askedMs: number): boolean {
  return atMs !== undefined && atMs - askedMs <= FOLLOWS_WITHIN_MS;
}
