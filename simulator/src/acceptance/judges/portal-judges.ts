import { contactIntervalMsOf } from "@dosekit/firmware-model";
import { HOUR_MS, instant, MINUTE_MS } from "@dosekit/protocols";
import { hasPart, PORTAL_WITHIN_MS } from "../product-parts.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { endOf, hasLetGo, letGo, raised, recordsOf } from "./bench/bench-records.ts";
import { endText, outWords } from "./bench/bench-words.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import {
  cutAllPower,
  fill,
  givePower,
  removePassed,
  take,
  takeByStaff,
  usedBench,
} from "./bench/hands.ts";
import { entryAt, firstDose, planOf, secondDose } from "./bench/story-plan.ts";
import { allOf, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** How long a change from the portal may take. */
const EFFECT_MS = PORTAL_WITHIN_MS;
/** How far the changed dose moves. */
const MOVED_MS = HOUR_MS;

/** a week plan and a volume from the portal take effect, survive a reboot, and are logged. */
export const portalChangeTakesEffect: PureJudge = (subject) => {
  const everyMs = contactIntervalMsOf(subject.profile) ?? 0;
  if (!hasPart(subject.profile, "portal-within-15-minutes")) {
    const hours = Math.round(everyMs / HOUR_MS);
    return notApplicable(
      `Produktet har kontakt hver ${hours}. time for å spare batteri: 15 minutter kan ikke kreves.`,
      `The product is in contact every ${hours} hours to save its battery: 15 minutes can't be asked.`,
    );
  }
  return allOf([() => changedPlan(subject), () => changedVolume(subject)]);
};

function changedPlan(subject: JudgeSubject): CheckFinding {
  const { profile } = subject;
  const first = firstDose(profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const late = profile.lateMin.value;
  const plan = planOf([entryAt("09:00", late), entryAt("20:00", late)], { revision: 2 });
  const askedMs = bench.nowMs;
  bench.configure({ version: 2, plan });
  bench.advance(EFFECT_MS);
  const accepted = recordsOf(bench, "plan.accepted").find(({ count }) => count === 2);
  const afterS = Math.round(((accepted?.civilMs ?? Number.MAX_SAFE_INTEGER) - askedMs) / 1_000);
  const { version, result } = bench.reports.at(-1) ?? {};
  trial.must(
    accepted !== undefined && version === 2 && result === "applied",
    "Den nye ukeplanen ble ikke tatt i bruk og loggført innen 15 minutter.",
    "The new week plan was not followed and logged within 15 minutes.",
  );
  // The roll of the old plan carries the old times.
  fill(bench, 28);
  restart(bench);
  bench.advanceTo(first.dueMs + MOVED_MS / 2);
  take(bench);
  trial.must(
    letGo(bench).length === 0,
    "Enheten ga ut en dose etter den gamle planen.",
    "The device let a dose go by the old plan.",
  );
  bench.advanceTo(first.dueMs + MOVED_MS + MINUTE_MS);
  take(bench);
  const wanted = { doseId: first.doseId.replace("0800", "0900") };
  trial.must(
    hasLetGo(bench, [wanted]),
    `Etter den nye planen og en omstart kom ${outWords(bench).nb} ut.`,
    `By the new plan and after a reboot ${outWords(bench).en} came out.`,
  );
  return trial.finding(
    `Ny ukeplan gjaldt og var loggført etter ${afterS} s, også etter omstart.`,
    `A new week plan held and was logged after ${afterS} s, also after a reboot.`,
  );
}

function changedVolume(subject: JudgeSubject): CheckFinding {
  const wanted = 1;
  const first = firstDose(subject.profile);
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const commandId = bench.ask("set-volume", { actor: "operator", volume: wanted });
  bench.advance(MINUTE_MS);
  const isLogged = recordsOf(bench, "command.handled").some((one) => one.commandId === commandId);
  restart(bench);
  bench.advanceTo(first.dueMs);
  let loudest = 0;
  for (let half = 0; half < 60; half += 1) {
    bench.advance(MINUTE_MS / 2);
    loudest = Math.max(loudest, bench.signal.sound);
  }
  trial.must(
    isLogged && loudest === wanted,
    `Lydstyrken ble satt til ${wanted}; den sterkeste lyden etterpå var ${loudest} av 10.`,
    `The volume was set to ${wanted}; the loudest sound afterwards was ${loudest} of 10.`,
  );
  return trial.finding(
    `Lydstyrke ${wanted} gjaldt, også etter omstart, og endringen er loggført.`,
    `A volume of ${wanted} held, also after a reboot, and the change is logged.`,
  );
}

function restart(bench: FocusBench): void {
  cutAllPower(bench);
  bench.advance(MINUTE_MS);
  givePower(bench);
}

/** taking out early and a pause work, staff see them, and the right dose follows. */
export const earlyAndPause: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "early-and-pause")) {
    return notApplicable(
      "Produktet har ikke tidlig uttak og pause.",
      "The product can't be taken from early and paused.",
    );
  }
  return allOf([() => takenEarly(subject), () => pausedAndBack(subject)]);
};

