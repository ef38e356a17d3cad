import type { UpChannel } from "@dosekit/protocols";
import type { FateStream } from "../protocols/fate-stream.ts";
import { openGateway } from "../sdk/gateway-bench.ts";
import { eventBytes, record } from "../sdk/messages.ts";
import { oneOf } from "./byte-mutations.ts";
import { corpusOf, fitting, sum } from "./channel-corpus.ts";
import { demand, type HostilePath, hex, type PathParts } from "./hostile-path.ts";
import { mutatedMessage } from "./mutated.ts";

const UP: readonly UpChannel[] = ["evt", "state", "rsp", "cfg/reported"];

/** Payloads from a broker to the gateway: one device for each channel, and an honest one beside. */
export class GatewayPath implements HostilePath {
  readonly name = "gateway";
  readonly share = 5;
  readonly #parts: PathParts;
  readonly #gateway = openGateway({
    limits: { burstMessages: 10_000_000, messagesPerSecond: 1_000 },
  });
  readonly #refused: Record<UpChannel, number> = { evt: 0, state: 0, rsp: 0, "cfg/reported": 0 };
  readonly #corpora: Readonly<Record<UpChannel, readonly Uint8Array[]>>;
  #honest = 0;
  #rows = 0;

  constructor(parts: PathParts) {
    this.#parts = parts;
    this.#corpora = {
      evt: corpusOf("evt", parts),
      state: corpusOf("state", parts),
      rsp: corpusOf("rsp", parts),
      "cfg/reported": corpusOf("cfg/reported", parts),
    };
  }

  feed(fate: FateStream): void {
    const { transport, timers } = this.#gateway;
    const channel = oneOf(fate, UP);
    const bytes = mutatedMessage(this.#corpora[channel], fate);
    const before = this.#refusalsOf(channel);
    transport.deliver(`hostile-${UP.indexOf(channel)}`, channel, bytes, fate() < 0.3);
    const refusals = this.#refusalsOf(channel) - before;
    const isFit = fitting(channel, bytes) !== undefined;
    // A record whose place alone is readable is taken as bytes once it came twice.
    const isDue = isFit || channel === "evt" || refusals === 1;
    demand(isDue && refusals <= 1, () => `${channel}: refused ${refusals} times: ${hex(bytes)}`);
    this.#refused[channel] += refusals;
    this.#parts.tally.add(this.name, refusals === 0 ? "taken" : `refused on ${channel}`);
    if (fate() < 0.02) this.#speakHonestly();
    timers.advance(20);
  }

  settle(): void {
    const { client, timers } = this.#gateway;
    this.#speakHonestly();
    timers.advance(1_000);
    this.#checkRows();
    demand(client.device("honest")?.throughSeq === this.#honest, () => "the honest device lags");
    for (const channel of UP) {
      const counted = this.#refusalsOf(channel);
      demand(counted === this.#refused[channel], () => `${channel}: ${counted} reasons`);
    }
    for (const [index] of UP.entries()) {
      const { malformed = {}, oversized = 0 } = client.device(`hostile-${index}`)?.counters ?? {};
      this.#parts.tally.add("gateway reasons", "oversized", oversized);
      for (const [code, count] of Object.entries(malformed)) {
        this.#parts.tally.add("gateway reasons", code, count);
      }
    }
  }

  #speakHonestly(): void {
    this.#honest += 1;
    this.#gateway.transport.deliver("honest", "evt", eventBytes(record(9, this.#honest)));
    this.#checkRows();
  }

  /** What was committed of the honest device is what it said, in order; logs are not kept. */
  #checkRows(): void {
    for (const row of this.#gateway.rows.splice(0)) {
      if (row.deviceId !== "honest") continue;
      this.#rows += 1;
      demand(row.seq === this.#rows && row.kind === "record", () => `row ${row.seq} ${row.kind}`);
    }
    this.#gateway.log.length = 0;
    this.#gateway.transport.takeSent();
  }

  #refusalsOf(channel: UpChannel): number {
    const counters = this.#gateway.client.device(`hostile-${UP.indexOf(channel)}`)?.counters;
    return counters === undefined ? 0 : sum(counters.malformed) + counters.oversized;
  }
}
