import { HARDWARE_FIGURES } from "@dosekit/firmware-model";
import { HOUR_MS, MINUTE_MS } from "@dosekit/protocols";
import type { CheckFinding } from "../result/criterion-record.ts";
import { hasLetGo, isActive, isTimely, raised, recordsOf } from "./bench/bench-records.ts";
import { outWords } from "./bench/bench-words.ts";
import { cutAllPower, givePower, setLink, setMains, take, usedBench } from "./bench/hands.ts";
import { firstDose, secondDose } from "./bench/story-plan.ts";
import { allOf, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

const OUTAGE_MS = 4 * HOUR_MS;

/** T-7: four hours without mains lose no dose and shift no time, and are told and ended. */
export const mainsOffFourHours: PureJudge = (subject) => {
  if (subject.profile.power === "battery") {
    return notApplicable(
      "Produktet går på batteri og merker ikke strømbrudd.",
      "The product runs on batteries and notes no loss of mains.",
    );
  }
  return allOf([() => onItsBattery(subject), () => withoutAnyPower(subject)]);
};

function onItsBattery(subject: JudgeSubject): CheckFinding {
  const [first, second] = [firstDose(subject.profile), secondDose(subject.profile)];
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.dueMs - HOUR_MS);
  setMains(bench, false);
  bench.advance(MINUTE_MS);
  trial.must(isActive(bench, "1.19"), "1.19 ble ikke sendt.", "1.19 was not raised.");
  bench.advanceTo(first.dueMs + 10_000);
  take(bench);
  trial.must(
    hasLetGo(bench, [first]),
    `Uten strøm kom ${outWords(bench).nb} ut til tiden.`,
    `Without mains ${outWords(bench).en} came out in time.`,
  );
  bench.advanceTo(first.dueMs - HOUR_MS + OUTAGE_MS);
  setMains(bench, true);
  bench.advance(MINUTE_MS);
  trial.must(
    !isActive(bench, "1.19") && recordsOf(bench, "mains.restored").length === 1,
    "1.19 sto fortsatt da strømmen var tilbake.",
    "1.19 still stood when mains were back.",
  );
  bench.advanceTo(second.dueMs + 10_000);
  take(bench);
  const offered = recordsOf(bench, "dose.offered").find(({ doseId }) => doseId === second.doseId);
  const offeredMs = offered === undefined ? Number.NaN : bench.writtenMs(offered);
  const lateS = Math.round((offeredMs - second.dueMs) / 1_000);
  trial.must(
    hasLetGo(bench, [first, second]) && Math.abs(lateS) <= 60,
    `Dosen etterpå ble tilbudt ${lateS} s fra tidspunktet sitt.`,
    `The dose afterwards was offered ${lateS} s from its due time.`,
  );
  return trial.finding(
    `Fire timer uten strøm: begge doser kom ut, den neste ${lateS} s etter tidspunktet; 1.19 ble sendt og avsluttet.`,
    `Four hours without mains: both doses came out, the next ${lateS} s after its time; 1.19 was raised and ended.`,
  );
}

function withoutAnyPower(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  // The power is back in the last quarter of an hour of the window.
  bench.advanceTo(Math.max(bench.nowMs, first.lateMs - 15 * MINUTE_MS - OUTAGE_MS));
  cutAllPower(bench);
  bench.advanceTo(first.lateMs - 15 * MINUTE_MS);
  givePower(bench);
  bench.advance(MINUTE_MS);
  take(bench);
  trial.must(
    hasLetGo(bench, [first]),
    `Helt uten strøm til inn i tidsvinduet: ${outWords(bench).nb} kom ut.`,
    `Without any power until inside the window: ${outWords(bench).en} came out.`,
  );
  return trial.finding(
    "Også helt uten strøm ble dosen gitt ut etterpå, da tidsvinduet fortsatt var åpent.",
    "Without any power too the dose was let go afterwards, while its window was still open.",
  );
}

/** P-7: a low battery is told at its level, and not before. */
export const lowBatteryTold: PureJudge = (subject) => {
  const { batteryLowPermille, hardware } = subject.profile;
  const low = batteryLowPermille.value;
  const empty = (hardware?.batteryEmptyPermille ?? HARDWARE_FIGURES.batteryEmptyPermille).value;
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  setMains(bench, false);
  bench.supply.dropTo(low + 1);
  bench.advance(1_000);
  trial.must(
    raised(bench, "1.17").length === 0,
    `1.17 ble sendt før batteriet var på ${low / 10} %.`,
    `1.17 was raised before the battery was at ${low / 10} %.`,
  );
  bench.supply.dropTo(low);
  bench.advance(1_000);
  trial.must(
    raised(bench, "1.17").length === 1 && low > empty,
    `1.17 ble sendt ${raised(bench, "1.17").length} ganger ved ${low / 10} % batteri.`,
    `1.17 was raised ${raised(bench, "1.17").length} times at ${low / 10} % of battery.`,
  );
  return trial.finding(
    `1.17 ble sendt da batteriet kom til ${low / 10} %.`,
    `1.17 was raised when the battery came to ${low / 10} %.`,
  );
};

/** P-7: without coverage nothing is lost; what happened keeps its time and its place. */
export const keptWithoutCoverage: PureJudge = (subject) => {
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  setLink(bench, false);
  bench.advanceTo(first.lateMs + HOUR_MS);
  setLink(bench, true);
  bench.advance(MINUTE_MS);
  const [told] = raised(bench, "1.1");
  trial.must(
    told !== undefined && isTimely(bench, told) && bench.writtenMs(told) < first.lateMs + HOUR_MS,
    "1.1 er ikke skrevet ned med tiden da dosen ikke var tatt.",
    "1.1 is not written down with the time at which the dose was missed.",
  );
  const isInRow = bench.records.every(({ seq }, at) => seq === at + 1);
  trial.must(
    isInRow,
    "Det mangler hendelser i rekken fra tiden uten dekning.",
    "Records of the time without coverage are missing from the row.",
  );
  return trial.finding(
    `Uten dekning ble alle ${bench.records.length} hendelser skrevet ned i rekkefølge med riktig tid.`,
    `Without coverage all ${bench.records.length} records were kept in order with their times.`,
  );
};
