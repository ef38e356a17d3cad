import { HARDWARE_FIGURES } from "./hardware-figures.ts";
import { SERVICE_FIGURES } from "./service-figures.ts";

/** What no product may leave: how a figure is measured, and between which values it means anything. */
export interface FigureLimit {
  /** Units that it may be given in; more than one only where they count the same thing. */
  readonly units: readonly string[];
  readonly min: number;
  readonly max: number;
}

const OF_PRODUCTS: Readonly<Record<string, FigureLimit>> = {
  capacity: { units: ["pouches", "slots", "doses"], min: 1, max: 255 },
  dosesPerDayMax: within("doses", 1, 24),
  earlyMin: within("min", 0, 300),
  lateMin: within("min", 5, 1_440),
  "alertPoints.minutes": within("min", 0, 1_440),
  "alertPoints.permille": within("permille", 0, 1_000),
  "reminder.onSeconds": within("s", 1, 3_600),
  "reminder.offSeconds": within("s", 0, 3_600),
  "reminder.roundMinutes": within("min", 1, 1_440),
  "reminder.repeatMinutes": within("min", 2, 1_440),
  "reminder.volumeStart": within("step", 0, 10),
  "reminder.volumeStep": within("step", 0, 10),
  lowStockDoses: within("doses", 0, 254),
  lowStockDays: within("d", 1, 30),
  batteryLowPermille: within("permille", 10, 900),
  clockErrorMaxMin: within("min", 1, 30),
  minimumSpacingMin: within("min", 0, 1_440),
  spoolEvents: within("events", 500, 1_000_000),
  lostContactMin: within("min", 1, 10_080),
  "notices.smsRecipientsMax": within("phones", 0, 20),
  "notices.mailRecipientsMax": within("addresses", 0, 20),
  "notices.takeOverMin": within("min", 0, 1_440),
};

/** Figures of mechanisms: those that a chart or a plant reckons with, and those that steer nothing. */
const OF_MECHANISMS: Readonly<Record<string, FigureLimit>> = {
  motionLimitSeconds: within("s", 5, 60),
  lightOnlyMinutes: within("min", 0, 60),
  rejectStorePouches: within("pouches", 1, 255),
  readingsOfOnePouch: within("readings", 1, 20),
  blankPouchesMax: within("pouches", 1, 20),
  missedPouchHeld: within("switch", 0, 1),
  leaderChecked: within("switch", 0, 1),
  refillDays: within("d", 1, 31),
  tiltSettleSeconds: within("s", 2, 60),
  stand: within("switch", 0, 1),
  earlyByTilting: within("switch", 0, 1),
  gestureSeconds: within("s", 20, 600),
  misplacementRecovery: within("switch", 0, 1),
  tiltDegrees: within("degree", 90, 180),
  contactIntervalMinutes: within("min", 1, 1_440),
  contactIntervalHours: within("h", 1, 168),
};

/**
 * Looks up what no product may leave.
 *
 * @param field as problems name it: `reminder.roundMinutes`, `alertPoints.0.permille`
 * @returns `undefined` for a name that no figure has
 */
export function figureLimit(field: string): FigureLimit | undefined {
  const [part = "", name = ""] = field.split(".");
  if (part === "mechanismFigures") return own(OF_MECHANISMS, name);
  if (part === "hardware") return likeDefault(own(HARDWARE_FIGURES, name));
  if (part === "service") return likeDefault(own(SERVICE_FIGURES, name));
  return own(OF_PRODUCTS, field.replace(/\.\d+\./, "."));
}

function within(unit: string, min: number, max: number): FigureLimit {
  return { units: [unit], min, max };
}

/** A figure that all products have by default is not moved out of the range of the default. */
function likeDefault(
  figure: { readonly unit: string; readonly range: readonly [number, number] } | undefined,
): FigureLimit | undefined {
  return figure && within(figure.unit, ...figure.range);
}

function own<T extends object, K extends T[keyof T]>(table: T, name: string): K | undefined {
  return Object.hasOwn(table, name) ? (table[name as keyof T] as K) : undefined;
}
