import type { MotionStart } from "@dosekit/protocols";
import {
  EventQueue,
  HALF_SECTION_MS,
  type PlantFact,
  type PlantResponse,
  streamOf,
  TRAY_SLOTS,
  TrayPlant,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

/** A plant with a full tray and its lid closed, and a clock to move it with. */
function fullTray(jamChance = 0) {
  const queue = new EventQueue(0);
  const plant = new TrayPlant({
    nowMs: () => queue.nowMs(),
    random: streamOf("test", "device", "plant"),
    jamChance,
  });
  plant.handle({ type: "open-lid", withKey: true });
  plant.handle({ type: "refill", doses: TRAY_SLOTS });
  plant.handle({ type: "close-lid" });
  const wait = (ms: number) => queue.runUntil(queue.nowMs() + ms);
  const drive = (motion: string, slot?: number): PlantResponse => {
    const effect: MotionStart = {
      type: "motion.start",
      motion,
      ...(slot === undefined ? {} : { slot }),
    };
    const response = plant.drive(effect);
    wait(response.reactions[0]?.afterMs ?? 0);
    return response;
  };
  return { plant, wait, drive };
}

function inputsOf(response: PlantResponse) {
  return response.reactions.map(({ input }) => input);
}

function hazardsOf(facts: readonly PlantFact[]) {
  return facts.flatMap((fact) => (fact.type === "hazard" ? [fact.hazard] : []));
}

describe("a tray", () => {
  test("brings the asked compartment to the opening and says which one stands there", () => {
    const { drive } = fullTray();
    const offered = drive("tray.offer", 0);
    expect(inputsOf(offered)).toEqual([{ type: "motion.finished", motion: "tray.offer", slot: 0 }]);
    expect(offered.facts).toEqual([]);
    expect(inputsOf(drive("tray.close"))).toEqual([
      { type: "motion.finished", motion: "tray.close", slot: undefined },
    ]);
    expect(inputsOf(drive("tray.offer", 5))).toMatchObject([{ slot: 5 }]);
  });

  test("lets a dose out only while it is turned over a free opening", () => {
    const { plant, drive } = fullTray();
    expect(plant.handle({ type: "tilt" }).facts).toEqual([]);
    plant.handle({ type: "right" });
    drive("tray.offer", 3);
    expect(plant.count().user).toBe(0);
    const tilted = plant.handle({ type: "tilt" });
    expect(tilted.facts).toEqual([{ type: "moved", from: "slot", to: "user", doses: 1, slot: 3 }]);
    expect(inputsOf(tilted)).toEqual([{ type: "posture.tilted" }]);
    expect(plant.count()).toMatchObject({ slot: TRAY_SLOTS - 1, user: 1 });
  });

  test("keeps the dose once the shutter has locked again", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 3);
    drive("tray.close");
    expect(plant.handle({ type: "tilt" }).facts).toEqual([]);
    expect(plant.count().user).toBe(0);
  });

  test("tells a second dose of nothing: turning over an empty compartment is a hazard", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 3);
    plant.handle({ type: "tilt" });
    plant.handle({ type: "right" });
    const again = plant.handle({ type: "tilt" });
    expect(again.facts).toEqual([
      { type: "hazard", hazard: "empty-compartment", detectable: false },
    ]);
  });

  test("fails every movement while it is jammed, and reads its place between the marks", () => {
    const { plant, drive } = fullTray();
    plant.setJam(true);
    const stuck = drive("tray.offer", 9);
    expect(inputsOf(stuck)).toEqual([
      { type: "motion.failed", motion: "tray.offer", cause: "stall" },
    ]);
    plant.setJam(false);
    expect(inputsOf(drive("tray.offer", 9))).toMatchObject([{ slot: 9 }]);
  });

  test("jams by chance when the chance is there", () => {
    const { drive } = fullTray(1);
    expect(inputsOf(drive("tray.offer", 0))).toMatchObject([{ type: "motion.failed" }]);
  });

  test("shows by the index switch that a turn slipped", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 0);
    drive("tray.close");
    plant.slipOnce();
    expect(inputsOf(drive("tray.offer", 1))).toEqual([
      { type: "motion.finished", motion: "tray.offer", slot: undefined },
    ]);
    expect(inputsOf(drive("tray.offer", 1))).toMatchObject([{ slot: 1 }]);
  });

  test("stops where it is when the power goes, and nobody can tell the place between marks", () => {
    const { plant, wait, drive } = fullTray();
    plant.drive({ type: "motion.start", motion: "tray.offer", slot: 0 });
    wait(HALF_SECTION_MS / 2);
    plant.losePower();
    plant.regainPower();
    wait(60_000);
    expect(inputsOf(drive("tray.read-index"))).toMatchObject([{ type: "motion.failed" }]);
    expect(plant.handle({ type: "tilt" }).facts).toEqual([]);
  });

  test("gives the dose to whoever turns it while it has no power and stands open", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 0);
    plant.losePower();
    const tilted = plant.handle({ type: "tilt" });
    expect(inputsOf(tilted)).toEqual([]);
    expect(hazardsOf(tilted.facts)).toEqual(["taken-while-off"]);
    expect(plant.count().user).toBe(1);
    expect(inputsOf(plant.regainPower())).toEqual([{ type: "posture.tilted" }]);
  });

  test("tells nothing while the posture sensor sticks, and the level once it works again", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 0);
    plant.setStuck("tilt", true);
    const tilted = plant.handle({ type: "tilt" });
    expect(inputsOf(tilted)).toEqual([]);
    expect(hazardsOf(tilted.facts)).toEqual(["left-unnoticed"]);
    expect(inputsOf(plant.setStuck("tilt", false))).toEqual([{ type: "posture.tilted" }]);
  });

  test("fails to close when the turn slips, and hides it only behind a stuck index switch", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 0);
    plant.slipOnce();
    const open = drive("tray.close");
    expect(inputsOf(open)).toEqual([
      { type: "motion.failed", motion: "tray.close", cause: "timeout" },
    ]);
    expect(open.facts).toEqual([{ type: "hazard", hazard: "open-after-close", detectable: true }]);
    drive("tray.close");
    plant.setStuck("index", true);
    drive("tray.offer", 1);
    plant.slipOnce();
    const hidden = drive("tray.close");
    expect(inputsOf(hidden)).toMatchObject([{ type: "motion.finished" }]);
    expect(hazardsOf(hidden.facts)).toEqual(["open-after-close"]);
  });

  test("presents the compartment before when a longer turn slips, and the index switch tells", () => {
    const { plant, drive } = fullTray();
    plant.slipOnce();
    const wrong = drive("tray.offer", 6);
    expect(inputsOf(wrong)).toMatchObject([{ slot: 5 }]);
    expect(wrong.facts).toEqual([
      { type: "hazard", hazard: "wrong-compartment", detectable: true },
    ]);
  });

  test("counts a wrong compartment as undetectable when a stuck index switch hides it", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 6);
    plant.setStuck("index", true);
    drive("tray.close");
    plant.slipOnce();
    const wrong = drive("tray.offer", 6);
    expect(inputsOf(wrong)).toMatchObject([{ slot: 6 }]);
    expect(wrong.facts).toEqual([
      { type: "hazard", hazard: "wrong-compartment", detectable: false },
    ]);
  });

  test("hands what was left to staff at a refill and starts again at the first compartment", () => {
    const { plant, drive } = fullTray();
    drive("tray.offer", 0);
    plant.handle({ type: "tilt" });
    plant.handle({ type: "right" });
    plant.handle({ type: "open-lid", withKey: true });
    const refilled = plant.handle({ type: "refill", doses: 10 });
    expect(inputsOf(refilled)).toEqual([{ type: "stock.loaded", doses: 10, firstSlot: 0 }]);
    expect(plant.count()).toMatchObject({ slot: 10, user: 1, staff: TRAY_SLOTS - 1 });
    expect(inputsOf(drive("tray.read-index"))).toMatchObject([{ slot: undefined }]);
  });

  test("lets nobody fill it with the lid closed", () => {
    const { plant } = fullTray();
    const before = plant.count();
    expect(plant.handle({ type: "refill", doses: 5 })).toEqual({ reactions: [], facts: [] });
    expect(plant.count()).toEqual(before);
  });

  test("refuses a movement that it does not know", () => {
    const { drive } = fullTray();
    expect(inputsOf(drive("roll.cut"))).toEqual([
      { type: "motion.failed", motion: "roll.cut", cause: "timeout" },
    ]);
  });
});
