import type { PouchReading } from "@dosekit/protocols";
import { profileNamed } from "./mechanism-bench.ts";
import { type BenchPouch, RollBench } from "./roll-bench.ts";
import { FIRST, follow, storyPlan } from "./tray-stories.ts";

/** The products whose pouches are read, and the one that follows a week plan. */
export const READERS = [profileNamed("evondos-e300"), profileNamed("evondos-mini")] as const;
/** See {@link READERS}. */
export const MEDIDO = profileNamed("medido");

/** The one on a week plan with the other policy: a pouch that was not taken goes to a locked store. */
export const MEDIDO_THAT_PUTS_AWAY = puttingAway(MEDIDO);

function puttingAway(profile: typeof MEDIDO): typeof MEDIDO {
  const { missedPouchHeld } = profile.mechanismFigures;
  if (missedPouchHeld === undefined) throw new Error("no policy");
  const { "1.9": _held, ...unreachableAlerts } = profile.unreachableAlerts;
  const mechanismFigures = {
    ...profile.mechanismFigures,
    missedPouchHeld: { ...missedPouchHeld, value: 0 },
  };
  return { ...profile, mechanismFigures, unreachableAlerts };
}

type Product = (typeof READERS)[number];
type Packing = (pouches: readonly BenchPouch[]) => readonly BenchPouch[];

/** A device in daily use: with the story plan and a roll of its doses, packed as the test says. */
export function usedRoll(product: Product, pack?: Packing, doses = 28): RollBench {
  const bench = new RollBench(product);
  if (pack !== undefined) bench.pack = pack;
  bench.boot("first-boot");
  bench.advance(1_000);
  follow(bench, storyPlan(), 1);
  bench.load(doses);
  bench.advance(1_000);
  return bench;
}

/** The same with its first dose behind the button. */
export function offeredRoll(product: Product, pack?: Packing): RollBench {
  const bench = usedRoll(product, pack);
  bench.advanceTo(FIRST.dueMs + 10_000);
  return bench;
}

/** The same with its first dose in the drawer. */
export function releasedRoll(product: Product): RollBench {
  const bench = offeredRoll(product);
  bench.press();
  bench.advance(5_000);
  return bench;
}

/** Packs the same pouches, the first of them with another print. */
export function firstReads(reading: PouchReading): Packing {
  return ([first, ...rest]) => (first === undefined ? [] : [{ ...first, reading }, ...rest]);
}

/** Pouches that came within reach under another dose's name, or a second time. */
export function wrongPouches({ letGo }: RollBench): readonly string[] {
  const seen = new Set<string>();
  return letGo.flatMap(({ pouch, announced }) => {
    const again = seen.has(pouch.doseId) ? [`${pouch.doseId} came again`] : [];
    seen.add(pouch.doseId);
    return pouch.doseId === announced ? again : [...again, `${pouch.doseId} came for ${announced}`];
  });
}

/** Names the doses of pouches. */
export function dosesOf(pouches: readonly BenchPouch[]): readonly string[] {
  return pouches.map(({ doseId }) => doseId);
}