function takenEarly(subject: JudgeSubject): CheckFinding {
  const [first, second] = [firstDose(subject.profile), secondDose(subject.profile)];
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const commandId = bench.ask("release-assisted");
  takeByStaff(bench);
  const [closed] = recordsOf(bench, "dose.closed");
  const isSeen = recordsOf(bench, "command.handled").some((one) => one.commandId === commandId);
  trial.must(
    hasLetGo(bench, [first]) && closed?.outcome === "released-ahead",
    `Ved tidlig uttak kom ${outWords(bench).nb} ut, skrevet ned som «${endText(closed?.outcome).nb}».`,
    `Early, ${outWords(bench).en} came out, written down as “${endText(closed?.outcome).en}”.`,
  );
  trial.must(
    isSeen && closed?.actor === "staff",
    "Det går ikke fram av loggen hvem som tok ut dosen tidlig.",
    "The log does not tell who took the dose out early.",
  );
  bench.advanceTo(second.dueMs + 10_000);
  take(bench);
  trial.must(
    hasLetGo(bench, [first, second]) && raised(bench, "1.1").length === 0,
    `Etter tidlig uttak kom ${outWords(bench, 1).nb} til neste tidspunkt.`,
    `After the early one ${outWords(bench, 1).en} came at the next time.`,
  );
  return trial.finding(
    "Tidlig uttak ga riktig dose, loggført på ansatte, og neste dose kom til sin tid.",
    "Taken early it was the right dose, logged for staff, and the next one came in its time.",
  );
}

function pausedAndBack(subject: JudgeSubject): CheckFinding {
  const [first, second] = [firstDose(subject.profile), secondDose(subject.profile)];
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.ask("pause", { pauseReason: "holiday", untilMs: instant(first.lateMs + HOUR_MS) });
  bench.advance(MINUTE_MS);
  const isSeen = recordsOf(bench, "mode.changed").some(({ mode }) => mode === "temporary-stop");
  trial.must(isSeen, "Pausen er ikke synlig i loggen.", "The pause is not seen in the log.");
  bench.advanceTo(first.lateMs + 30 * MINUTE_MS);
  trial.must(
    endOf(bench, first.doseId) === "withheld paused" && raised(bench, "1.1").length === 0,
    `I pausen er dosen skrevet ned som «${endText(endOf(bench, first.doseId)).nb}», med ${raised(bench, "1.1").length} varsler om den.`,
    `In the pause the dose is written down as “${endText(endOf(bench, first.doseId)).en}”, with ${raised(bench, "1.1").length} alerts about it.`,
  );
  bench.advanceTo(first.lateMs + 2 * HOUR_MS);
  removePassed(bench);
  bench.advanceTo(second.dueMs + 20_000);
  take(bench);
  trial.must(
    hasLetGo(bench, [second]),
    `Etter pausen kom ${outWords(bench).nb} ut.`,
    `After the pause ${outWords(bench).en} came out.`,
  );
  return trial.finding(
    "Pausen var stille og synlig, og etter den kom riktig dose.",
    "The pause was silent and seen, and the right dose came after it.",
  );
}
