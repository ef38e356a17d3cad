import { SEALED_ONLY } from "@dosekit/firmware-model";
import type { Command, CommandVerb } from "@dosekit/protocols";
import { instant } from "@dosekit/protocols";
import { dosePlan, planEntry } from "../plans.ts";
import type { MechanismBench } from "./mechanism-bench.ts";
import { PILLY_IN_HAND, type TrayBench } from "./tray-bench.ts";
import { follow, freshBench, MINUTE } from "./tray-stories.ts";

/** What a command says beside its verb. */
export type Wish = Partial<Omit<Command, "verb">>;

/** Gives a command by staff, unless the wish names another; its id is made from verb and number. */
export function ask(bench: MechanismBench, verb: CommandVerb, wish: Wish = {}): string {
  const commandId = `${verb}-${bench.inputs.length}`;
  bench.command({ actor: "staff", verb, commandId, ...wish }, SEALED_ONLY.has(verb));
  return commandId;
}

/** What the last answer said: `done` or the refusal; nothing without one. */
export function lastAnswer(bench: MechanismBench): string | undefined {
  const reply = bench.replies.at(-1);
  return reply?.refusal ?? reply?.result;
}

/** The answers to one command. */
export function answersTo(bench: MechanismBench, commandId: string): readonly string[] {
  return bench.replies
    .filter((reply) => reply.commandId === commandId)
    .map(({ refusal, result }) => refusal ?? result);
}

/** A loaded tray without a stand whose doses of 08:00 and 20:00 may be had from an hour before. */
export function earlyBench(doses = 28): TrayBench {
  const bench = freshBench(PILLY_IN_HAND);
  bench.load(doses);
  bench.advance(1_000);
  const entries = [
    planEntry("m", "08:00", { earlyMin: 60, lateMin: 120 }),
    planEntry("e", "20:00", { earlyMin: 60, lateMin: 120 }),
  ];
  follow(bench, dosePlan(entries, { zone: "Asia/Kolkata", minimumSpacingMin: 240 }), 1);
  return bench;
}

/** Takes doses one after the other as they come within reach. */
export function takeAll(bench: MechanismBench, doses: number): void {
  for (let at = 0; at < doses; at += 1) {
    bench.advance(5_000);
    bench.take();
    bench.advance(25_000);
  }
}

/** Some minutes from now, on the bench's clock. */
export function inMinutes(bench: MechanismBench, minutes: number) {
  return instant((bench.civilMs ?? bench.trueMs) + minutes * MINUTE);
}
