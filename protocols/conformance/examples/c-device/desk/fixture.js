// The hands at the example device, as a program for `--fixture exec:…`. It reads a line of JSON for
// each thing that is to be done, `{"do": "take"}`, does it, and writes `{"done": true}`, or
// `{"done": false, "reason": "…"}` for what it can't do.
//
//   node desk/fixture.js PROGRAM LINE

import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [program, line] = process.argv.slice(2);
if (program === undefined || line === undefined) {
  process.stderr.write("node desk/fixture.js PROGRAM LINE\n");
  process.exit(2);
}

/** What a hand does at the panel of the device, which is its standard input. */
const HANDS = {
  alert: () => "mains off",
  "alert-over": () => "mains on",
  telemetry: () => "test",
  load: (doses) => `load ${doses}`,
  take: () => "take",
  fumble: () => "take",
  "cut-next-motion": () => "cut",
  correct: () => "stick",
  "spoil-storage": () => "spoil",
  "mend-storage": () => "mend",
};

const FILES = { "lose-journal": "journal", "lose-clock": "rtc" };

let device;
let folder;
let words = [];
let isOpen = false;

function start() {
  device = spawn(program, words, { stdio: ["pipe", "pipe", "inherit"] });
  device.stdin.on("error", () => undefined);
  device.answers = createInterface(device.stdout);
}

async function end(stop) {
  if (device === undefined || device.exitCode !== null || device.signalCode !== null) return;
  const ended = new Promise((resolve) => device.once("exit", resolve));
  stop();
  await ended;
}

const cutPower = () => end(() => device.kill("SIGKILL"));

/** A device as it leaves the factory, under this name and with its clock set or not. */
async function prepare({ device: id, clock, needs = [], line: place }) {
  await cutPower();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  folder = mkdtempSync(join(tmpdir(), "omdp-desk-"));
  words = ["--line", line, "--folder", folder, "--id", id];
  if (place?.kind === "shared") words.push("--address", String(place.address));
  if (clock === "set") words.push("--clock-set");
  if (needs.includes("test-clock")) words.push("--test-clock");
  start();
}

/** Types a line at the panel; the device says when it has acted, or its power goes. */
function type(text) {
  const { answers } = device;
  const asked = device;
  return new Promise((resolve) => {
    const done = () => {
      answers.off("line", done);
      asked.off("exit", done);
      resolve();
    };
    answers.on("line", done);
    asked.on("exit", done);
    asked.stdin.write(`${text}\n`);
  });
}

async function act({ do: what, value }) {
  const file = FILES[what];
  if (what === "prepare") await prepare(value);
  else if (what === "power-cut") await cutPower();
  else if (what === "power-on") start();
  else if (what === "shut-down") await end(() => device.stdin.write("off\n"));
  else if (file !== undefined) rmSync(join(folder, file), { force: true });
  else if (what === "event") {
    isOpen = !isOpen;
    await type(isOpen ? "lid open" : "lid shut");
  } else if (HANDS[what] !== undefined) await type(HANDS[what](value));
  else return { done: false, reason: "the example device has nothing like it" };
  return { done: true };
}

for await (const text of createInterface(process.stdin)) {
  const answer = await act(JSON.parse(text)).catch((cause) => ({
    done: false,
    reason: String(cause),
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
await cutPower();
if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
