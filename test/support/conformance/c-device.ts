import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  type Dut,
  type DutAction,
  type DutAdapter,
  type DutAnswer,
  type DutTarget,
  type LinePort,
  LineRelay,
} from "@dosekit/conformance";
import { openPseudoTerminal, type PseudoTerminal } from "@dosekit/simulator";

/** Where the example device in C lies. */
export const C_DEVICE_FOLDER = fileURLToPath(
  new URL("../../../protocols/conformance/examples/c-device/", import.meta.url),
);

/** Faults of memory and undefined behaviour end the program with a report. */
const SANITIZED = "-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all";

/** Whether there are a C compiler and make here. */
export function hasCompiler(): boolean {
  return ["cc", "make"].every((name) => spawnSync(name, ["--version"]).status === 0);
}

/** Runs `make` for the example device. @throws Error with what the compiler said */
export function makeCDevice(build: string, target: "device" | "check"): string {
  const goal = target === "check" ? "check" : `${build}/omdp-device`;
  const words = ["-C", C_DEVICE_FOLDER, goal, `BUILD=${build}`, `CFLAGS=${SANITIZED}`];
  const made = spawnSync("make", words, { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`make ${goal}:\n${made.stdout}${made.stderr}`);
  return made.stdout;
}

/** What is done by a hand at the panel, one line each. */
const HANDS: Partial<Record<DutAction, string>> = {
  alert: "mains off",
  "alert-over": "mains on",
  telemetry: "test",
  take: "take",
  fumble: "take",
  "cut-next-motion": "cut",
  correct: "stick",
  "spoil-storage": "spoil",
  "mend-storage": "mend",
};

/** Files of the device that a fixture may take away, by what that means. */
const FILES: Partial<Record<DutAction, string>> = {
  "lose-journal": "journal",
  "lose-clock": "rtc",
};

/** What it has, as an adapter declares it. */
export const C_DEVICE_FEATURES = ["doses", "test-clock"] as const;

/** The commands that it names. */
export const C_DEVICE_VERBS = ["self-test", "sync-time", "acknowledge-alert"] as const;

/** How fast the waits of its link pass in tests of the link. */
export const C_DEVICE_LINK_SPEED = 4;

/** The example device as a process on one end of a pseudo-terminal. */
export class CDevice implements Dut {
  readonly #program: string;
  readonly #words: readonly string[];
  readonly #folder: string;
  #process: ChildProcess | undefined;
  #answered: (() => void) | undefined;
  #isOpen = false;
  #said = "";

  constructor(program: string, folder: string, words: readonly string[]) {
    this.#program = program;
    this.#folder = folder;
    this.#words = [...words, "--folder", folder];
    this.#start();
  }

  /** What it wrote to its standard error, which is nothing unless a sanitizer found something. */
  get said(): string {
    return this.#said;
  }

  /** Whether it runs. */
  get isRunning(): boolean {
    return this.#process !== undefined;
  }

  async act(action: DutAction, value?: unknown): Promise<DutAnswer> {
    const file = FILES[action];
    if (file !== undefined) rmSync(join(this.#folder, file), { force: true });
    else if (action === "power-cut") await this.#end("SIGKILL");
    else if (action === "power-on") this.#start();
    else if (action === "shut-down") await this.#off();
    else return this.#hand(action, value);
    return { ok: true };
  }

  async stop(): Promise<void> {
    await this.#end("SIGKILL");
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#said !== "") throw new Error(this.#said);
  }

  #start(): void {
    const device = spawn(this.#program, this.#words, { stdio: ["pipe", "pipe", "pipe"] });
    this.#process = device;
    device.on("exit", () => {
      if (this.#process === device) this.#process = undefined;
      this.#answered?.();
    });
    // A device whose power goes does not read on.
    device.stdin.on("error", () => undefined);
    device.stderr.on("data", (text: Buffer) => {
      this.#said += text.toString();
    });
    createInterface(device.stdout).on("line", () => this.#answered?.());
  }

  async #hand(action: DutAction, value: unknown): Promise<DutAnswer> {
    if (action === "event") this.#isOpen = !this.#isOpen;
    const lid = this.#isOpen ? "lid open" : "lid shut";
    const line = { ...HANDS, event: lid, load: `load ${Number(value)}` }[action];
    if (line === undefined) return { ok: false, reason: "the example device has nothing like it" };
    await this.#says(line);
    return { ok: true };
  }

  #says(line: string): Promise<void> {
    const device = this.#process;
    if (device === undefined) return Promise.reject(new Error("the device is not running"));
    return new Promise((resolve) => {
      this.#answered = resolve;
      device.stdin?.write(`${line}\n`);
    });
  }

  async #off(): Promise<void> {
    const device = this.#process;
    const ended = new Promise((resolve) => device?.once("exit", resolve));
    device?.stdin?.write("off\n");
    await ended;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const device = this.#process;
    if (device === undefined) return;
    const ended = new Promise((resolve) => device.once("exit", resolve));
    device.kill(signal);
    await ended;
  }
}

/** A folder of its own for the state of a device. */
export function deviceFolder(): string {
  return mkdtempSync(join(tmpdir(), "omdp-c-"));
}

/** The arguments that a target stands for. */
function wordsFor(target: DutTarget, path: string): readonly string[] {
  const { deviceId, clock, needs, line } = target;
  return [
    ...["--line", path, "--id", deviceId],
    // Through a relay no case waits for the link, and a busy machine may be late.
    ...(line === undefined ? [] : ["--link-speed", String(C_DEVICE_LINK_SPEED)]),
    ...(line?.kind === "shared" ? ["--address", String(line.address)] : []),
    ...(clock === "set" ? ["--clock-set"] : []),
    ...(needs.includes("test-clock") ? ["--test-clock"] : []),
  ];
}

/**
 * The example device in C as a device under test, on a pseudo-terminal for each scenario. Where a
 * scenario runs over a broker, the kit's relay speaks for it there.
 */
export function cDevice(program: string): DutAdapter {
  const cables = new Map<string, PseudoTerminal>();
  const cableOf = ({ deviceId }: DutTarget): PseudoTerminal => {
    const found = cables.get(deviceId) ?? openPseudoTerminal();
    cables.set(deviceId, found);
    return found;
  };
  return {
    role: "device",
    features: C_DEVICE_FEATURES,
    verbs: C_DEVICE_VERBS,
    start: (target) => {
      const cable = cableOf(target);
      const relay = target.line === undefined ? new LineRelay(kitEndOf(cable), target) : undefined;
      relay?.open();
      const device = new CDevice(program, deviceFolder(), wordsFor(target, cable.path));
      const dut: Dut = {
        act: (action, value) => device.act(action, value),
        stop: async () => {
          cables.delete(target.deviceId);
          await device.stop().finally(() => cable.close());
        },
      };
      return Promise.resolve(relay?.withDut(dut) ?? dut);
    },
    openLine: (target) => kitEndOf(cableOf(target)),
  };
}

/** Bytes that go into a pseudo-terminal at once; it drops what nobody reads for long. */
const AT_ONCE = 4_096;

/** The kit's end of a pseudo-terminal. A long run of bytes goes in pieces, as fast as a line takes. */
function kitEndOf({ port }: PseudoTerminal): LinePort {
  const waiting: Uint8Array[] = [];
  const next = () => {
    const piece = waiting[0];
    if (piece === undefined) return;
    port.write(piece);
    setTimeout(() => {
      waiting.shift();
      next();
    }, 5);
  };
  const write = (bytes: Uint8Array) => {
    if (waiting.length === 0 && bytes.length <= AT_ONCE) {
      port.write(bytes);
      return;
    }
    const isIdle = waiting.length === 0;
    for (let from = 0; from < bytes.length; from += AT_ONCE) {
      waiting.push(bytes.slice(from, from + AT_ONCE));
    }
    if (isIdle) next();
  };
  return {
    open: (onBytes) => port.open({ onOpen: () => undefined, onBytes, onClosed: () => undefined }),
    write,
    close: () => port.close(),
  };
}
