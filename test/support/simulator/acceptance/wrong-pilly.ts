import { productNamed, withFigure } from "./changed-profiles.ts";
import { doing, hearing, muted, raises, spoiledBy } from "./spoil-logic.ts";
import { spoiledPlant, together } from "./spoil-plant.ts";
import type { WrongProduct } from "./wrong-product.ts";

const PILLY = productNamed("pilly-sms");
const TREMOR_MS = 10_000;

/** Wrong trays. */
export const WRONG_PILLY: readonly WrongProduct[] = [
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
    spoil: hearing((input) =>
      input.type === "config.received"
        ? { ...input, config: { ...input.config, lowStockDoses: 3 } }
        : input,
    ),
  },
  {
    ...{ criterion: "P-5", judge: "jam-alarmed", base: PILLY },
    does: "is silent where it should be loudest",
    spoil: doing((effect) =>
      effect.type === "signal.show" && effect.sound === 10 ? { ...effect, sound: 0 } : effect,
    ),
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
    spoil: hearing((input) =>
      input.type === "battery.measured"
        ? { ...input, permille: Math.round(Math.min(1_000, input.permille * 1.2)) }
        : input,
    ),
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
    spoil: spoiledBy(() => {
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
];
