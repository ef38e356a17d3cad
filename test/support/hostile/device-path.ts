import { createDevice, profileOf, zoneTableOf } from "@dosekit/firmware-model";
import type { DeviceLogic, DownChannel } from "@dosekit/protocols";
import { type Bench, bench } from "../device-bench.ts";
import type { FateStream } from "../protocols/fate-stream.ts";
import { type TallyState, tallyLogic } from "../tally-logic.ts";
import { below, oneOf } from "./byte-mutations.ts";
import { corpusOf, fitting, sum } from "./channel-corpus.ts";
import { demand, type HostilePath, hex, type PathParts } from "./hostile-path.ts";
import { mutatedMessage } from "./mutated.ts";

const DOWN: readonly DownChannel[] = ["cmd", "cfg/desired", "ack"];
/** Where the clock stands at first: a morning in autumn. */
const START_MS = 1_790_000_000_000;
/** How far time goes on after a case, ms: mostly a little, now and then past a dose. */
const PAUSES_MS = [10, 10, 10, 10, 1_000, 60_000, 3_600_000];

/** Programs under attack: one that does next to nothing, and those of products. */
export const ATTACKED_PROGRAMS = ["tally", "pilly-sms", "evondos-e300", "medido"] as const;
/** One of {@link ATTACKED_PROGRAMS}. */
export type AttackedProgram = (typeof ATTACKED_PROGRAMS)[number];

function logicOf(program: AttackedProgram): DeviceLogic<TallyState> {
  if (program === "tally") return tallyLogic;
  const profile = profileOf(program);
  if (profile === undefined) throw new Error(`there is no profile of ${program}`);
  // The runner hands a program its own state and never looks into it.
  return createDevice({ profile, zoneTableOf }) as unknown as DeviceLogic<TallyState>;
}

/** Payloads from a broker to a device outside the security profile. */
export class DevicePath implements HostilePath {
  readonly name: string;
  readonly share = 2;
  readonly #parts: PathParts;
  readonly #device: Bench;
  readonly #corpora: Readonly<Record<DownChannel, readonly Uint8Array[]>>;
  #refused = 0;

  constructor(parts: PathParts, program: AttackedProgram) {
    this.name = `device ${program}`;
    this.#parts = parts;
    this.#device = bench({ logic: logicOf(program) });
    this.#corpora = {
      cmd: corpusOf("cmd", parts),
      "cfg/desired": corpusOf("cfg/desired", parts),
      ack: corpusOf("ack", parts),
    };
    this.#device.clock.civilMs = START_MS;
    this.#device.runner.powerOn("power-restored");
  }

  feed(fate: FateStream): void {
    const { runner, transport, clock } = this.#device;
    const channel = oneOf(fate, DOWN);
    const corpus = this.#corpora[channel];
    // A well-formed message may say anything too.
    const bytes = fate() < 0.2 ? oneOf(fate, corpus) : mutatedMessage(corpus, fate);
    const before = sum(runner.counters.rejected);
    transport.deliver(channel, bytes);
    const refusals = sum(runner.counters.rejected) - before;
    const isDue = fitting(channel, bytes) === undefined ? refusals === 1 : refusals <= 1;
    demand(isDue, () => `${channel}: refused ${refusals} times: ${hex(bytes)}`);
    clock.advance(PAUSES_MS[below(fate, PAUSES_MS.length)] ?? 10);
    demand(runner.isOn(), () => `the device went off: ${hex(bytes)}`);
    this.#refused += refusals;
    this.#parts.tally.add(this.name, refusals === 0 ? "taken" : `refused on ${channel}`);
    this.#device.effects.length = 0;
    transport.sent.length = 0;
    transport.ends.length = 0;
  }

  settle(): void {
    const { rejected } = this.#device.runner.counters;
    demand(sum(rejected) === this.#refused, () => `${this.#refused} refusals`);
    for (const [reason, count] of Object.entries(rejected)) {
      this.#parts.tally.add("device reasons", reason, count);
    }
  }
}
