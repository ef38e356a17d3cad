import {
  createDevice,
  type Figure,
  HARDWARE_FIGURES,
  namedFigures,
  PROFILES,
  type ProductProfile,
  type ProfileProblem,
  profileOf,
  validateProfile,
  zoneTableOf,
} from "@dosekit/firmware-model";
import { ALERTS, type AlertCode } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { MEDIDO, READERS } from "../../../support/firmware-model/roll-stories.ts";
import { PILLY, PILLY_IN_HAND } from "../../../support/firmware-model/tray-bench.ts";

const [E300] = READERS;

function problems(change: Partial<ProductProfile>): readonly ProfileProblem[] {
  return validateProfile({ ...PILLY, ...change });
}

function fields(change: Partial<ProductProfile>): readonly string[] {
  return problems(change).map(({ field }) => field);
}

describe.each(PROFILES)("the profile of $product", (profile) => {
  test("is in order", () => {
    expect(validateProfile(profile)).toEqual([]);
  });

  test("says of every figure where it comes from", () => {
    const figures = namedFigures(profile);
    expect(figures.length).toBeGreaterThan(15);
    expect(figures.filter(([, { source }]) => source.length < 5)).toEqual([]);
  });

  test("is found by its name", () => {
    expect(profileOf(profile.product)).toBe(profile);
  });

  test("calls only alerts unreachable that exist, and lets a hazard raise none of them", () => {
    const unreachable = Object.keys(profile.unreachableAlerts);
    expect(unreachable.filter((code) => !(code in ALERTS))).toEqual([]);
    expect(profile.hazards.filter(({ alert }) => unreachable.includes(alert))).toEqual([]);
  });
});

describe.each(["dosell", "karie"])("the profile of %s, of which little was found", (product) => {
  test("calls no figure found that was not, and says of every default that it is one", () => {
    const profile = profileOf(product);
    if (profile === undefined) throw new Error("no such product");
    const figures = namedFigures(profile);
    expect(figures.filter(([, { confidence }]) => confidence === "found")).toEqual([]);
    const unknown = figures.filter(([, { confidence }]) => confidence === "unknown");
    expect(unknown.length).toBeGreaterThan(15);
    expect(unknown.filter(([, { source }]) => !/our default/.test(source))).toEqual([]);
    expect(profile.mechanism.confidence).not.toBe("found");
  });
});

