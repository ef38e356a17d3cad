import {
  Command,
  cutSegment,
  EventAcknowledgement,
  encodeFrame,
  encodeMessage,
  instant,
} from "@dosekit/protocols";
import { afterAll, describe, expect, it } from "vitest";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const MESSAGE = encodeMessage(EventAcknowledgement, { epoch: 7, throughSeq: 1_000 });
const HEX = Buffer.from(MESSAGE).toString("hex");
const SEGMENT = cutSegment({ channel: "ack", payload: MESSAGE }, 0, 512).bytes;
const FRAME = encodeFrame({ type: "DATA", seq: 5, ack: 2, payload: SEGMENT });

describe("dosekit decode", () => {
  it("names every field of a message given in hex", async () => {
    const { exitCode, out } = await bench.run(["decode", HEX]);
    expect(exitCode).toBe(0);
    expect(out).toContain("event-acknowledgement (2)");
    expect(out).toMatch(/1\s+epoch\s+7\s+Epoch that is acknowledged\./);
    expect(out).toMatch(/2\s+throughSeq\s+1000/);
  });

  it("takes hex in any spelling", async () => {
    const spelt = HEX.toUpperCase().replaceAll(/(..)/g, "0x$1, ");
    const { out } = await bench.run(["decode", spelt]);
    expect(out).toContain("throughSeq");
  });

  it("takes base64, a file and standard input", async () => {
    const base64 = Buffer.from(MESSAGE).toString("base64");
    const file = bench.file("message.hex", HEX);
    const results = [
      await bench.run(["decode", "--form", "base64", base64]),
      await bench.run(["decode", "--file", file]),
      await bench.run(["decode", "-"], { input: Buffer.from(`${HEX}\n`) }),
      await bench.run(["decode", "--form", "raw"], { input: MESSAGE }),
    ];
    for (const { exitCode, out } of results) {
      expect(exitCode).toBe(0);
      expect(out).toContain("throughSeq");
    }
  });

  it("says what an instant and a word of a list stand for", async () => {
    const command = encodeMessage(Command, {
      commandId: "c-1",
      verb: "self-test",
      notAfterMs: instant(1_795_420_800_000),
      actor: "operator",
    });
    const { out } = await bench.run(["decode", Buffer.from(command).toString("hex")]);
    expect(out).toContain("self-test");
    expect(out).toContain("2026-11-23T08:00:00");
  });

  it("prints one document with --json", async () => {
    const { exitCode, out } = await bench.run(["decode", HEX, "--json"]);
    expect(exitCode).toBe(0);
    const document = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(document).slice(0, 4)).toEqual(["v", "command", "elapsedMs", "partial"]);
    expect(document).toMatchObject({
      command: "decode",
      bytes: MESSAGE.length,
      message: {
        name: "event-acknowledgement",
        fields: [{ name: "epoch" }, { name: "throughSeq" }],
      },
    });
  });

  it("names the parts of a frame and the message in it", async () => {
    const { exitCode, out } = await bench.run(["decode", Buffer.from(FRAME).toString("hex")]);
    expect(exitCode).toBe(0);
    expect(out).toContain("frame DATA: segment of a message; seq 5, ack 2");
    expect(out).toMatch(/channel\s+10 = ack/);
    expect(out).toContain("throughSeq");
  });

  it("names the error of a damaged frame", async () => {
    const damaged = Uint8Array.from(FRAME);
    damaged[8] = (damaged[8] ?? 0) ^ 0x40;
    const { exitCode, out } = await bench.run([
      ...["decode", "--as", "frame", "--form", "hex"],
      Buffer.from(damaged).toString("hex"),
    ]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/frame refused: .*\((crc|cobs)\)/);
  });

  it("shows the good frames of a stream beside the damaged ones", async () => {
    const stream = Buffer.concat([FRAME, Uint8Array.of(1, 2, 3, 0), FRAME]);
    const { exitCode, out } = await bench.run(
      ["decode", "--form", "raw", "--as", "frame", "--json"],
      {
        input: stream,
      },
    );
    expect(exitCode).toBe(2);
    const { frames } = JSON.parse(out) as { frames: Record<string, unknown>[] };
    expect(frames.map((frame) => frame["type"] ?? "error")).toEqual(["DATA", "error", "DATA"]);
  });

  it("shows what it can of a message that a receiver refuses, and why", async () => {
    // The acknowledgement without its second field.
    const { exitCode, out } = await bench.run(["decode", "8202a10107"]);
    expect(exitCode).toBe(2);
    expect(out).toMatch(/1\s+epoch\s+7/);
    expect(out).toContain("refused: ");
    expect(out).toContain("throughSeq");
  });

  it("says where bytes stop to be a message", async () => {
    const { exitCode, out, err } = await bench.run([
      "decode",
      `${HEX}ff`,
      "--as",
      "message",
      "--json",
    ]);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ error: { code: "decode.trailing-bytes" } });
    expect(err).toContain("Bytes follow the end of the message");
  });

  it("refuses nothing, and text that is no hex", async () => {
    expect((await bench.run(["decode", ""])).exitCode).toBe(2);
    const { exitCode, err } = await bench.run(["decode", "--form", "hex", "hello"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("found:   hello");
  });

  it("takes an odd number of hex digits for a slip, and not for base64", async () => {
    const { exitCode, err } = await bench.run(["decode", HEX.slice(0, -1)]);
    expect(exitCode).toBe(2);
    expect(err).toContain("allowed: pairs of hex digits");
  });

  it.each(["d4c3b2a102000400", "0a0d0d0a1c000000"])(
    "says that it reads no pcap: %s",
    async (hex) => {
      const input = Buffer.from(hex, "hex");
      const { exitCode, err } = await bench.run(["decode", "-"], { input });
      expect(exitCode).toBe(2);
      expect(err).toContain("found:   a capture in pcap form");
      expect(err).toContain("one JSON object a line");
    },
  );

  it("refuses a file that is not there", async () => {
    const { exitCode, err } = await bench.run(["decode", "--file", "nowhere.bin"]);
    expect(exitCode).toBe(2);
    expect(err).toContain("nowhere.bin");
    expect(err).toContain("ENOENT");
  });
});
