import { contactIntervalMsOf, PROFILES, type ProductProfile } from "@dosekit/firmware-model";
import { DAY_MS, MINUTE_MS } from "@dosekit/protocols";
import type { BothTexts } from "./criterion.ts";

/** Parts and abilities of a product that a check may need to be asked at all. */
export const PRODUCT_PARTS = [
  "light-before-sound",
  "locked-store",
  "pouch-reader",
  "journey-doses",
  "assisted-mode",
  "alert-after-minutes",
  "portal-within-15-minutes",
  "early-and-pause",
  "contact-within-a-day",
  "smaller-roll",
  "tray",
  "tray-or-carousel",
  "own-notices",
] as const;
/** See {@link PRODUCT_PARTS}. */
export type ProductPart = (typeof PRODUCT_PARTS)[number];

interface PartWords extends BothTexts {
  readonly isIn: (profile: ProductProfile) => boolean;
}

/** The device that a smaller one of the same kind is held against. */
export const LARGER_ROLL = "evondos-e300";
/** Within what time a wish from the portal has to be done. */
export const PORTAL_WITHIN_MS = 15 * MINUTE_MS;

/** Tells whether a product has a part. */
export function hasPart(profile: ProductProfile, part: ProductPart): boolean {
  return PARTS[part].isIn(profile);
}

/** Says what a product is asked for by a part's name. */
export function partWords(part: ProductPart): BothTexts {
  const { nb, en } = PARTS[part];
  return { nb, en };
}

const PARTS: Readonly<Record<ProductPart, PartWords>> = {
  "light-before-sound": {
    nb: "påminnelse med lys alene først, så lyd som stiger",
    en: "a reminder that begins as light alone, then sound that rises",
    isIn: ({ mechanismFigures, reminder }) =>
      (mechanismFigures["lightOnlyMinutes"]?.value ?? 0) > 0 && reminder.volumeStep.value > 0,
  },
  "locked-store": {
    nb: "låst skuff for poser som ingen tok",
    en: "a locked store for pouches that nobody took",
    isIn: ({ mechanismFigures }) =>
      mechanismFigures["missedPouchHeld"]?.value !== 1 &&
      (mechanismFigures["rejectStorePouches"]?.value ?? 0) > 0,
  },
  "pouch-reader": {
    nb: "leser som ser hva som er trykt på posen",
    en: "a reader of what is printed on a pouch",
    isIn: ({ mechanism }) => mechanism.value === "pouch-roll-reader",
  },
  "journey-doses": {
    nb: "doser til en reise gitt ut samlet",
    en: "doses for a journey handed out together",
    isIn: (profile) => can(profile, "release-travel"),
  },
  "assisted-mode": {
    nb: "assistert modus",
    en: "an assisted mode",
    isIn: (profile) => can(profile, "set-assistance") && can(profile, "release-assisted"),
  },
  "alert-after-minutes": {
    nb: "varsel et innstilt antall minutter etter tidspunktet",
    en: "an alert a set number of minutes after the due time",
    isIn: ({ alertPoints }) => alertPoints.some(({ after }) => after === "minutes"),
  },
  "portal-within-15-minutes": {
    nb: "kontakt så ofte at en endring fra portalen virker innen 15 minutter",
    en: "contact so often that a change from the portal takes effect within 15 minutes",
    isIn: (profile) => (contactIntervalMsOf(profile) ?? 0) <= PORTAL_WITHIN_MS,
  },
  "early-and-pause": {
    nb: "tidlig uttak og pause",
    en: "early take-out and a pause",
    isIn: (profile) => can(profile, "release-assisted") && can(profile, "pause"),
  },
  "contact-within-a-day": {
    nb: "kontakt oftere enn én gang i døgnet",
    en: "contact more often than once a day",
    isIn: (profile) => (contactIntervalMsOf(profile) ?? 0) < DAY_MS,
  },
  "smaller-roll": {
    nb: "mindre rull enn den store enheten fra samme leverandør",
    en: "a smaller roll than the large device of the same vendor",
    isIn: isSmallerRoll,
  },
  tray: {
    nb: "brett som vendes",
    en: "a tray that is turned over",
    isIn: ({ mechanism }) => mechanism.value === "tray",
  },
  "tray-or-carousel": {
    nb: "brett eller karusell",
    en: "a tray or a carousel",
    isIn: ({ mechanism }) => mechanism.value === "tray" || mechanism.value === "carousel",
  },
  "own-notices": {
    nb: "meldinger som enheten sender selv",
    en: "messages that the device sends by itself",
    isIn: ({ notices }) => notices !== undefined,
  },
};

function can(
  { unsupportedCommands }: ProductProfile,
  verb: "release-travel" | "set-assistance" | "release-assisted" | "pause",
): boolean {
  return unsupportedCommands?.[verb] === undefined;
}

function isSmallerRoll({ mechanism, capacity }: ProductProfile): boolean {
  const larger = PROFILES.find(({ product }) => product === LARGER_ROLL);
  return (
    larger !== undefined &&
    mechanism.value === larger.mechanism.value &&
    capacity.value < larger.capacity.value
  );
}
