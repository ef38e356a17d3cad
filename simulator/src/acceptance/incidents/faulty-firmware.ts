import { ALERTS, DAY_MS, type JournalRecord, MINUTE_MS } from "@dosekit/protocols";
import type { DeviceSpec } from "../../home/run-spec.ts";
import type { Persona, PersonaFigure } from "../../people/persona.ts";
import { personaNamed } from "../../people/personas.ts";
import { CHECK_TEXTS } from "../../results/run-texts.ts";
import type { BothTexts } from "../criterion.ts";
import { alertsBetween, alertsOf } from "./alert-facts.ts";
import { dosesBetween } from "./dose-facts.ts";
import type { Incident, JudgedCheck, Trial } from "./incident.ts";
import type { LifeLog } from "./life-log.ts";
import { atLocal } from "./local-times.ts";
import { givingAgain, keepingQuiet } from "./planted-firmware.ts";
import { quietRun, type Town } from "./town.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Homes that get the faulty program. */
const HOMES = 8;
/** How soon after its first deed a fault is to be noticed, ms; inferred. */
const NOTICED_WITHIN_MS = DAY_MS;
/** How long after a dose's end its alert may come, ms. */
const ALERT_LATE_MS = 15 * MINUTE_MS;
/** A user who leaves every dose, so that a fault about missed doses shows. */
const LEAVES_DOSES = "leaves-doses";

/** Alerts that tell of something wrong in the device itself. */
const TECHNICAL: ReadonlySet<string | undefined> = new Set([
  ...["1.2", "1.3", "1.5", "1.6", "1.7", "1.8", "1.13", "1.20"],
]);

/** How a fault showed: where, when, and by what. */
interface Notice {
  readonly deviceId: string;
  readonly atMs: number;
  readonly by: BothTexts;
}

/** An update brings a mistake; the service's own checks are to find it. */
export const FAULTY_FIRMWARE: Incident = {
  title: { nb: "Programvare med en plantet feil", en: "Firmware with a planted fault" },
  prepare: (town) => {
    const fromMs = atLocal(town.startDay + 1, 0);
    const homes =
      [...town.homes].sort((a, b) => b.devices.length - a.devices.length)[0]?.devices ?? [];
    const devices = homes.slice(0, HOMES);
    const product = devices[0]?.product ?? "";
    return {
      course: {
        nb: `${devices.length} dispensere (${product}) får ved midnatt programvare med en plantet feil: først en som slipper en dose til, så en som aldri varsler at en dose ikke er tatt (1.1). Det som prøves, er at noen eller noe merker det innen et døgn.`,
        en: `At midnight ${devices.length} dispensers (${product}) get firmware with a planted fault: first one that lets go another dose, then one that never tells of a missed dose (1.1). What is tested is that somebody or something notices within a day.`,
      },
      trials: [givesAgain(town, devices, fromMs), keepsQuiet(town, devices, fromMs)],
    };
  },
};

function givesAgain(town: Town, devices: readonly DeviceSpec[], fromMs: number): Trial {
  return {
    spec: quietRun(town, 2, devices),
    spoil: givingAgain(fromMs),
    judge: (run) =>
      judged("gives-again", run, fromMs, {
        nb: "At en dispenser slipper en dose til, merkes innen et døgn.",
        en: "That a dispenser lets go another dose is noticed within a day.",
      }),
  };
}

function keepsQuiet(town: Town, devices: readonly DeviceSpec[], fromMs: number): Trial {
  const leaving = devices.map((device) => ({ ...device, persona: LEAVES_DOSES }));
  const quiet = quietRun(town, 2, leaving);
  return {
    spec: {
      ...quiet,
      personas: [leavesDoses()],
      people: { ...quiet.people, habits: { ...quiet.people.habits, relatives: false } },
    },
    spoil: keepingQuiet(fromMs),
    judge: (run) =>
      judged("never-tells", run, fromMs, {
        nb: "At en dispenser aldri varsler utelatte doser, merkes innen et døgn.",
        en: "That a dispenser never tells of missed doses is noticed within a day.",
      }),
  };
}

function leavesDoses(): Persona {
  const stable = personaNamed("stable");
  const never = (one: PersonaFigure): PersonaFigure => ({ ...one, value: 0 });
  const neither = ({ takesAlone: { A, B } }: Pick<Persona, "takesAlone">) => ({
    A: never(A),
    B: never(B),
  });
  return {
    ...stable,
    name: LEAVES_DOSES,
    takesAlone: neither(stable),
    takesAfterCall: neither({ takesAlone: stable.takesAfterCall }),
    idlePresses: never(stable.idlePresses),
    idleTilts: never(stable.idleTilts),
  };
}

