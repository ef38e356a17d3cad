import { type DosePlan, type Instant, instant, MINUTE_MS } from "@dosekit/protocols";
import type { TimelineActor } from "../../result/timeline.ts";
import type { JudgeSubject } from "../judge-subject.ts";
import { type BenchWish, FocusBench } from "./focus-bench.ts";
import { firstDose, storyPlan } from "./story-plan.ts";

/** Longer than any mechanism takes to hand out a dose after a press, ms. */
const HANDED_OUT_MS = 12_000;
/** Longer than a sensor takes, ms. */
const SENSED_MS = 600;

/** What is put into a device that a judge uses. */
export interface UsedWish extends BenchWish {
  readonly plan?: DosePlan;
  readonly doses?: number;
  /** Something is done to the mechanism as soon as it is filled. */
  readonly spoilFilling?: (bench: FocusBench) => void;
}

/** A device that was started for the first time and has contact. */
export function startedBench(subject: JudgeSubject, wish: BenchWish = {}): FocusBench {
  const bench = new FocusBench(subject, wish);
  setLink(bench, true);
  return bench;
}

/** A device in daily use: in contact, with the story plan and its medicine. */
export function usedBench(subject: JudgeSubject, wish: UsedWish = {}): FocusBench {
  const bench = startedBench(subject, wish);
  bench.configure({ version: 1, plan: wish.plan ?? storyPlan(subject.profile) });
  fill(bench, wish.doses ?? Math.min(28, subject.profile.capacity.value), wish.spoilFilling);
  // A carousel looks for its mark after it was filled.
  bench.advance(3 * MINUTE_MS);
  return bench;
}

/** The same with its first dose offered. */
export function offeredBench(subject: JudgeSubject, wish: UsedWish = {}): FocusBench {
  const bench = usedBench(subject, wish);
  bench.advanceTo(firstDose(subject.profile).dueMs + 20_000);
  return bench;
}

/** Staff open the device with their key, fill it, and close it. */
export function fill(
  bench: FocusBench,
  doses: number,
  spoilFilling: (bench: FocusBench) => void = () => undefined,
): void {
  note(bench, "staff", `Ansatte fyller i ${doses} doser.`, `Staff fill in ${doses} doses.`);
  bench.handle({ type: "open-lid", withKey: true });
  bench.advance(SENSED_MS);
  bench.handle({ type: "refill", doses });
  spoilFilling(bench);
  bench.advance(SENSED_MS);
  bench.handle({ type: "close-lid" });
  bench.advance(SENSED_MS);
}

/** Staff open a roll that nothing reads, and take off the pouches whose doses are over. */
export function removePassed(bench: FocusBench): void {
  const { profile } = bench.subject;
  if (profile.mechanism.value !== "pouch-roll-plan") return;
  const next = new Set(bench.nextDoses(profile.capacity.value).map(({ doseId }) => doseId));
  note(bench, "staff", "Ansatte tar passerte poser av rullen.", "Staff take passed pouches off.");
  bench.handle({ type: "open-lid", withKey: true });
  bench.advance(SENSED_MS);
  const passed = bench.plant.removePassed?.((doseId) => !next.has(doseId));
  if (passed !== undefined) bench.apply(passed);
  bench.advance(SENSED_MS);
  bench.handle({ type: "close-lid" });
  bench.advance(SENSED_MS);
}

/** Contact comes or goes. */
export function setLink(bench: FocusBench, up: boolean): void {
  const [nb, en] = up
    ? ["Mobilnettet er der.", "Network."]
    : ["Mobilnettet er borte.", "No network."];
  note(bench, "network", nb, en);
  bench.input({ type: "link.changed", up });
}

/** Mains come or go. */
export function setMains(bench: FocusBench, isOn: boolean): void {
  const [nb, en] = isOn ? ["Strømmen er tilbake.", "Mains."] : ["Strømmen går.", "Mains go."];
  note(bench, "mains", nb, en);
  bench.supply.setMains(isOn);
}

/** All power is gone, battery too. */
export function cutAllPower(bench: FocusBench): void {
  note(bench, "mains", "Enheten er helt uten strøm.", "The device has no power at all.");
  bench.cutPower();
}

/** There is power again. */
export function givePower(bench: FocusBench): void {
  note(bench, "mains", "Enheten får strøm igjen.", "The device has power again.");
  bench.boot();
}

/** The user presses the button. */
export function press(bench: FocusBench, actor: "user" | "staff" = "user"): void {
  note(bench, actor, "Trykker på knappen.", "Presses the button.");
  bench.handle({ type: "press", actor });
  bench.advance(SENSED_MS);
}

/** The user takes what lies in reach, if anything does. */
export function takeOut(bench: FocusBench): void {
  bench.handle({ type: "take" });
  bench.advance(SENSED_MS);
}

/** The user turns the device over; nothing to one that stands on a table. */
export function turnOver(bench: FocusBench): void {
  if (bench.offer.gesture !== "tilt") return;
  note(bench, "user", "Vender enheten.", "Turns the device over.");
  bench.handle({ type: "tilt" });
  bench.advance(SENSED_MS);
}

/** The user puts it upright again. */
export function putUpright(bench: FocusBench): void {
  if (bench.offer.gesture !== "tilt") return;
  note(bench, "user", "Setter enheten riktig vei.", "Puts the device upright.");
  bench.handle({ type: "right" });
  bench.advance(SENSED_MS);
}

/** The user does what a dose is taken with. */
export function take(bench: FocusBench): void {
  // Whoever hears the first sound takes a moment to come.
  bench.advance(4_000);
  if (bench.offer.gesture === "tilt") {
    turnOver(bench);
    bench.advance(2_000);
    putUpright(bench);
    return;
  }
  press(bench);
  bench.advance(HANDED_OUT_MS);
  takeOut(bench);
}

/** Staff take a dose that they asked for. */
export function takeByStaff(bench: FocusBench): void {
  bench.advance(20_000);
  if (bench.offer.gesture === "tilt") take(bench);
  else {
    press(bench, "staff");
    bench.advance(HANDED_OUT_MS);
    takeOut(bench);
  }
  bench.advance(30_000);
}

/** Does everything that a user can do with a device without force. */
export function tryEverything(bench: FocusBench): void {
  press(bench);
  bench.advance(3_000);
  press(bench);
  takeOut(bench);
  take(bench);
  bench.input({ type: "message.confirmed" });
  bench.advance(12_000);
}

/** Some minutes from now, on the device's clock. */
export function inMinutes(bench: FocusBench, minutes: number): Instant {
  return instant(bench.civilMs + minutes * MINUTE_MS);
}

function note(bench: FocusBench, who: TimelineActor, nb: string, en: string): void {
  bench.diary.note(bench.nowMs, who, { nb, en });
}
