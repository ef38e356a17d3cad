import type { ProductProfile } from "@dosekit/firmware-model";
import type { AlertCode, DispenseCode } from "@dosekit/protocols";
import { dosePlan, planEntry } from "../plans.ts";
import { offeredDevice, readyDevice, startedDevice, takeByStaff, takeDose } from "./any-bench.ts";
import { ask } from "./asking.ts";
import type { MechanismBench } from "./mechanism-bench.ts";
import { RollBench } from "./roll-bench.ts";
import { FIRST, FIRST_LATE_MS, follow, HOUR, MINUTE, SECOND, storyPlan } from "./tray-stories.ts";

/** What happens to a device of any product until it raises an alert; the alert may stay out. */
type Story = (profile: ProductProfile) => MechanismBench;

const DAY = 24 * HOUR;

/** One way to each alert, the same for all products; what a product has no part for does nothing. */
export const ALERT_STORIES: Readonly<Record<Exclude<AlertCode, "1.20">, Story>> = {
  "1.1": (profile) =>
    then(offeredDevice(profile), (bench) => bench.advanceTo(FIRST_LATE_MS + MINUTE)),
  "1.2": (profile) =>
    then(readyDevice(profile, storyPlan(), 1), (bench) => {
      bench.advanceTo(FIRST.dueMs + 20_000);
      takeDose(bench);
      bench.advanceTo(SECOND.dueMs + MINUTE);
    }),
  "1.3": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.advanceTo(FIRST.dueMs + 20_000);
      cutInMidOffer(bench);
      bench.advanceTo(SECOND.dueMs);
    }),
  "1.4": (profile) =>
    then(readyDevice(profile), (bench) => {
      ask(bench, "message-to-user", { text: "Drink water" });
      bench.advance(3 * HOUR);
    }),
  "1.5": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.failingCommits = 2;
      bench.input({ type: "link.changed", up: false });
      bench.advance(10 * MINUTE);
    }),
  "1.6": (profile) => {
    const bench = startedDevice(profile);
    if (bench instanceof RollBench) bench.pack = spoiled({ found: "unreadable" });
    return filled(bench);
  },
  "1.7": (profile) => {
    const bench = startedDevice(profile);
    if (bench instanceof RollBench) {
      bench.pack = (pouches) => pouches.slice(2);
      if (!bench.hasReader) bench.checksLeader = true;
      if (!bench.hasReader) bench.pack = spoiled({ found: "blank" });
    }
    return filled(bench);
  },
  "1.8": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.fates = Array.from({ length: 12 }, () => "stuck" as const);
      bench.advanceTo(FIRST.dueMs + 2 * MINUTE);
      bench.take();
      bench.advanceTo(FIRST.dueMs + 10 * MINUTE);
    }),
  "1.9": (profile) => then(readyDevice(profile), (bench) => bench.advance(12 * DAY)),
  "1.10": (profile) =>
    then(offeredDevice(profile), (bench) => bench.advanceTo(FIRST_LATE_MS - MINUTE)),
  "1.11": (profile) =>
    then(readyDevice(profile, storyPlan(), 2), (bench) => {
      ask(bench, "release-travel", { doses: 6 });
    }),
  "1.12": (profile) => readyDevice(profile, storyPlan(), 3),
  "1.13": (profile) =>
    then(readyDevice(profile, storyPlan(), 1), (bench) => {
      bench.advanceTo(FIRST.dueMs + 20_000);
      takeDose(bench);
      bench.advanceTo(SECOND.dueMs + MINUTE);
    }),
  "1.14": (profile) => then(startedDevice(profile), (bench) => bench.advance(HOUR)),
  "1.15": (profile) =>
    then(readyDevice(profile), (bench) => {
      const entries = [planEntry("m", "08:30", { lateMin: 120 }), planEntry("n", "21:00")];
      const changed = dosePlan(entries, {
        ...{ zone: "Asia/Kolkata", minimumSpacingMin: 240, revision: 2 },
      });
      follow(bench, changed, 2);
      bench.advance(MINUTE);
    }),
  "1.16": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.input({ type: "roll.handled", removed: 1 });
      bench.load(28);
    }),
  "1.17": (profile) => then(readyDevice(profile), (bench) => battery(bench, 150)),
  "1.18": (profile) => then(readyDevice(profile), (bench) => battery(bench, 10)),
  "1.19": (profile) => then(readyDevice(profile), (bench) => bench.input({ type: "mains.lost" })),
  "1.21": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.openLid(true);
      bench.advanceTo(FIRST.dueMs + MINUTE);
    }),
  "1.22": (profile) => then(readyDevice(profile), (bench) => bench.openLid(false)),
  "1.23": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.input({ type: "posture.tilted" });
      bench.advanceTo(FIRST.dueMs + MINUTE);
    }),
};

/** One way to each national dispense event. */
export const DISPENSE_STORIES: Readonly<Partial<Record<DispenseCode, Story>>> = {
  "1.1": (profile) => then(offeredDevice(profile), takeDose),
  "1.2": (profile) =>
    then(readyDevice(profile), (bench) => {
      bench.advanceTo(FIRST.dueMs - HOUR);
      ask(bench, "release-assisted");
      takeByStaff(bench);
    }),
  "2.1": (profile) => then(readyDevice(profile), (bench) => journey(bench, "operator")),
  "2.2": (profile) => then(readyDevice(profile), (bench) => journey(bench, "staff")),
  "3": (profile) =>
    then(readyDevice(profile), (bench) => {
      ask(bench, "message-to-user", { text: "Drink water" });
      bench.input({ type: "message.confirmed" });
    }),
};

function journey(bench: MechanismBench, actor: "staff" | "operator"): void {
  ask(bench, "release-travel", { doses: 2, actor });
  for (let dose = 0; dose < 2; dose += 1) {
    takeByStaff(bench);
  }
  bench.advance(10 * MINUTE);
}

function then(bench: MechanismBench, act: (bench: MechanismBench) => void): MechanismBench {
  act(bench);
  return bench;
}

function battery(bench: MechanismBench, permille: number): void {
  bench.input({ type: "battery.measured", permille });
}

/** Power goes while a dose is on its way to the user: nobody knows whether it was taken. */
function cutInMidOffer(bench: MechanismBench): void {
  bench.input({ type: "button.pressed", actor: "user" });
  bench.advance(500);
  bench.cutPower("half-way");
  bench.advance(MINUTE);
  bench.boot();
  bench.advance(5 * MINUTE);
}

function spoiled(reading: { readonly found: "unreadable" | "blank" }) {
  return (pouches: readonly RollBench["roll"][number][]) =>
    pouches.map((pouch, at) => (at === 0 ? { ...pouch, reading } : pouch));
}

function filled(bench: MechanismBench): MechanismBench {
  follow(bench, storyPlan(), 1);
  bench.load(28);
  bench.advance(5_000);
  bench.advanceTo(SECOND.dueMs + HOUR);
  return bench;
}
