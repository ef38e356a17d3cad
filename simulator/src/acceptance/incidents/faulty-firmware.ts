import { DAY_MS, HOUR_MS } from "@dosekit/protocols";
import type { DeviceSpec } from "../../home/run-spec.ts";
import type { Persona, PersonaFigure } from "../../people/persona.ts";
import { personaNamed } from "../../people/personas.ts";
import type { BothTexts } from "../criterion.ts";
import { missedInSilence, type Notice, rulesIn, technicalAlerts } from "./fault-notices.ts";
import type { Incident, JudgedCheck, Trial } from "./incident.ts";
import { atLocal } from "./local-times.ts";
import { givingAgain, keepingQuiet } from "./planted-firmware.ts";
import { quietRun, type Town } from "./town.ts";
import type { WatchedRun } from "./watched-run.ts";

/** Homes of each product that get the faulty program. */
const HOMES = 6;
/** How soon after its first deed a fault is to be noticed, ms; inferred. */
const NOTICED_WITHIN_MS = DAY_MS;
/** A user who leaves every dose, so that a fault about missed doses shows. */
const LEAVES_DOSES = "leaves-doses";

/** A product's homes and from when on their program is wrong, true time. */
interface Faulty {
  readonly town: Town;
  readonly product: string;
  readonly devices: readonly DeviceSpec[];
  readonly fromMs: number;
}

/** An update brings a mistake; the service's own checks are to find it. */
export const FAULTY_FIRMWARE: Incident = {
  title: { nb: "Programvare med en plantet feil", en: "Firmware with a planted fault" },
  prepare: (town) => {
    const fromMs = atLocal(town.startDay + 1, 0);
    const products = [...new Set(town.homes.map(({ product }) => product))];
    const faulty = products.map((product): Faulty => {
      const devices = town.devices.filter((one) => one.product === product).slice(0, HOMES);
      return { town, product, devices, fromMs };
    });
    const count = faulty.reduce((sum, { devices }) => sum + devices.length, 0);
    const named = products.join(", ");
    return {
      course: {
        nb: `${count} dispensere (${named}) får ved midnatt programvare med en plantet feil: først en som slipper en dose til, så en som aldri varsler at en dose ikke er tatt (1.1). Det som prøves, er at noen eller noe merker det innen et døgn. Reglene er det testen selv som passer på; varsler og avstemming har tjenesten også i daglig drift.`,
        en: `At midnight ${count} dispensers (${named}) get firmware with a planted fault: first one that lets go another dose, then one that never tells of a missed dose (1.1). What is tested is that somebody or something notices within a day. The rules are watched by the test itself; alerts and reckoning the service has in daily operation too.`,
      },
      trials: faulty.flatMap((one) => [givesAgain(one), keepsQuiet(one)]),
    };
  },
};

function givesAgain({ town, devices, fromMs, product }: Faulty): Trial {
  return {
    spec: quietRun(town, 2, devices),
    spoil: givingAgain(fromMs),
    judge: (run) =>
      judged(
        {
          id: `gives-again-${product}`,
          expect: {
            nb: `${product}: At dispenseren slipper en dose til, merkes innen et døgn.`,
            en: `${product}: That the dispenser lets go another dose is noticed within a day.`,
          },
        },
        fromMs,
        run,
        [...rulesIn(run), ...technicalAlerts(run, fromMs)],
      ),
  };
}

function keepsQuiet({ town, devices, fromMs, product }: Faulty): Trial {
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
      judged(
        {
          id: `never-tells-${product}`,
          expect: {
            nb: `${product}: At dispenseren aldri varsler utelatte doser, merkes innen et døgn.`,
            en: `${product}: That the dispenser never tells of missed doses is noticed within a day.`,
          },
        },
        fromMs,
        run,
        [...rulesIn(run), ...missedInSilence(run, fromMs)],
      ),
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
  said: { readonly id: string; readonly expect: BothTexts },
  fromMs: number,
  run: WatchedRun,
  notices: readonly Notice[],
): ReturnType<Trial["judge"]> {
  const found = [...notices].sort((a, b) => a.atMs - b.atMs);
  const [first] = found;
  const isInTime = first !== undefined && first.atMs - fromMs <= NOTICED_WITHIN_MS;
  const [nb, en] = (["nb", "en"] as const).map((language) => waysIn(found, language));
  const hours = first === undefined ? 0 : Math.round((first.atMs - fromMs) / HOUR_MS);
  const check: JudgedCheck = {
    ...{ ...said, class: "A" },
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
    focus: { deviceId, fromMs: atMs - 3 * HOUR_MS, untilMs: atMs + HOUR_MS },
  };
}

/** Ways in which a fault showed, each once. */
function waysIn(found: readonly Notice[], language: "nb" | "en"): string {
  return [...new Set(found.map(({ by }) => by[language]))].join("; ");
}
