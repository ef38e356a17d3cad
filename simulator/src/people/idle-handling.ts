import { DAY_MS } from "@dosekit/protocols";
import type { Scheduler } from "../clock/scheduler.ts";
import type { RandomStream } from "../random/random-stream.ts";
import type { Hands } from "./hands.ts";
import type { Persona } from "./persona.ts";

/** What handling without a reason depends on. */
export interface IdleSetup {
  readonly scheduler: Scheduler;
  readonly lane: number;
  readonly random: RandomStream;
  readonly persona: Pick<Persona, "idlePresses" | "idleTilts">;
  readonly hands: Hands;
  /** Whether they are where the device is, and free. */
  readonly mayIdle: () => boolean;
}

/** Share of turns that are made twice in a row, which some devices take for a gesture; inferred. */
const TWICE_SHARE = 0.3;

/** Begins to handle the device without a reason, evenly over day and night. */
export function handleIdly(setup: IdleSetup): void {
  const { idlePresses, idleTilts } = setup.persona;
  const perDay = idlePresses.value + idleTilts.value;
  if (perDay > 0) idleLater(setup, DAY_MS / perDay);
}

function idleLater(setup: IdleSetup, meanMs: number): void {
  const { scheduler, lane, random, hands, mayIdle } = setup;
  const afterMs = Math.ceil(random.exponential(meanMs));
  scheduler.at(scheduler.nowMs() + afterMs, lane, () => {
    const chance = random.uniform();
    if (mayIdle() && !hands.isBusy()) handle(setup, chance);
    idleLater(setup, meanMs);
  });
}

function handle({ persona, hands }: IdleSetup, chance: number): void {
  const { idlePresses, idleTilts } = persona;
  const pressShare = idlePresses.value / (idlePresses.value + idleTilts.value);
  if (chance < pressShare) hands.pressIdly();
  else hands.turnIdly((chance - pressShare) / (1 - pressShare) < TWICE_SHARE ? 2 : 1);
}
