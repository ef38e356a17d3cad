import { MINUTE_MS, SECOND_MS } from "@dosekit/protocols";
import { streamOf } from "../../random/random-stream.ts";
import { hasPart } from "../product-parts.ts";
import { hasLetGo, letGo } from "./bench/bench-records.ts";
import { outWords } from "./bench/bench-words.ts";
import type { FocusBench } from "./bench/focus-bench.ts";
import { press, tryEverything, usedBench } from "./bench/hands.ts";
import { doseWords, firstDose, secondDose } from "./bench/story-plan.ts";
import { both, notApplicable, type PureJudge, Trial } from "./judge.ts";

/** Rounds of trying everything, before, in and after the window. */
const ROUNDS_BEFORE = 4;
const ROUNDS_INSIDE = 6;
const ROUNDS_AFTER = 12;
/** Quarters of a minute that the next round of sound is waited for. */
const SOUND_WAITS = 40;

/** T-1: a dose comes out inside its window only, and nothing that a user does lets another one out. */
export const offeredInsideWindowOnly: PureJudge = (subject) => {
  const { profile, seed } = subject;
  const [first, second] = [firstDose(profile), secondDose(profile)];
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  const random = streamOf(seed, profile.product, "tries");
  const tryBetween = (fromMs: number, untilMs: number, rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      const spanMs = (untilMs - fromMs) / rounds;
      bench.advanceTo(Math.floor(fromMs + (round + 0.8 * random.uniform()) * spanMs));
      tryEverything(bench);
    }
  };
  tryBetween(bench.nowMs, first.dueMs - 2 * MINUTE_MS, ROUNDS_BEFORE);
  bench.advanceTo(first.dueMs - SECOND_MS);
  press(bench);
  trial.must(letGo(bench).length === 0, ...tooSoon(bench));
  bench.advanceTo(first.dueMs + 10 * SECOND_MS);
  for (let round = 0; round < ROUNDS_INSIDE; round += 1) tryEverything(bench);
  const { nb, en } = doseWords(first.doseId);
  trial.must(
    hasLetGo(bench, [first]),
    `I tidsvinduet kom ${outWords(bench).nb} ut, og ikke bare ${nb}.`,
    `Inside the window ${outWords(bench).en} came out, and not only ${en}.`,
  );
  tryBetween(bench.nowMs, second.dueMs - 10 * MINUTE_MS, ROUNDS_AFTER);
  trial.must(hasLetGo(bench, [first]), ...tooSoon(bench));
  const tries = ROUNDS_BEFORE + ROUNDS_INSIDE + ROUNDS_AFTER;
  return trial.finding(
    `I ${tries} runder der brukeren prøvde alt, kom bare ${nb} ut, og bare i tidsvinduet sitt.`,
    `In ${tries} rounds of trying everything only ${en} came out, and only inside its window.`,
  );
};

/** T-2: light alone at first, then sound that gets louder until the button is pressed. */
export const lightThenRisingSound: PureJudge = (subject) => {
  const { profile } = subject;
  if (!hasPart(profile, "light-before-sound")) {
    return notApplicable(
      "Produktet er laget for å begynne med lys og lyd samtidig, uten stigende lyd etter lys alene.",
      "The product is made to begin with light and sound together.",
    );
  }
  const bench = usedBench(subject);
  const trial = new Trial(bench);
  bench.advanceTo(firstDose(profile).dueMs + 10 * SECOND_MS);
  trial.must(
    bench.signal.light === "blink" && bench.signal.sound === 0,
    `Ti sekunder etter tidspunktet var lyset «${bench.signal.light}» og lyden ${bench.signal.sound} av 10.`,
    `Ten seconds after the due time light was ${bench.signal.light} and sound ${bench.signal.sound} of 10.`,
  );
  const sounds = soundsOfHalfMinutes(bench, 110);
  const isLouder = sounds.every((sound, at) => sound >= (sounds[at - 1] ?? 0));
  const steps = new Set(sounds);
  trial.must(
    isLouder && steps.size > 3,
    `Lyden steg ikke: ${[...steps].join(", ")} av 10.`,
    `The sound did not rise: ${[...steps].join(", ")} of 10.`,
  );
  for (let wait = 0; wait < SOUND_WAITS && bench.signal.sound === 0; wait += 1) {
    bench.advance(MINUTE_MS / 4);
  }
  press(bench);
  bench.advance(SECOND_MS);
  trial.must(
    bench.signal.sound === 0,
    `Etter knappetrykket var lyden fortsatt ${bench.signal.sound} av 10.`,
    `After the button was pressed the sound was still ${bench.signal.sound} of 10.`,
  );
  return trial.finding(
    `Lyset kom først. Lyden steg fra ${sounds[0]} til ${sounds.at(-1)} av 10 og stanset ved knappetrykk.`,
    `Light came first. Sound rose from ${sounds[0]} to ${sounds.at(-1)} of 10 and stopped at a press.`,
  );
};

/** What sounds at each half minute, silences left out. */
function soundsOfHalfMinutes(bench: FocusBench, count: number): readonly number[] {
  const sounds: number[] = [];
  for (let at = 0; at < count; at += 1) {
    bench.advance(MINUTE_MS / 2);
    if (bench.signal.sound > 0) sounds.push(bench.signal.sound);
  }
  return sounds;
}

function tooSoon(bench: FocusBench): readonly [nb: string, en: string] {
  const { nb, en } = both(
    `Utenfor tidsvinduet kom ${outWords(bench).nb} ut.`,
    `Outside of the window ${outWords(bench).en} came out.`,
  );
  return [nb, en];
}
