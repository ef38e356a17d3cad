import { cutSegment, EventAcknowledgement, encodeFrame, encodeMessage } from "@dosekit/protocols";
import { afterAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const ACK = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });
const HEX = Buffer.from(ACK).toString("hex");
const SEGMENT = cutSegment({ channel: "ack", payload: ACK }, 0, 512).bytes;
const FRAME = encodeFrame({ type: "DATA", seq: 5, ack: 2, payload: SEGMENT });
const GOOD = JSON.stringify({ t: 1, topic: "omdp/1/demo/disp-1/ack", hex: HEX });
const STRAY = JSON.stringify({ t: 2, topic: "omdp/1/demo/disp-1/evt", hex: HEX });

describe("dosekit decode of a capture file", () => {
  it("knows one by its first line", async () => {
    const file = bench.file("good.jsonl", `${GOOD}\n${GOOD}\n`);
    const { exitCode, out } = await bench.run(["decode", "--file", file]);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      "line 1 · 1 · tenant demo · device disp-1 · channel ack (from the gateway)",
    );
    expect(out).toMatch(/2\s+throughSeq\s+1000/);
    expect(out).toContain("2 lines, 2 messages, 0 frames, 0 refused");
  });

  it("ends with 2 and names the requirement when something is refused", async () => {
    const { exitCode, out } = await bench.run(["decode", "--as", "capture"], {
      input: Buffer.from(`${GOOD}\r\n${STRAY}\r\n`),
    });
    expect(exitCode).toBe(2);
    expect(out).toContain("breaks OMDP-MQT-005");
    expect(out).toContain("1 refused (wrong-message 1)");
  });

  it("prints one document with --json", async () => {
    const { exitCode, out } = await bench.run(["decode", "--json"], {
      input: Buffer.from(`${GOOD}\n${STRAY}`),
    });
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      v: 1,
      command: "decode",
      lines: [{ line: 1 }, { line: 2, defects: [{ requirement: "OMDP-MQT-005" }] }],
      counts: { lines: 2, messages: 2, frames: 0, refused: { "wrong-message": 1 } },
    });
  });

  it("counts beyond what one document lists", async () => {
    const input = Buffer.from(`${GOOD}\n`.repeat(20_010));
    const { out } = await bench.run(["decode", "--json"], { input });
    const { lines, omitted, counts } = JSON.parse(out) as {
      lines: unknown[];
      omitted: number;
      counts: { lines: number };
    };
    expect([lines.length, omitted, counts.lines]).toEqual([20_000, 10, 20_010]);
  });
});

describe("dosekit decode of a stream of frames", () => {
  it("counts frames and refused ones by reason", async () => {
    const damaged = Uint8Array.from(FRAME);
    damaged[8] = (damaged[8] ?? 0) ^ 0x40;
    const input = Buffer.concat([FRAME, damaged, FRAME]);
    const args = ["decode", "--form", "raw", "--as", "frame"];
    const { exitCode, out } = await bench.run(args, { input });
    expect(exitCode).toBe(2);
    expect(out).toContain("breaks OMDP-FRM-004");
    expect(out).toContain("2 frames, 1 refused (crc 1)");
    const document = JSON.parse((await bench.run([...args, "--json"], { input })).out) as unknown;
    expect(document).toMatchObject({ counts: { frames: 2, refused: { crc: 1 } } });
  });

  it("reads a long stream", async () => {
    const input = Buffer.concat(Array.from({ length: 30_000 }, () => FRAME));
    const { out } = await bench.run(["decode", "--form", "raw", "--json"], { input });
    expect(JSON.parse(out)).toMatchObject({ omitted: 10_000, counts: { frames: 30_000 } });
  });
});

describe("dosekit decode of refused bytes", () => {
  it("names the requirement that a message breaks", async () => {
    expect((await bench.run(["decode", "8202a10107"])).out).toContain("breaks OMDP-MSG-002");
    const { err } = await bench.run(["decode", "--as", "message", `${HEX}ff`]);
    expect(err).toContain("It breaks OMDP-CBR-002.");
  });

  it("says that captures in pcap form are not read", async () => {
    const { out } = await bench.run(["decode", "--help"]);
    expect(out).toMatch(/pcap form are not read/);
  });
});
