import { DAY_MS, HOUR_MS, type LocalDate, MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import { hasPart } from "../product-parts.ts";
import type { CheckFinding } from "../result/criterion-record.ts";
import { endOf, isActive, letGo, raised, recordsOf } from "./bench/bench-records.ts";
import { endText } from "./bench/bench-words.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import { fill, offeredBench, tryEverything, type UsedWish, usedBench } from "./bench/hands.ts";
import { firstDose } from "./bench/story-plan.ts";
import { allOf, notApplicable, type PureJudge, Trial } from "./judge.ts";
import type { JudgeSubject } from "./judge-subject.ts";

/** How long a device may take to lock away what nobody took. */
const LOCKED_AWAY_MS = 60 * SECOND_MS;

/** T-3: what nobody took is locked away within a minute, told once, counted; a full store stops all. */
export const untakenLockedAway: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "locked-store")) {
    return notApplicable(
      "Produktet har ingen låst skuff: en dose som ikke er tatt, blir der den er, låst inne.",
      "The product has no locked store: a dose that nobody took stays where it is, locked.",
    );
  }
  return allOf([() => oneLockedAway(subject), () => fullStoreStops(subject)]);
};

function oneLockedAway(subject: JudgeSubject): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = offeredBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(first.lateMs + 5 * MINUTE_MS);
  const [away] = bench.truth.putAway;
  const afterS = away === undefined ? undefined : Math.round((away.atMs - first.lateMs) / 1_000);
  trial.must(
    away?.doseId === first.doseId && away.atMs <= first.lateMs + LOCKED_AWAY_MS,
    afterS === undefined
      ? "Posen ble ikke låst inne."
      : `Posen var låst inne først etter ${afterS} s.`,
    afterS === undefined
      ? "The pouch was not locked away."
      : `The pouch was locked away only after ${afterS} s.`,
  );
  mustBeToldOnce(trial, first.doseId);
  const stored = bench.plant.count()["reject-store"];
  trial.must(
    stored === 1 && letGo(bench).length === 0,
    `Skuffen hadde ${stored} poser, og ${letGo(bench).length} kom ut.`,
    `The store held ${stored} pouches, and ${letGo(bench).length} came out.`,
  );
  return trial.finding(
    `Posen var låst inne etter ${afterS} s, og 1.1 ble sendt én gang.`,
    `The pouch was locked away after ${afterS} s, and 1.1 was raised once.`,
  );
}

function mustBeToldOnce(trial: Trial, doseId: string): void {
  const times = raised(trial.bench, "1.1").length;
  trial.must(times === 1, `1.1 ble sendt ${times} ganger.`, `1.1 was raised ${times} times.`);
  const end = endOf(trial.bench, doseId);
  trial.must(
    end === "missed",
    `Dosen er skrevet ned som «${endText(end).nb}».`,
    `The dose is written down as “${endText(end).en}”.`,
  );
}

function fullStoreStops(subject: JudgeSubject): CheckFinding {
  const room = storeOf(subject);
  const bench = usedBench(subject, { doses: subject.profile.capacity.value });
  const trial = new Trial(bench);
  bench.advanceTo(firstDose(subject.profile).lateMs + 5 * MINUTE_MS);
  bench.advance((room - 1) * 12 * HOUR_MS);
  trial.must(
    bench.plant.count()["reject-store"] === room && isActive(bench, "1.9"),
    `Med ${room} utelatte doser lå ${bench.plant.count()["reject-store"]} i skuffen, og 1.9 var ${isActive(bench, "1.9") ? "sendt" : "ikke sendt"}.`,
    `After ${room} missed doses ${bench.plant.count()["reject-store"]} lay in the store; 1.9 ${isActive(bench, "1.9") ? "was" : "was not"} raised.`,
  );
  const before = bench.truth.putAway.length + bench.truth.letGo.length;
  for (let halfDay = 0; halfDay < 2; halfDay += 1) {
    bench.advance(12 * HOUR_MS);
    tryEverything(bench);
  }
  const after = bench.truth.putAway.length + bench.truth.letGo.length;
  const reason = recordsOf(bench, "dose.closed").at(-1)?.reason;
  trial.must(
    before === after && reason === "reject-store-full",
    `Med full skuff gikk ${after - before} poser videre.`,
    `With a full store ${after - before} pouches moved on.`,
  );
  fill(bench, 28);
  bench.advance(MINUTE_MS);
  trial.must(
    !isActive(bench, "1.9"),
    "1.9 sto fortsatt etter at skuffen var tømt.",
    "1.9 still stood after the store had been emptied.",
  );
  return trial.finding(
    `Med ${room} poser i skuffen kom 1.9, og ingenting ble gitt ut før den var tømt.`,
    `With ${room} pouches in the store 1.9 came, and nothing went out before it was emptied.`,
  );
}

