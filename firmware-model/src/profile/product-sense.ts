import type { AlertCode } from "@dosekit/protocols";
import { HARDWARE_FIGURES } from "./hardware-figures.ts";
import { hazardTable } from "./hazard-table.ts";
import { HAZARD_TOPICS, type MechanismKind, type ProductProfile } from "./product-profile.ts";
import type { ProfileProblem } from "./validate-profile.ts";

/** Alerts that no dispenser goes without: whoever adds a product can't make it silent. */
const OF_EVERY_PRODUCT: readonly AlertCode[] = [
  ...(["1.1", "1.2", "1.3", "1.5", "1.8", "1.13", "1.14"] as const),
  ...(["1.17", "1.18", "1.21", "1.22"] as const),
];

/** Alerts that come with a mechanism. */
const OF_MECHANISM: Readonly<Record<MechanismKind, readonly AlertCode[]>> = {
  "pouch-roll-reader": ["1.6", "1.7", "1.9"],
  "pouch-roll-plan": ["1.7"],
  tray: ["1.23"],
  carousel: [],
};

/** Looks whether figures that belong together make sense together, each of them being in its range. */
export function orderProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const { reminder, lowStockDoses, capacity, batteryLowPermille, alertPoints, lateMin } = profile;
  const hardware = { ...HARDWARE_FIGURES, ...profile.hardware };
  const { batteryEmptyPermille, updateTrialMin, updateQuietMin } = hardware;
  const { temperatureMinC, temperatureMaxC } = hardware;
  const round = reminder.roundMinutes.value;
  const repeat = reminder.repeatMinutes.value;
  const points = alertPoints.map((point, at) => {
    const minutes = point.after === "minutes" ? point.minutes.value : 0;
    return below(`alertPoints.${at}.minutes`, minutes, ["the late limit", lateMin.value]);
  });
  return [
    repeat > round
      ? []
      : [wrong("reminder.repeatMinutes", repeat, `more than a round of ${round}`)],
    below("lowStockDoses", lowStockDoses.value, ["the capacity", capacity.value]),
    below("hardware.batteryEmptyPermille", batteryEmptyPermille.value, [
      ...(["the low level", batteryLowPermille.value] as const),
    ]),
    below("hardware.updateTrialMin", updateTrialMin.value, [
      "the quiet time",
      updateQuietMin.value,
    ]),
    below("hardware.temperatureMinC", temperatureMinC.value, ["the most", temperatureMaxC.value]),
    ...points,
    standProblems(profile),
  ].flat();
}

/** On a stand nobody turns the device over by hand: nothing comes early, by no gesture and no plan. */
function standProblems({ mechanismFigures, earlyMin }: ProductProfile): readonly ProfileProblem[] {
  if (mechanismFigures["stand"]?.value !== 1) return [];
  const byTilting = mechanismFigures["earlyByTilting"]?.value ?? 0;
  return [
    byTilting === 0 ? [] : [wrong("mechanismFigures.earlyByTilting", byTilting, "0 on a stand")],
    earlyMin.range[1] === 0 ? [] : [wrong("earlyMin", earlyMin.range[1], "at most 0 on a stand")],
  ].flat();
}

/** Looks whether a profile says of an alert that it is never raised which its device has to raise. */
export function silencedProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const { mechanism, mechanismFigures, power, unreachableAlerts } = profile;
  const needed = [
    ...OF_EVERY_PRODUCT,
    ...(OF_MECHANISM[mechanism.value] ?? []),
    ...(mechanismFigures["missedPouchHeld"]?.value === 0 ? (["1.9"] as const) : []),
    ...(power === "battery" ? [] : (["1.19"] as const)),
  ];
  return needed
    .filter((code) => code in unreachableAlerts)
    .map((code) => wrong(`unreachableAlerts.${code}`, "a reason", "nothing: it has to be raised"));
}

/** Looks whether the hazards of a product speak of all that harm can come of. */
export function hazardProblems(profile: ProductProfile): readonly ProfileProblem[] {
  const covered = new Set(hazardTable(profile).flatMap(({ covers }) => covers));
  const left = HAZARD_TOPICS.filter((topic) => !covered.has(topic));
  const hidden = profile.hazards.flatMap(({ detection, alert }, at) =>
    detection === "undetectable" && alert !== "none"
      ? [wrong(`hazards.${at}.alert`, alert, "none for what the device can't notice")]
      : [],
  );
  return [
    ...(left.length === 0 ? [] : [wrong("hazards", "nothing", `a hazard of ${left.join(", ")}`)]),
    ...hidden,
  ];
}

function below(
  field: string,
  value: number,
  [what, limit]: readonly [what: string, limit: number],
): readonly ProfileProblem[] {
  return value < limit ? [] : [wrong(field, value, `less than ${what} of ${limit}`)];
}

function wrong(field: string, found: string | number, allowed: string): ProfileProblem {
  return { field, found: String(found), allowed };
}
