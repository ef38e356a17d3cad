import { MINUTE_MS } from "@dosekit/protocols";
import { productNamed, withFigure } from "./changed-profiles.ts";
import { hearing, lateTimers, muted, raises, spoiledBy, writing } from "./spoil-logic.ts";
import type { WrongProduct } from "./wrong-product.ts";

const MEDIDO = productNamed("medido");
/** A Medido that looks for the empty pouch in front of a roll. */
export const LOOKING_MEDIDO = withFigure(MEDIDO, "leaderChecked", 1);

/** Wrong dispensers of a roll that follows a week plan. */
export const WRONG_MEDIDO: readonly WrongProduct[] = [
  {
    ...{ criterion: "R-1", judge: "alert-after-minutes", base: MEDIDO },
    does: "alerts five minutes late",
    spoil: spoiledBy(() => lateTimers("point-", 5 * MINUTE_MS)),
  },
  {
    ...{ criterion: "R-2", judge: "one-pouch-around-limit", base: MEDIDO },
    does: "leaves an alert standing when the dose is taken after it",
    spoil: writing((record) =>
      record.kind === "alert.cleared" && record.alert === "1.1" ? muted(record) : record,
    ),
  },
  {
    ...{ criterion: "R-3", judge: "leader-found", base: LOOKING_MEDIDO },
    does: "does not see the empty pouch in front of the roll",
    spoil: hearing((input) =>
      input.type === "pouch.read"
        ? { type: "motion.finished", motion: input.motion, slot: 0 }
        : input,
    ),
  },
  {
    ...{ criterion: "R-4", judge: "portal-change-takes-effect", base: MEDIDO },
    does: "does not keep a changed volume over a reboot",
    spoil: spoiledBy(() => {
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
  {
    ...{ criterion: "R-4", judge: "portal-reaches-device", base: MEDIDO },
    does: "does not do what the portal asks about its volume",
    spoil: hearing((input) =>
      input.type === "command.received" && input.command.verb === "set-volume" ? undefined : input,
    ),
  },
  {
    ...{ criterion: "R-5", judge: "early-and-pause", base: MEDIDO },
    does: "writes down that the user took out early what staff did",
    spoil: writing((record) =>
      record.outcome === "released-ahead" ? { ...record, actor: "user" } : record,
    ),
  },
  {
    ...{ criterion: "R-6", judge: "day-without-network", base: MEDIDO },
    does: "hears no button while it has no contact",
    spoil: spoiledBy(() => {
      let isUp = true;
      return {
        input: (input) => {
          if (input.type === "link.changed") isUp = input.up;
          return input.type === "button.pressed" && !isUp ? undefined : input;
        },
      };
    }),
  },
  {
    ...{ criterion: "R-6", judge: "lost-contact-told", base: MEDIDO },
    does: "may be away for a day before anybody is told",
    profile: { ...MEDIDO, lostContactMin: { ...MEDIDO.lostContactMin, value: 1_440 } },
  },
  {
    ...{ criterion: "A-1", judge: "alerts-complete", base: MEDIDO },
    does: "tells an open lid with the severity of nothing grave",
    spoil: writing((record) => (raises(record, "1.21") ? { ...record, severity: 0 } : record)),
  },
  {
    ...{ criterion: "A-2", judge: "calendar-loses-no-dose", base: MEDIDO },
    does: "hears no button on the 29th of February",
    spoil: hearing((input, civilMs) =>
      input.type === "button.pressed" && isLeapDay(civilMs) ? undefined : input,
    ),
  },
  {
    ...{ criterion: "A-3", judge: "end-and-reset", base: MEDIDO },
    does: "is reset before its log was taken out",
    spoil: spoiledBy(() => {
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
  {
    ...{ criterion: "A-4", judge: "codes-raised", base: MEDIDO },
    does: "never tells of a break-in",
    spoil: writing((record) => (raises(record, "1.22") ? muted(record) : record)),
  },
];

function isLeapDay(civilMs: number): boolean {
  return new Date(civilMs).toISOString().slice(5, 10) === "02-29";
}
