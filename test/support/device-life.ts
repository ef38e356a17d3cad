import { type ExpectedDose, expectedDoses } from "@dosekit/simulator";
import fc from "fast-check";
import { HOUR, MINUTE, MONDAY_MS, plan } from "./checked.ts";
import { DeviceStory } from "./device-story.ts";

/** What becomes of one dose in a life that keeps every rule. */
export const FATES = [
  "taken",
  "missed",
  "jammed",
  "off",
  "ahead",
  "uncertain",
  "clock-lost",
  "offline",
] as const;
/** See {@link FATES}. */
export type Fate = (typeof FATES)[number];

/** The fates of a device's doses, two a day from Monday on, and how long its users take. */
export interface Life {
  readonly fates: readonly Fate[];
  readonly delayMin: number;
  /** How far its clock is ahead of true time, ms. */
  readonly clockOffsetMs: number;
}

/** Lives of one to four days, each fate as likely as the other. */
export const lives: fc.Arbitrary<Life> = fc.record({
  fates: fc.array(fc.constantFrom(...FATES), { minLength: 2, maxLength: 8 }),
  delayMin: fc.integer({ min: 0, max: 90 }),
  clockOffsetMs: fc.integer({ min: -5 * MINUTE, max: 5 * MINUTE }),
});

/** A life in which every fate occurs. */
export const FULL_LIFE: Life = { fates: [...FATES, "taken"], delayMin: 20, clockOffsetMs: 0 };

/** Tells a life that keeps every rule. */
export function tellLife(life: Life): DeviceStory {
  const story = new DeviceStory("tray-1", MONDAY_MS);
  story.clockOffsetMs = life.clockOffsetMs;
  story.begin(plan());
  const doses = expectedDoses(plan(), "2026-03-02", "2026-03-31").slice(0, life.fates.length);
  for (const [slot, dose] of doses.entries()) {
    const scene: Scene = { story, life, slot, ...inTrueTime(dose, life.clockOffsetMs) };
    idle(scene);
    const tell = TELLERS[life.fates[slot] ?? "taken"];
    tell(scene);
    idle(scene, 10 * MINUTE);
    count(scene);
  }
  const endMs = Math.max(story.nowMs, doses.at(-1)?.lateMs ?? 0) + 3 * HOUR;
  return story.until(endMs).input({ type: "mains.restored" });
}

interface Scene extends ExpectedDose {
  readonly story: DeviceStory;
  readonly life: Life;
  readonly slot: number;
}

/** The dose with its window in true time. */
function inTrueTime(dose: ExpectedDose, offsetMs: number): ExpectedDose {
  const { doseId, earlyMs, dueMs, lateMs } = dose;
  return {
    doseId,
    earlyMs: earlyMs - offsetMs,
    dueMs: dueMs - offsetMs,
    lateMs: lateMs - offsetMs,
  };
}

const TELLERS: Readonly<Record<Fate, (scene: Scene) => void>> = {
  taken: ({ story, doseId, slot, earlyMs, life }) => {
    story
      .until(earlyMs)
      .offer(doseId, slot)
      .wait(life.delayMin * MINUTE);
    story.take(doseId, slot);
  },
  missed: ({ story, doseId, slot, earlyMs, lateMs }) => {
    story.until(earlyMs).offer(doseId, slot).until(lateMs).motion("tray.close", slot);
    story.close(doseId, { outcome: "missed" }).handle(story.alert("1.1", 30));
  },
  jammed: ({ story, doseId, slot, earlyMs }) => {
    story.until(earlyMs).records({ kind: "dose.offering", doseId, slot });
    story.effect({ type: "motion.start", motion: "tray.offer", slot }).wait(5_000);
    story.input({ type: "motion.failed", motion: "tray.offer", cause: "stall" });
    const alertId = story.alert("1.8", 30);
    story.close(doseId, { outcome: "prevented", reason: "jam" }).handle(alertId);
    story.records({ kind: "alert.cleared", alert: "1.8", alertId });
  },
  off: ({ story, doseId, earlyMs }) => {
    story.until(earlyMs - HOUR).powerCut(4 * HOUR);
    story.close(doseId, { outcome: "prevented", reason: "window-passed-while-off" });
  },
  ahead: ({ story, doseId, slot, dueMs, earlyMs }) => {
    story.until(earlyMs - 2 * HOUR).input({ type: "button.pressed", actor: "staff" });
    const told = { actor: "staff", dueMs: dueMs as never } as const;
    story.offer(doseId, slot, told);
    story.plant({ type: "moved", from: "slot", to: "user", doses: 1, slot });
    story.records({ kind: "dose.released", doseId, slot, ...told });
    story.close(doseId, { outcome: "released-ahead", ...told }).motion("tray.close", slot);
  },
  uncertain: ({ story, doseId, slot, earlyMs }) => {
    story.until(earlyMs).records({ kind: "dose.offering", doseId, slot });
    story.effect({ type: "motion.start", motion: "tray.offer", slot }).powerCut(MINUTE);
    story.close(doseId, { outcome: "uncertain", evidence: "none" });
    const refersTo = story.seq;
    story.handle(story.alert("1.3", 20)).motion("tray.close", slot);
    story.records({ kind: "dose.corrected", doseId, outcome: "missed", refersTo });
  },
  "clock-lost": ({ story, doseId, earlyMs, lateMs, life }) => {
    story.until(earlyMs - HOUR).clockOffsetMs = undefined;
    story.records({ kind: "clock.stepped" });
    const alertId = story.alert("1.5", 30);
    story.handle(alertId).until(lateMs + 20 * MINUTE);
    story.clockOffsetMs = life.clockOffsetMs;
    story.records({ kind: "clock.synced" });
    story.close(doseId, { outcome: "prevented", reason: "clock-untrusted" });
    story.records({ kind: "alert.cleared", alert: "1.5", alertId });
  },
  offline: (scene) => {
    const { story, earlyMs } = scene;
    story.until(earlyMs - 10 * MINUTE).tell({ seen: "fault", fault: "link-cut", active: true });
    story.linkUp = false;
    const dropped = story.records({ kind: "dose.reminded" }, { kind: "dose.reminded" });
    TELLERS.taken(scene);
    story.wait(HOUR).dropTelemetry(dropped);
    story.linkUp = true;
    story.tell({ seen: "fault", fault: "link-cut", active: false }).deliver();
  },
};

/** A user who presses in lockout, and a record that means nothing to any rule. */
function idle({ story, earlyMs }: Scene, waitMs?: number): void {
  if (waitMs === undefined) story.until(Math.max(story.nowMs, earlyMs - 5 * HOUR));
  else story.wait(waitMs);
  story.input({ type: "button.pressed", actor: "user" }).wait(1_000);
  story.records({ kind: "battery.changed" });
}

function count({ story, life, slot }: Scene): void {
  const gone = life.fates
    .slice(0, slot + 1)
    .filter((fate) => fate === "taken" || fate === "ahead" || fate === "offline").length;
  const places = { slot: 28 - gone, mechanism: 0, drawer: 0, user: gone };
  story.plant({ type: "counted", places: { ...places, "reject-store": 0, staff: 0 } });
}
