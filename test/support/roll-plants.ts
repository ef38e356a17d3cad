import {
  EventQueue,
  type PackedDose,
  type RollFaultChances,
  RollPlanPlant,
  RollReaderPlant,
  streamOf,
} from "@dosekit/simulator";

/** A world in which nothing goes wrong by chance. */
export const NO_FAULTS: RollFaultChances = {
  unreadable: 0,
  torn: 0,
  missing: 0,
  duplicated: 0,
  swappedRoll: 0,
  leaderLeft: 0,
  trailerLeft: 0,
  jam: 0,
  cutFailure: 0,
};

/** Two doses a day from the second hour on, in UTC. */
export function twiceDaily(count: number): readonly PackedDose[] {
  return Array.from({ length: count }, (_, index) => {
    const dueMs = 2 * HOUR_MS + index * 12 * HOUR_MS;
    const day = String(1 + Math.floor(index / 2)).padStart(2, "0");
    return {
      doseId: `dose-${index}`,
      date: `2026-01-${day}` as PackedDose["date"],
      minuteOfDay: index % 2 === 0 ? 120 : 840,
      earlyMs: dueMs,
      lateMs: dueMs + 2 * HOUR_MS,
    };
  });
}

/** Milliseconds in an hour. */
export const HOUR_MS = 3_600_000;

/** A roll of either kind on its own queue, and hands that load it. */
export function rollPlant(
  kind: "reader" | "plan",
  wish: { readonly chances?: Partial<RollFaultChances>; readonly seed?: string } = {},
) {
  const queue = new EventQueue(0);
  const setup = {
    nowMs: () => queue.nowMs(),
    random: streamOf(wish.seed ?? "1", "device", "plant"),
    chances: { ...NO_FAULTS, ...wish.chances },
    patientKey: "own",
    nextDoses: twiceDaily,
  };
  const plant =
    kind === "reader"
      ? new RollReaderPlant({ ...setup, storePouches: 3 })
      : new RollPlanPlant({ ...setup, checksLeader: true, storePouches: 3 });
  const load = (doses: number) => {
    const opened = plant.handle({ type: "open-lid", withKey: true });
    const refilled = plant.handle({ type: "refill", doses });
    plant.handle({ type: "close-lid" });
    return { ...refilled, facts: [...opened.facts, ...refilled.facts] };
  };
  const drive = (motion: string) => {
    const response = plant.drive({ type: "motion.start", motion });
    queue.runUntil(queue.nowMs() + 10_000);
    return response;
  };
  return { queue, plant, load, drive };
}
