import type { ProductProfile } from "@dosekit/firmware-model";
import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { JudgeSubject, OwnJudgeName } from "@dosekit/simulator";
import { productNamed, withFigure } from "./changed-profiles.ts";
import { lateTimers, muted, raises, spoiledLogic } from "./spoil-logic.ts";
import { spoiledPlant, together } from "./spoil-plant.ts";

/** A product that is deliberately wrong, and the criterion that has to notice. */
export interface WrongProduct {
  readonly criterion: string;
  readonly judge: OwnJudgeName;
  /** What it does wrong. */
  readonly does: string;
  /** The right product that it is made of. */
  readonly base: ProductProfile;
  readonly profile?: ProductProfile;
  readonly spoil?: NonNullable<JudgeSubject["spoil"]>;
}

const E300 = productNamed("evondos-e300");
const MINI = productNamed("evondos-mini");
const MEDIDO = productNamed("medido");
const PILLY = productNamed("pilly-sms");
/** A Medido that looks for the empty pouch in front of a roll. */
export const LOOKING_MEDIDO = withFigure(MEDIDO, "leaderChecked", 1);

/** Presses without a dose after which a bad lock gives in. */
const BAD_LOCK_PRESSES = 25;
const TREMOR_MS = 10_000;
const FORGETFUL_MS = 8 * HOUR_MS;