describe("a profile is refused", () => {
  test("when a figure is out of its range or no whole number", () => {
    expect(fields({ capacity: { ...PILLY.capacity, value: 30 } })).toEqual(["capacity"]);
    expect(fields({ lateMin: { ...PILLY.lateMin, value: 7.5 } })).toEqual(["lateMin"]);
  });

  test("when a figure has no source", () => {
    expect(fields({ lateMin: { ...PILLY.lateMin, source: "" } })).toEqual(["lateMin"]);
  });

  test("when its mechanism has no machine", () => {
    expect(fields({ mechanism: { ...PILLY.mechanism, value: "no-such" as never } })).toEqual([
      "mechanism",
    ]);
  });

  test("when a figure of its mechanism is missing", () => {
    expect(fields({ mechanismFigures: {} })).toEqual([
      "mechanismFigures.motionLimitSeconds",
      "mechanismFigures.tiltSettleSeconds",
      "mechanismFigures.earlyByTilting",
      "mechanismFigures.gestureSeconds",
      "mechanismFigures.misplacementRecovery",
    ]);
  });

  test("when reminding leaves no rest or low stock is never reached from above", () => {
    const { reminder } = PILLY;
    const repeatMinutes = { ...reminder.repeatMinutes, value: reminder.roundMinutes.value };
    expect(fields({ reminder: { ...reminder, repeatMinutes } })).toEqual([
      "reminder.repeatMinutes",
    ]);
    expect(fields({ lowStockDoses: { ...PILLY.lowStockDoses, value: 28 } })).toEqual([
      "lowStockDoses",
    ]);
  });

  test("when its name can't travel or an alert has no reason", () => {
    expect(fields({ product: "Pilly SMS" })).toEqual(["product"]);
    const { unreachableAlerts } = PILLY;
    expect(fields({ unreachableAlerts: { ...unreachableAlerts, "1.9": "" } })).toEqual([
      "unreachableAlerts.1.9",
    ]);
    expect(fields({ unreachableDispenses: { "3": "" } })).toEqual(["unreachableDispenses.3"]);
  });

  test("when it does not say why it leaves to others what it leaves to them", () => {
    const { "1.20": _gateway, "1.4": _message, ...rest } = PILLY.unreachableAlerts;
    expect(fields({ unreachableAlerts: rest })).toEqual([
      "unreachableAlerts.1.20",
      "unreachableAlerts.1.4",
    ]);
    expect(fields({ unreachableDispenses: {} })).toEqual(["unreachableDispenses.3"]);
  });

  test("when a figure is in another unit, has a name that no figure has, or leaves what any product keeps", () => {
    expect(problems({ lateMin: { ...PILLY.lateMin, unit: "s" } })).toEqual([
      { field: "lateMin", found: "s", allowed: "min" },
    ]);
    const figure = { ...PILLY.lateMin, value: 60, range: [0, 1_000_000] } as const;
    expect(fields({ clockErrorMaxMin: figure })).toEqual(["clockErrorMaxMin"]);
    expect(fields({ minimumSpacingMin: { ...figure, value: -5, range: [-10, 0] } })).toEqual([
      "minimumSpacingMin",
    ]);
    expect(problems({ service: { askedReleaseMin: figure } })).toEqual([
      { field: "service.askedReleaseMin", found: "60", allowed: "a whole number, 1 to 8" },
    ]);
    expect(fields({ hardware: { resetMax: figure } as never })).toEqual(["hardware.resetMax"]);
    const mechanismFigures = { ...PILLY.mechanismFigures, toString: figure };
    expect(fields({ mechanismFigures })).toEqual(["mechanismFigures.toString"]);
  });

  test("when it would silence an alert that no dispenser, or none like it, goes without", () => {
    const never = (profile: ProductProfile, code: AlertCode) =>
      validateProfile({
        ...profile,
        unreachableAlerts: { ...profile.unreachableAlerts, [code]: "We do not like it." },
      }).map(({ field }) => field);
    for (const profile of PROFILES) {
      for (const code of ["1.1", "1.2", "1.3", "1.5", "1.8", "1.14", "1.18", "1.22"] as const) {
        expect(never(profile, code)).toEqual([`unreachableAlerts.${code}`]);
      }
    }
    expect(never(PILLY, "1.23")).toEqual(["unreachableAlerts.1.23"]);
    expect(never(E300, "1.9")).toEqual(["unreachableAlerts.1.9"]);
    expect(never(E300, "1.19")).toEqual(["unreachableAlerts.1.19"]);
  });

  test("when it puts missed pouches away and would not tell that their store is full", () => {
    const { missedPouchHeld } = MEDIDO.mechanismFigures;
    const away = { ...missedPouchHeld, value: 0 } as Figure;
    const mechanismFigures = { ...MEDIDO.mechanismFigures, missedPouchHeld: away };
    expect(validateProfile({ ...MEDIDO, mechanismFigures })).toMatchObject([
      { field: "unreachableAlerts.1.9" },
    ]);
  });

  test("when a device on its stand could let something go early", () => {
    const { earlyByTilting } = PILLY_IN_HAND.mechanismFigures;
    const asking = {
      ...PILLY.mechanismFigures,
      earlyByTilting,
    } as ProductProfile["mechanismFigures"];
    expect(fields({ mechanismFigures: asking })).toEqual(["mechanismFigures.earlyByTilting"]);
    expect(fields({ earlyMin: PILLY_IN_HAND.earlyMin })).toEqual(["earlyMin"]);
  });

  test("when figures of power, update, temperature or alerts contradict each other", () => {
    const { batteryEmptyPermille, updateTrialMin } = HARDWARE_FIGURES;
    const empty = { ...batteryEmptyPermille, value: 100 };
    const batteryLowPermille = { ...PILLY.batteryLowPermille, value: 100 };
    expect(fields({ batteryLowPermille, hardware: { batteryEmptyPermille: empty } })).toEqual([
      "hardware.batteryEmptyPermille",
    ]);
    const trial = { ...updateTrialMin, value: 15 };
    expect(fields({ hardware: { updateTrialMin: trial } })).toEqual(["hardware.updateTrialMin"]);
    const { temperatureMinC } = HARDWARE_FIGURES;
    const warm = { ...HARDWARE_FIGURES.temperatureMaxC, value: 25 };
    const warmer = { ...temperatureMinC, value: 15 };
    expect(fields({ hardware: { temperatureMinC: warmer, temperatureMaxC: warm } })).toEqual([]);
    const lateMin = { ...MEDIDO.lateMin, value: 75 };
    expect(validateProfile({ ...MEDIDO, lateMin })).toEqual([
      {
        ...{ field: "alertPoints.0.minutes", found: "75" },
        allowed: "less than the late limit of 75",
      },
    ]);
  });

  test("when its hazards leave out what harm can come of, or alert of what it can't notice", () => {
    expect(problems({ hazards: [] })).toMatchObject([{ field: "hazards" }]);
    const hazards = PILLY.hazards.map((one) =>
      one.id === "wrong-load" ? { ...one, alert: "1.5" as const } : one,
    );
    expect(fields({ hazards })).toEqual([`hazards.${hazards.length - 1}.alert`]);
  });

  test("when it runs ladders and can tell nobody", () => {
    expect(fields({ notices: undefined as never })).toEqual(["ladderRunner"]);
  });

  test("before a device is made of it", () => {
    const profile = { ...PILLY, capacity: { ...PILLY.capacity, value: 0 } };
    expect(() => createDevice({ profile, zoneTableOf })).toThrow(/capacity is 0, allowed/);
  });

  test("a name that nobody has is no product", () => {
    expect(profileOf("no-such")).toBeUndefined();
  });
});
