import { PACKET_BYTES_MAX, PacketStream } from "@dosekit/conformance";
import {
  DeviceLink,
  FrameDecoder,
  GatewayLink,
  type LinkCounters,
  type LinkEffect,
} from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { liveBytes } from "../../../support/hostile/heap.ts";
import { ATTACKED, type AttackedEnd } from "../../../support/hostile/link-ends.ts";

const TEN_MEGABYTES = 10 * 1024 * 1024;
/** What may be alive after such a flood beside what was alive before it. */
const GROWTH_BYTES_MAX = 512 * 1024;

/** A chunk that holds no delimiter. */
function chunkOf(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, at) => 1 + (at % 255));
}

function refusals(counters: Readonly<LinkCounters>): number {
  return Object.entries(counters)
    .filter(([name]) => name.startsWith("rx") && name.endsWith("Errors"))
    .reduce((total, [, count]) => total + count, counters.rxTooLong);
}

describe("10 MB without a delimiter", () => {
  it.each([1, 64, 4_096])("leave a decoder flat and are one refusal, in chunks of %i", (size) => {
    const decoder = new FrameDecoder();
    const chunk = chunkOf(size);
    const results: string[] = [];
    const told = (result: { readonly ok: boolean; readonly error?: string }) =>
      results.push(result.error ?? "taken");
    const before = liveBytes();
    // Byte by byte a tenth of it says as much.
    const total = size === 1 ? TEN_MEGABYTES / 10 : TEN_MEGABYTES;
    for (let fed = 0; fed < total; fed += size) decoder.push(chunk, told);
    expect(liveBytes() - before).toBeLessThan(GROWTH_BYTES_MAX);
    expect(results).toEqual(["too-long"]);
    decoder.push(Uint8Array.of(0), told);
    expect(decoder.counters).toMatchObject({ "too-long": 1, frames: 0, cobs: 0 });
  });

  it.each(ATTACKED)("leave a $name flat, silent and able to go on", ({ make }) => {
    const end = make();
    let written = 0;
    const count = (effects: readonly LinkEffect[]) => {
      written += effects.filter(({ type }) => type === "write").length;
    };
    count(end.start(0));
    const chunk = chunkOf(4_096);
    const before = liveBytes();
    for (let fed = 0; fed < TEN_MEGABYTES; fed += chunk.length) {
      const effects = end.receive(chunk, 1);
      count(effects);
      expect(effects.every(({ type }) => type === "write")).toBe(true);
    }
    expect(liveBytes() - before).toBeLessThan(GROWTH_BYTES_MAX);
    expect(end.counters).toMatchObject({ rxTooLong: 1, rxFrames: 0, rxMessages: 0 });
    expect(written).toBeLessThanOrEqual(3);
  });

  it("break a broker's connection before more than one packet is held", () => {
    const stream = new PacketStream();
    // A PUBLISH that says it is as long as the limit, and never ends.
    const announced = PACKET_BYTES_MAX - 4;
    const before = liveBytes();
    stream.push(
      Uint8Array.of(
        0x30,
        (announced & 0x7f) | 0x80,
        ((announced >> 7) & 0x7f) | 0x80,
        announced >> 14,
      ),
    );
    for (let fed = 0; fed < TEN_MEGABYTES; fed += 4_096) stream.push(chunkOf(4_096));
    expect(liveBytes() - before).toBeLessThan(2 * PACKET_BYTES_MAX);
    expect(stream.broken).toBeDefined();
  });
});

/** One byte a second both ways, with every wait of both ends in between. */
class SlowLine {
  readonly #ends: readonly [AttackedEnd, AttackedEnd];
  readonly #waiting: [number[], number[]] = [[], []];
  readonly messages: string[] = [];
  written = 0;
  nowMs = 0;

  constructor(ends: readonly [AttackedEnd, AttackedEnd]) {
    this.#ends = ends;
    for (const end of [0, 1] as const) this.#carry(end, ends[end].start(0));
  }

  get counters(): readonly Readonly<LinkCounters>[] {
    return this.#ends.map(({ counters }) => counters);
  }

  run(seconds: number): void {
    for (let second = 0; second < seconds; second++) {
      this.nowMs += 1_000;
      for (const end of [0, 1] as const) this.#tick(end);
      for (const end of [0, 1] as const) {
        const byte = this.#waiting[end].shift();
        if (byte === undefined) continue;
        this.#carry(end, this.#ends[end].receive(Uint8Array.of(byte), this.nowMs));
      }
    }
  }

  #tick(end: 0 | 1): void {
    const one = this.#ends[end];
    for (let ticks = 0; ticks < 10 && (one.deadlineMs ?? Infinity) <= this.nowMs; ticks++) {
      this.#carry(end, one.tick(this.nowMs));
    }
  }

  /** What a line of one byte a second can't take is lost, as in a full buffer of a port. */
  #carry(from: 0 | 1, effects: readonly LinkEffect[]): void {
    const queue = this.#waiting[from === 0 ? 1 : 0];
    for (const effect of effects) {
      if (effect.type === "message") this.messages.push(effect.message.channel);
      if (effect.type !== "write") continue;
      this.written += 1;
      if (queue.length < 256) queue.push(...effect.bytes);
    }
  }
}

describe("one byte a second", () => {
  it("brings two ends no message, no exception, no growth and no flood of frames in a day", () => {
    const line = new SlowLine([
      new GatewayLink({ bootId: 1, name: "" }),
      new DeviceLink({ bootId: 2, name: "dev-1" }),
    ]);
    line.run(3_600);
    const before = liveBytes();
    line.run(82_800);
    expect(liveBytes() - before).toBeLessThan(GROWTH_BYTES_MAX);
    expect(line.messages).toEqual([]);
    // Every pause between attempts is at least two seconds once the link is down.
    expect(line.written).toBeLessThan(86_400);
  });

  it.each(ATTACKED)("of noise is counted by a $name and leads to nothing", ({ make }) => {
    const end = make();
    end.start(0);
    let written = 0;
    for (let second = 1; second <= 20_000; second++) {
      const byte = (second * 97 + (second >> 3)) & 0xff;
      for (const { type } of end.receive(Uint8Array.of(byte), second * 1_000)) {
        expect(type).toBe("write");
        written += 1;
      }
    }
    expect(end.counters).toMatchObject({ rxFrames: 0, rxMessages: 0, contacts: 0 });
    expect(written).toBeLessThanOrEqual(refusals(end.counters));
  });

  it.each(ATTACKED)("of an honest frame does not get past a $name that heeds gaps", (kind) => {
    const end = kind.make();
    end.start(0);
    const sender = kind.isGateway
      ? new DeviceLink({ bootId: 2, name: "dev-5" })
      : new GatewayLink({ bootId: 1, name: "" });
    const greeting = sender.start(0).flatMap((effect) => {
      return effect.type === "write" ? [...effect.bytes] : [];
    });
    for (const [second, byte] of greeting.entries()) {
      end.receive(Uint8Array.of(byte), (second + 1) * 1_000);
    }
    const isShared = kind.drop !== undefined;
    expect(end.counters.rxFrames).toBe(isShared ? 0 : 1);
  });
});
