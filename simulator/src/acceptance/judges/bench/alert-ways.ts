import { type AlertCode, DAY_MS, type DispenseCode, HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { JudgeSubject } from "../judge-subject.ts";
import type { FocusBench } from "./focus-bench.ts";
import {
  cutAllPower,
  fill,
  givePower,
  inMinutes,
  offeredBench,
  press,
  setLink,
  setMains,
  startedBench,
  take,
  takeByStaff,
  takeOut,
  turnOver,
  usedBench,
} from "./hands.ts";
import { entryAt, firstDose, planOf, secondDose, storyPlan } from "./story-plan.ts";

/** What happens to a device of any product until it raises an alert; the alert may stay out. */
export type AlertWay = (subject: JudgeSubject) => FocusBench;

/** Alerts that a device raises by itself. */
export type OwnAlert = Exclude<AlertCode, "1.20">;

/** One way to each alert, the same for all products; what a product has no part for does nothing. */
export const ALERT_WAYS: Readonly<Record<OwnAlert, AlertWay>> = {
  "1.1": (subject) =>
    after(offeredBench(subject), (bench) => bench.advanceTo(first(bench).lateMs + 5 * MINUTE_MS)),
  "1.2": (subject) => emptied(subject),
  "1.3": (subject) => after(offeredBench(subject), takenUnseen),
  "1.4": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.ask("message-to-user", { text: "Drikk vann" });
      bench.advance(3 * HOUR_MS);
    }),
  "1.5": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.failCommits(2);
      setLink(bench, false);
      bench.advance(10 * MINUTE_MS);
    }),
  "1.6": (subject) =>
    after(usedBench(subject, { spoilFilling: ({ plant }) => plant.smudge?.(1) }), firstPassed),
  "1.7": (subject) => after(usedBench(subject), wrongAtFront),
  "1.8": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.plant.setJam(true);
      bench.advanceTo(first(bench).dueMs + 2 * MINUTE_MS);
      take(bench);
      bench.advance(10 * MINUTE_MS);
    }),
  "1.9": (subject) => after(usedBench(subject), (bench) => bench.advance(12 * DAY_MS)),
  "1.10": (subject) =>
    after(offeredBench(subject), (bench) => bench.advanceTo(first(bench).lateMs - MINUTE_MS)),
  "1.11": (subject) =>
    after(usedBench(subject, { doses: 2 }), (bench) => {
      bench.ask("release-travel", { doses: 6 });
      bench.advance(MINUTE_MS);
    }),
  "1.12": (subject) => usedBench(subject, { doses: 3 }),
  "1.13": (subject) => emptied(subject),
  "1.14": (subject) => after(startedBench(subject), (bench) => bench.advance(HOUR_MS)),
  "1.15": (subject) =>
    after(usedBench(subject), (bench) => {
      const { value: late } = subject.profile.lateMin;
      const plan = planOf([entryAt("08:30", late), entryAt("21:00", late)], { revision: 2 });
      bench.configure({ version: 2, plan });
      bench.advance(MINUTE_MS);
    }),
  "1.16": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.input({ type: "roll.handled", removed: 1 });
      fill(bench, 28);
    }),
  "1.17": (subject) => after(usedBench(subject), (bench) => discharged(bench, 150)),
  "1.18": (subject) => after(usedBench(subject), (bench) => discharged(bench, 10)),
  "1.19": (subject) =>
    after(usedBench(subject), (bench) => {
      setMains(bench, false);
      bench.advance(MINUTE_MS);
    }),
  "1.21": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.handle({ type: "open-lid", withKey: true });
      bench.advanceTo(first(bench).dueMs + MINUTE_MS);
    }),
  "1.22": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.handle({ type: "open-lid", withKey: false });
      bench.advance(MINUTE_MS);
    }),
  "1.23": (subject) =>
    after(usedBench(subject), (bench) => {
      turnOver(bench);
      bench.advanceTo(first(bench).dueMs + MINUTE_MS);
    }),
};

/** One way to each national dispense event that a device tells. */
export const DISPENSE_WAYS: Readonly<Partial<Record<DispenseCode, AlertWay>>> = {
  "1.1": (subject) =>
    after(offeredBench(subject), (bench) => {
      take(bench);
      bench.advance(MINUTE_MS);
    }),
  "1.2": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.advanceTo(first(bench).dueMs - HOUR_MS);
      bench.ask("release-assisted");
      takeByStaff(bench);
    }),
  "2.1": (subject) => journey(subject, "operator"),
  "2.2": (subject) => journey(subject, "staff"),
  "3": (subject) =>
    after(usedBench(subject), (bench) => {
      bench.ask("message-to-user", { text: "Drikk vann" });
      bench.input({ type: "message.confirmed" });
    }),
};

/** Another person's roll for a device that reads pouches; a dose that passed for one that does not. */
function wrongAtFront(bench: FocusBench): void {
  const { mechanism } = bench.subject.profile;
  if (mechanism.value === "pouch-roll-reader") {
    bench.plant.swapRoll?.({ patientKey: "somebody-else" });
    fill(bench, 28);
  } else {
    bench.ask("pause", { pauseReason: "holiday", untilMs: inMinutes(bench, 300) });
  }
  bench.advanceTo(first(bench).lateMs + 2 * HOUR_MS);
}

/** Power goes while a dose is on its way to the user, who takes it before it is back. */
function takenUnseen(bench: FocusBench): void {
  if (bench.offer.gesture === "tilt") turnOver(bench);
  else press(bench);
  // A dose from a carousel falls within a second; where it is seen in the cup there is no doubt.
  bench.advance(bench.subject.profile.mechanism.value === "carousel" ? 300 : 2_000);
  cutAllPower(bench);
  bench.advance(MINUTE_MS);
  takeOut(bench);
  givePower(bench);
  bench.advanceTo(secondDose(bench.subject.profile).dueMs);
}

function firstPassed(bench: FocusBench): void {
  bench.advanceTo(first(bench).lateMs + HOUR_MS);
}

/** One dose is filled in and taken; then the next one would be due. */
function emptied(subject: JudgeSubject): FocusBench {
  return after(usedBench(subject, { doses: 1 }), (bench) => {
    bench.advanceTo(first(bench).dueMs + 20_000);
    take(bench);
    bench.advanceTo(secondDose(subject.profile).dueMs + MINUTE_MS);
  });
}

function journey(subject: JudgeSubject, actor: "staff" | "operator"): FocusBench {
  return after(usedBench(subject, { plan: storyPlan(subject.profile) }), (bench) => {
    bench.ask("release-travel", { doses: 2, actor });
    for (let dose = 0; dose < 2; dose += 1) takeByStaff(bench);
    bench.advance(10 * MINUTE_MS);
  });
}

function discharged(bench: FocusBench, permille: number): void {
  setMains(bench, false);
  bench.supply.dropTo(permille);
  bench.advance(10_000);
}

function first({ subject }: FocusBench) {
  return firstDose(subject.profile);
}

function after(bench: FocusBench, act: (bench: FocusBench) => void): FocusBench {
  act(bench);
  return bench;
}