/** One wrong product for each judge. */
export const WRONG_PRODUCTS: readonly WrongProduct[] = [
  {
    ...{ criterion: "T-1", judge: "offered-inside-window", base: E300 },
    does: "lets a pouch go when the button is pressed very often",
    spoil: {
      mechanism: spoiledPlant(() => {
        let presses = 0;
        return {
          drive: (plant, motion) => {
            if (motion.motion === "roll.release") presses = 0;
            return plant.drive(motion);
          },
          handle: (plant, action) => {
            presses += action.type === "press" ? 1 : 0;
            if (presses < BAD_LOCK_PRESSES) return plant.handle(action);
            presses = 0;
            const forced = ["roll.read", "roll.park", "roll.release"].flatMap(
              (motion) => plant.drive({ type: "motion.start", motion }).facts,
            );
            return together(plant.handle(action), { reactions: [], facts: forced });
          },
        };
      }),
    },
  },
  {
    ...{ criterion: "T-2", judge: "light-then-rising-sound", base: E300 },
    does: "never gets louder than 3 of 10",
    spoil: {
      logic: spoiledLogic(() => ({
        effect: (effect) =>
          effect.type === "signal.show" ? { ...effect, sound: Math.min(3, effect.sound) } : effect,
      })),
    },
  },
  {
    ...{ criterion: "T-3", judge: "untaken-locked-away", base: E300 },
    does: "locks a pouch away two minutes late",
    spoil: { logic: spoiledLogic(() => lateTimers("late/", 2 * MINUTE_MS)) },
  },
  {
    ...{ criterion: "T-4", judge: "wrong-pouch-kept", base: E300 },
    does: "reads a torn pouch as if it were whole",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) => {
          if (input.type !== "pouch.read" || input.reading.found !== "torn") return input;
          const reading = {
            ...({ found: "print", date: "2027-05-10", minuteOfDay: 480, owner: "own" } as const),
          };
          return { ...input, reading };
        },
      })),
    },
  },
  {
    ...{ criterion: "T-5", judge: "travel-doses-together", base: E300 },
    does: "tells of one dose too many for a journey",
    spoil: {
      logic: spoiledLogic(() => ({
        record: (record) =>
          record.kind === "travel.dispensed"
            ? { ...record, count: (record.count ?? 0) + 1 }
            : record,
      })),
    },
  },
  {
    ...{ criterion: "T-6", judge: "assisted-silent-and-locked", base: E300 },
    does: "stays as it is when it is put into assisted mode",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "command.received" && input.command.verb === "set-assistance"
            ? { ...input, command: { ...input.command, on: 0 } }
            : input,
      })),
    },
  },
  {
    ...{ criterion: "T-7", judge: "mains-off-four-hours", base: E300 },
    does: "has a battery that lasts for an hour",
    profile: {
      ...E300,
      hardware: {
        batteryLifeHours: {
          ...{ value: 1, unit: "h", range: [1, 24], confidence: "inferred", source: "too small" },
        },
      },
    },
  },
  {
    ...{ criterion: "R-1", judge: "alert-after-minutes", base: MEDIDO },
    does: "alerts five minutes late",
    spoil: { logic: spoiledLogic(() => lateTimers("point-", 5 * MINUTE_MS)) },
  },
  {
    ...{ criterion: "R-2", judge: "one-pouch-around-limit", base: MEDIDO },
    does: "leaves an alert standing when the dose is taken after it",
    spoil: {
      logic: spoiledLogic(() => ({
        record: (record) =>
          record.kind === "alert.cleared" && record.alert === "1.1" ? muted(record) : record,
      })),
    },
  },
  {
    ...{ criterion: "R-3", judge: "leader-found", base: LOOKING_MEDIDO },
    does: "does not see the empty pouch in front of the roll",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "pouch.read"
            ? { type: "motion.finished", motion: input.motion, slot: 0 }
            : input,
      })),
    },
  },
  {
    ...{ criterion: "R-4", judge: "portal-change-takes-effect", base: MEDIDO },
    does: "does not keep a changed volume over a reboot",
    spoil: {
      logic: spoiledLogic(() => {
        let boots = 0;
        return {
          boot: () => {
            boots += 1;
          },
          effect: (effect) =>
            effect.type === "signal.show" && effect.sound > 0 && boots > 1
              ? { ...effect, sound: 5 }
              : effect,
        };
      }),
    },
  },
  {
    ...{ criterion: "R-4", judge: "portal-reaches-device", base: MEDIDO },
    does: "does not do what the portal asks about its volume",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "command.received" && input.command.verb === "set-volume"
            ? undefined
            : input,
      })),
    },
  },
  {
    ...{ criterion: "R-5", judge: "early-and-pause", base: MEDIDO },
    does: "writes down that the user took out early what staff did",
    spoil: {
      logic: spoiledLogic(() => ({
        record: (record) =>
          record.outcome === "released-ahead" ? { ...record, actor: "user" } : record,
      })),
    },
  },
  {
    ...{ criterion: "R-6", judge: "day-without-network", base: MEDIDO },
    does: "hears no button while it has no contact",
    spoil: {
      logic: spoiledLogic(() => {
        let isUp = true;
        return {
          input: (input) => {
            if (input.type === "link.changed") isUp = input.up;
            return input.type === "button.pressed" && !isUp ? undefined : input;
          },
        };
      }),
    },
  },
  {
    ...{ criterion: "R-6", judge: "lost-contact-told", base: MEDIDO },
    does: "may be away for a day before anybody is told",
    profile: { ...MEDIDO, lostContactMin: { ...MEDIDO.lostContactMin, value: 1_440 } },
  },
  {
    ...{ criterion: "H-1", judge: "low-supply-earlier", base: MINI },
    does: "tells of low supply half a day before the roll is empty, with four doses a day",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "config.received" && input.config.plan?.entries.length === 4
            ? { ...input, config: { ...input.config, lowStockDoses: 2 } }
            : input,
      })),
    },
  },
  {
    ...{ criterion: "H-2", judge: "moved-without-power", base: MINI },
    does: "waits for staff after a night without power",
    spoil: {
      logic: spoiledLogic(() => {
        let seenMs = 0;
        let isWaiting = false;
        return {
          boot: (checkpoint, civilMs) => {
            isWaiting = checkpoint !== undefined && civilMs - seenMs > FORGETFUL_MS;
          },
          input: (input, civilMs) => {
            seenMs = civilMs;
            if (input.type === "lid.opened") isWaiting = false;
            return isWaiting && input.type === "button.pressed" ? undefined : input;
          },
        };
      }),
    },
  },
  {
    ...{ criterion: "P-1", judge: "tray-steps-and-tilt-takes", base: PILLY },
    does: "takes a turn of 90 degrees for a dose that was taken",
    profile: withFigure(PILLY, "tiltDegrees", 90),
  },
  {
    ...{ criterion: "P-2", judge: "told-at-half-and-end", base: PILLY },
    does: "tells of a dose that waits at seven tenths of its limit",
    profile: {
      ...PILLY,
      alertPoints: PILLY.alertPoints.map((point) =>
        point.after === "permille-of-late" && point.permille.value === 500
          ? { ...point, permille: { ...point.permille, value: 700 } }
          : point,
      ),
    },
  },
  {
    ...{ criterion: "P-3", judge: "misplaced-never-wrong", base: PILLY },
    does: "does not count the doses that it missed upside-down",
    profile: withFigure(PILLY, "misplacementRecovery", 0),
  },
  {
    ...{ criterion: "P-4", judge: "low-and-empty-told", base: PILLY },
    does: "tells of low supply a dose too late",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "config.received"
            ? { ...input, config: { ...input.config, lowStockDoses: 3 } }
            : input,
      })),
    },
  },
  {
    ...{ criterion: "P-5", judge: "jam-alarmed", base: PILLY },
    does: "is silent where it should be loudest",
    spoil: {
      logic: spoiledLogic(() => ({
        effect: (effect) =>
          effect.type === "signal.show" && effect.sound === 10 ? { ...effect, sound: 0 } : effect,
      })),
    },
  },
  {
    ...{ criterion: "P-6", judge: "tremor-gets-no-next-dose", base: PILLY },
    does: "brings the next dose when it is turned over twice within ten seconds",
    spoil: {
      mechanism: spoiledPlant((nowMs) => {
        let [slot, turns, atMs] = [0, 0, Number.NEGATIVE_INFINITY];
        return {
          drive: (plant, motion) => {
            if (motion.motion === "tray.offer") slot = motion.slot ?? 0;
            return plant.drive(motion);
          },
          handle: (plant, action) => {
            const turned = plant.handle(action);
            if (action.type !== "tilt") return turned;
            turns += 1;
            const isTremor = turns > 1 && nowMs() - atMs < TREMOR_MS;
            atMs = nowMs();
            if (!isTremor) return turned;
            slot += 1;
            const { facts } = plant.drive({ type: "motion.start", motion: "tray.offer", slot });
            return together(turned, { reactions: [], facts });
          },
        };
      }),
    },
  },
  {
    ...{ criterion: "P-7", judge: "low-battery-told", base: PILLY },
    does: "takes its battery to be fuller by a fifth than it is",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input) =>
          input.type === "battery.measured"
            ? { ...input, permille: Math.round(Math.min(1_000, input.permille * 1.2)) }
            : input,
      })),
    },
  },
  {
    ...{ criterion: "P-7", judge: "own-notices-bounded", base: PILLY },
    does: "tells four phones",
    profile: {
      ...PILLY,
      ...(PILLY.notices === undefined
        ? {}
        : {
            notices: {
              ...PILLY.notices,
              smsRecipientsMax: { ...PILLY.notices.smsRecipientsMax, value: 4, range: [0, 4] },
            },
          }),
    },
  },
  {
    ...{ criterion: "P-7", judge: "kept-without-coverage", base: PILLY },
    does: "writes down no missed dose while it has no coverage",
    spoil: {
      logic: spoiledLogic(() => {
        let isUp = true;
        return {
          input: (input) => {
            if (input.type === "link.changed") isUp = input.up;
            return input;
          },
          record: (record) => (!isUp && raises(record, "1.1") ? muted(record) : record),
        };
      }),
    },
  },
  {
    ...{ criterion: "A-1", judge: "alerts-complete", base: MEDIDO },
    does: "tells an open lid with the severity of nothing grave",
    spoil: {
      logic: spoiledLogic(() => ({
        record: (record) => (raises(record, "1.21") ? { ...record, severity: 0 } : record),
      })),
    },
  },
  {
    ...{ criterion: "A-2", judge: "calendar-loses-no-dose", base: MEDIDO },
    does: "hears no button on the 29th of February",
    spoil: {
      logic: spoiledLogic(() => ({
        input: (input, civilMs) =>
          input.type === "button.pressed" && isLeapDay(civilMs) ? undefined : input,
      })),
    },
  },
  {
    ...{ criterion: "A-3", judge: "end-and-reset", base: MEDIDO },
    does: "is reset before its log was taken out",
    spoil: {
      logic: spoiledLogic(() => {
        let last = 1;
        return {
          record: (record) => {
            last = record.seq;
            return record;
          },
          input: (input) =>
            input.type === "command.received" && input.command.verb === "reset"
              ? { ...input, command: { ...input.command, throughSeq: last } }
              : input,
        };
      }),
    },
  },
  {
    ...{ criterion: "A-4", judge: "codes-raised", base: MEDIDO },
    does: "never tells of a break-in",
    spoil: {
      logic: spoiledLogic(() => ({
        record: (record) => (raises(record, "1.22") ? muted(record) : record),
      })),
    },
  },
];

function isLeapDay(civilMs: number): boolean {
  return new Date(civilMs).toISOString().slice(5, 10) === "02-29";
}
