import { readFileSync } from "node:fs";
import { message, R, type Scenario, type Stage, scenario } from "@dosekit/conformance";
import {
  Command,
  DesiredConfig,
  DeviceState,
  EventAcknowledgement,
  EventRequest,
  type LinkChannel,
  ReportRequest,
} from "@dosekit/protocols";
import { messageCorpus } from "../hostile/corpus.ts";
import { fateStream } from "../protocols/fate-stream.ts";

const ABOUT = { profile: "SERIAL", kind: "negative", role: "device", line: "two-ends" } as const;
const ONLINE = message(DeviceState, "it says online", ({ status }) => status === "online");
const SEED = 20_261_122;
const RANDOM_BYTES = 100_000;
/** Copies of each message, each with some of its bytes changed. */
const COPIES = 3;

/** Bytes and messages that nobody should send, and which a device has to outlive. */
export const HOSTILE_LINE_SCENARIOS: readonly Scenario[] = [
  survives("hostile/every-wrong-frame-of-the-vectors", (s) => {
    s.drive.line.does("the wrong frames of the vectors come", (line) => {
      for (const bytes of wrongFrames()) line.sendBytes(bytes);
    });
  }),
  survives(`hostile/${RANDOM_BYTES}-random-bytes`, (s) => {
    s.drive.line.does("random bytes come", (line) => line.sendBytes(randomBytes()));
    s.drive.line.passes(8_000);
  }),
  survives("hostile/changed-messages", (s) => {
    s.drive.line.does("messages come that were changed on their way", (line) => {
      for (const [channel, bytes] of changedMessages()) line.say(channel, bytes);
    });
    s.drive.line.passes(16_000);
  }),
];

function survives(id: string, body: (s: Stage) => void): Scenario {
  return scenario(id, { ...ABOUT, reqs: [R.OMDP_FRM_007, R.OMDP_CBR_010] }, (s) => {
    s.prologue.settledOnLine();
    body(s);
    s.drive.line.bytes("0x00 ends what came before", new Uint8Array(1));
    s.drive.line.resets();
    s.check.within(ONLINE, "connectMs");
    s.epilogue.stillAnswers();
  });
}

function wrongFrames(): readonly Uint8Array[] {
  const file = new URL("../../../protocols/spec/vectors/frames.json", import.meta.url);
  const rows = JSON.parse(readFileSync(file, "utf8")) as {
    readonly invalid: readonly { readonly hex: string }[];
  };
  return rows.invalid.map(({ hex }) => Uint8Array.from(Buffer.from(hex, "hex")));
}

function randomBytes(): Uint8Array {
  const next = below(SEED);
  return Uint8Array.from({ length: RANDOM_BYTES }, () => next(256));
}

function changedMessages(): readonly (readonly [LinkChannel, Uint8Array])[] {
  const next = below(SEED + 1);
  const ways = [
    ["cmd", [Command, ReportRequest]],
    ["cfg/desired", [DesiredConfig]],
    ["ack", [EventAcknowledgement, EventRequest]],
  ] as const;
  return ways.flatMap(([channel, definitions]) =>
    messageCorpus(SEED, definitions, 30).flatMap((bytes) =>
      Array.from({ length: COPIES }, () => {
        const changed = bytes.slice();
        for (let times = 1 + next(3); times > 0; times -= 1) {
          changed[next(changed.length)] = next(256);
        }
        return [channel, changed] as const;
      }),
    ),
  );
}

/** Whole numbers from 0 up to a bound, the same for each seed. */
function below(seed: number): (bound: number) => number {
  const fate = fateStream(seed);
  return (bound) => Math.floor(fate() * bound);
}
