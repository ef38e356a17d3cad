import type { DeviceLogic, Effect, JournalRecord, MotionStart } from "@dosekit/protocols";
import type { HomeSpoilers } from "../../home/home-spoilers.ts";

/** A program whose mistakes begin at an instant of its own clock, as after an update. */
function wrongFrom(
  fromMs: number,
  change: () => (effect: Effect) => readonly Effect[],
): HomeSpoilers {
  const spoiled = (logic: DeviceLogic<unknown>): DeviceLogic<unknown> => {
    const changed = change();
    const { capabilities } = logic;
    return {
      boot: (checkpoint, input, now) => logic.boot(checkpoint, input, now),
      step: (state, input, now) => {
        const [next, effects] = logic.step(state, input, now);
        const isWrong = now.civilMs !== undefined && now.civilMs >= fromMs;
        return [next, isWrong ? effects.flatMap(changed) : effects];
      },
      checkpoint: (state) => logic.checkpoint(state),
      timers: (state) => logic.timers(state),
      ...(capabilities === undefined ? {} : { capabilities: () => capabilities() }),
    };
  };
  return { logic: spoiled };
}

/** Firmware that lets a dose go, writes that down, and lets another one go. */
export function givingAgain(fromMs: number): HomeSpoilers {
  return wrongFrom(fromMs, () => {
    let last: MotionStart | undefined;
    return (effect) => {
      if (effect.type === "motion.start" && letsGo(effect)) last = effect;
      const isWritten =
        effect.type === "journal.commit" &&
        effect.records.some(({ kind }) => kind === "dose.released");
      if (!isWritten || last === undefined) return [effect];
      const again = last;
      last = undefined;
      return [effect, again];
    };
  });
}

/** Firmware that writes something else where it should raise the alert of a missed dose. */
export function keepingQuiet(fromMs: number): HomeSpoilers {
  return wrongFrom(
    fromMs,
    () => (effect) =>
      effect.type === "journal.commit"
        ? [{ ...effect, records: effect.records.map(withoutMissedAlert) }]
        : [effect],
  );
}

function withoutMissedAlert(record: JournalRecord): JournalRecord {
  const { kind, alert } = record;
  if (kind !== "alert.raised" || alert !== "1.1") return record;
  const { epoch, seq, bootId, uptimeMs, civilMs, clock } = record;
  const when = civilMs === undefined ? {} : { civilMs };
  return { ...{ epoch, seq, bootId, uptimeMs, clock }, ...when, kind: "mechanism.moved" };
}

function letsGo({ motion }: MotionStart): boolean {
  return motion.endsWith(".release") || motion.endsWith(".offer");
}
