import { readdirSync } from "node:fs";
import { encodeFrame } from "@dosekit/protocols";
import { parseLocated, readFleet, readProfile, UserError } from "@dosekit/simulator";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { REPOSITORY_ROOT, readCommitted } from "../../../support/committed-text.ts";
import { joined } from "../../../support/hostile/byte-mutations.ts";
import { messageCorpus } from "../../../support/hostile/corpus.ts";
import { mutatedBytes } from "../../../support/hostile/mutated.ts";
import { mutatedText } from "../../../support/hostile/text-mutations.ts";
import { fateStream } from "../../../support/protocols/fate-stream.ts";
import { CommandBench } from "../../../support/simulator/command-bench.ts";

const RUNS = process.env["DOSEKIT_LONG"] === "1" ? 2_000 : 60;
const EXAMPLES = "simulator/examples";

const bench = new CommandBench();
afterAll(() => bench.remove());

const MESSAGES = messageCorpus(7, undefined, 4);
const FRAMES = MESSAGES.map((payload, seq) =>
  encodeFrame({ type: "DATA", seq: seq % 256, ack: 0, payload: payload.subarray(0, 500) }),
);
const CAPTURE = MESSAGES.map((bytes, t) => {
  const hex = Buffer.from(bytes).toString("hex");
  const row = t % 2 === 0 ? { t, topic: "omdp/1/demo/dev-1/evt", hex } : { t, hex };
  return JSON.stringify(row);
}).join("\n");

/** Text, bytes, frames or a capture, each spoilt. */
function hostileFile(seed: number): Uint8Array {
  const fate = fateStream(seed);
  const kind = Math.floor(fate() * 6);
  if (kind === 0) return mutatedBytes(MESSAGES, fate);
  if (kind === 1) return joined(...FRAMES.slice(0, 4), mutatedBytes(FRAMES, fate));
  if (kind === 2) return Buffer.from(mutatedText(CAPTURE, fate));
  if (kind === 3) return mutatedBytes([Buffer.from(CAPTURE)], fate);
  if (kind === 4) return Buffer.from(`{"hex":"${"00".repeat(Math.floor(fate() * 40_000))}`);
  return Buffer.from(mutatedText(Buffer.from(MESSAGES[0] ?? []).toString("hex"), fate));
}

describe("dosekit decode and hostile files", () => {
  it("ends with 0 or 2, says something, and prints one document with --json", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.boolean(), async (seed, json) => {
        const input = hostileFile(seed);
        const argv = ["decode", "-", ...(json ? ["--json"] : [])];
        const { exitCode, out, err } = await bench.run(argv, { input });
        expect([0, 2], err).toContain(exitCode);
        expect(out + err).not.toBe("");
        const document: unknown = json ? JSON.parse(out) : { v: 1 };
        expect(Object.keys(document ?? {})).toContain(out.startsWith('{"error"') ? "error" : "v");
      }),
      { numRuns: RUNS * 3 },
    );
  });
});

/** Whether reading succeeds or is refused as a mistake of the user, with all that he needs. */
function readsOrTells(file: string, read: () => unknown): void {
  try {
    read();
  } catch (cause) {
    if (!(cause instanceof UserError)) throw cause;
    const { mistake } = cause;
    expect(mistake.file).toContain(file);
    expect(mistake.message).not.toBe("");
    if (mistake.code === "file.syntax" || mistake.code === "file.cannot-read") return;
    expect(mistake).toMatchObject({ field: expect.any(String) });
    expect(mistake.allowed ?? "", JSON.stringify(mistake)).not.toBe("");
  }
}

function filesOf(folder: string): readonly string[] {
  const names = readdirSync(new URL(`${EXAMPLES}/${folder}`, REPOSITORY_ROOT));
  return names.map((name) => `${EXAMPLES}/${folder}/${name}`);
}

describe("documents that people write, spoilt", () => {
  it("of fleets are read, or refused with file, field and what is allowed", () => {
    const texts = filesOf("fleets").map((path) =>
      readCommitted(path)
        .replace("devices: 1000", "devices: 3")
        .replaceAll("../plans", new URL(`${EXAMPLES}/plans`, REPOSITORY_ROOT).pathname),
    );
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), (text, seed) => {
        bench.file("fleet.yaml", mutatedText(text, fateStream(seed)));
        readsOrTells("", () =>
          readFleet(
            { fleet: "fleet.yaml" },
            bench.folder,
            () => "seed",
            (devices) => {
              if (devices > 1_000)
                throw new UserError({
                  code: "many",
                  file: "fleet.yaml",
                  field: "devices",
                  allowed: "fewer",
                  message: "Too many.",
                });
            },
          ),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("of plans are read, or refused with file, field and what is allowed", () => {
    const texts = filesOf("plans").map(readCommitted);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), (text, seed) => {
        bench.file("plan.json", mutatedText(text, fateStream(seed)));
        readsOrTells("plan.json", () =>
          readFleet({ devices: 1, plan: ["plan.json"] }, bench.folder, () => "seed"),
        );
      }),
      { numRuns: RUNS },
    );
  });

  it("of profiles are read, or refused with file, field and what is allowed", () => {
    const texts = filesOf("profiles").map(readCommitted);
    fc.assert(
      fc.property(fc.constantFrom(...texts), fc.nat(), (text, seed) => {
        bench.file("profile.yaml", mutatedText(text, fateStream(seed)));
        readsOrTells("profile.yaml", () => readProfile("profile.yaml", bench.folder, "--profile"));
      }),
      { numRuns: RUNS },
    );
  });

  it("of any kind are parsed, or refused as what they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        readsOrTells("any.yaml", () => parseLocated(text, "any.yaml"));
      }),
      { numRuns: RUNS },
    );
  });
});