/** Pouches that its store holds, where it puts missed ones away. */
function storeOf({ profile }: JudgeSubject): number {
  return profile.mechanismFigures["rejectStorePouches"]?.value ?? 0;
}

interface WrongPouch {
  readonly nb: string;
  readonly en: string;
  readonly alert: "1.6" | "1.7";
  readonly wish: UsedWish;
}

/** Pouches that are not to be let go, and what each is told as. */
const WRONG_POUCHES: readonly WrongPouch[] = [
  {
    ...{ nb: "uleselig pose", en: "unreadable pouch", alert: "1.6" },
    wish: { spoilFilling: ({ plant }) => plant.smudge?.(1) },
  },
  {
    ...{ nb: "revnet pose", en: "torn pouch", alert: "1.6" },
    wish: { rollFaults: { torn: 1 } },
  },
  {
    ...{ nb: "pose til en annen", en: "pouch of another person", alert: "1.7" },
    wish: { spoilFilling: refilledWith("somebody-else", 0) },
  },
  {
    ...{ nb: "pose for senere dato", en: "pouch for a later date", alert: "1.7" },
    wish: { spoilFilling: refilledWith("own", 1) },
  },
];

/** T-4: a pouch that can't be read, or is not the right one, is kept, and staff are told. */
export const wrongPouchKept: PureJudge = (subject) => {
  if (!hasPart(subject.profile, "pouch-reader")) {
    return notApplicable(
      "Produktet leser ikke poser: det kan ikke kjenne igjen en feil pose.",
      "The product does not read pouches: it can't tell a wrong one.",
    );
  }
  return allOf(WRONG_POUCHES.map((pouch) => () => keptPouch(subject, pouch)));
};

function keptPouch(subject: JudgeSubject, { nb, en, alert, wish }: WrongPouch): CheckFinding {
  const first = firstDose(subject.profile);
  const bench = offeredBench(subject, wish);
  const trial = new Trial(bench);
  bench.advance(2 * MINUTE_MS);
  for (let round = 0; round < 5; round += 1) tryEverything(bench);
  trial.must(
    bench.truth.letGo.length === 0,
    `Feil pose ble gitt ut: ${nb}.`,
    `A wrong pouch was let go: ${en}.`,
  );
  trial.must(
    isActive(bench, alert),
    `${alert} ble ikke sendt: ${nb}.`,
    `${alert} was not raised: ${en}.`,
  );
  bench.advanceTo(first.lateMs + 5 * MINUTE_MS);
  const end = endOf(bench, first.doseId);
  trial.must(
    end?.startsWith("prevented") === true,
    `Dosen er skrevet ned som «${endText(end).nb}»: ${nb}.`,
    `The dose is written down as “${endText(end).en}”: ${en}.`,
  );
  return trial.finding(
    `Holdt tilbake og meldt som ${alert}: ${nb}.`,
    `Kept, and told as ${alert}: ${en}.`,
  );
}

/** Whoever fills in puts another roll into the open device. */
function refilledWith(patientKey: string, daysOff: number): (bench: FocusBench) => void {
  return (bench) => {
    bench.plant.swapRoll?.({
      patientKey,
      nextDoses: (count) =>
        bench.nextDoses(count).map((dose) => ({
          ...dose,
          date: new Date(Date.parse(dose.date) + daysOff * DAY_MS)
            .toISOString()
            .slice(0, 10) as LocalDate,
        })),
    });
    bench.handle({ type: "refill", doses: 28 });
    bench.plant.swapRoll?.(undefined);
  };
}