function judged(
  id: string,
  run: WatchedRun,
  fromMs: number,
  expect: BothTexts,
): ReturnType<Trial["judge"]> {
  const found = noticesIn(run, fromMs);
  const [first] = found;
  const isInTime = first !== undefined && first.atMs - fromMs <= NOTICED_WITHIN_MS;
  const [nb, en] = (["nb", "en"] as const).map((language) => waysIn(found, language));
  const hours = first === undefined ? 0 : Math.round((first.atMs - fromMs) / (60 * MINUTE_MS));
  const check: JudgedCheck = {
    ...{ id, expect, class: "A" },
    outcome: isInTime ? "passed" : "failed",
    saw:
      first === undefined
        ? {
            nb: "Ingen regel, ikke noe varsel og ingen oppfølging viste feilen.",
            en: "No rule, no alert and no follow-up showed it.",
          }
        : {
            nb: `Merket etter ${hours} timer på ${first.deviceId}. Det viste seg ved: ${nb}.`,
            en: `Noticed after ${hours} hours on ${first.deviceId}. It showed by: ${en}.`,
          },
    cases: isInTime
      ? []
      : run.spec.devices.map(({ deviceId }) => ({ deviceId, atMs: fromMs })).slice(0, 1),
  };
  if (first === undefined) return { checks: [check] };
  const { deviceId, atMs } = first;
  return {
    checks: [check],
    focus: { deviceId, fromMs: atMs - 3 * 60 * MINUTE_MS, untilMs: atMs + 60 * MINUTE_MS },
  };
}

function waysIn(found: readonly Notice[], language: "nb" | "en"): string {
  return [...new Set(found.map(({ by }) => by[language]))].join("; ");
}

/** Everything by which the fault showed, the first before the others. */
function noticesIn(run: WatchedRun, fromMs: number): readonly Notice[] {
  const rules = run.sums.violations.map(({ check, deviceId, trueMs }): Notice => {
    const by = {
      nb: `regel ${check}, ${CHECK_TEXTS.no[check]}`,
      en: `rule ${check}, ${CHECK_TEXTS.en[check]}`,
    };
    return { deviceId, atMs: trueMs, by };
  });
  const alerts = alertsBetween(run.log, { fromMs, untilMs: run.endedMs })
    .filter(({ code, toldMs }) => TECHNICAL.has(code) && toldMs !== undefined)
    .map(({ code, deviceId, toldMs = 0 }): Notice => {
      const text = code === undefined ? { no: "", en: "" } : ALERTS[code];
      return {
        deviceId,
        atMs: toldMs,
        by: { nb: `varsel ${code} ${text.no}`, en: `alert ${code} ${text.en}` },
      };
    });
  const silent = missedInSilence(run.log, run.spec.devices, { fromMs, untilMs: run.endedMs });
  return [...rules, ...alerts, ...silent].sort((a, b) => a.atMs - b.atMs);
}

/** The gateway has it that a dose was missed, and no alert about it: that is for somebody to ask. */
function missedInSilence(
  log: LifeLog,
  devices: readonly DeviceSpec[],
  span: { readonly fromMs: number; readonly untilMs: number },
): readonly Notice[] {
  return devices.flatMap(({ deviceId }) => {
    const told = alertsOf(log, deviceId).filter(({ code }) => code === "1.1");
    const reached = new Map<string, number>();
    for (const seen of log.of(deviceId)) {
      if (seen.seen === "committed" && isMissed(seen.record))
        reached.set(seen.record.doseId ?? "", seen.trueMs);
    }
    return dosesBetween(log, [deviceId], span)
      .filter(({ outcome, dueMs, closedMs = 0 }) => {
        const isIn = (atMs: number) => atMs >= dueMs && atMs <= closedMs + ALERT_LATE_MS;
        return outcome === "missed" && !told.some(({ raisedMs }) => isIn(raisedMs));
      })
      .flatMap(({ doseId }) => {
        const atMs = reached.get(doseId);
        return atMs === undefined ? [] : [{ deviceId, atMs: atMs + ALERT_LATE_MS, by: IN_SILENCE }];
      });
  });
}

function isMissed({ kind, outcome }: JournalRecord): boolean {
  return kind === "dose.closed" && outcome === "missed";
}

const IN_SILENCE: BothTexts = {
  nb: "daglig avstemming i mottaket: dosen er meldt ikke utlevert, uten varsel 1.1",
  en: "daily reckoning at the gateway: the dose is told as missed, without alert 1.1",
};
