import { EmbeddedBroker, type Terminal } from "@dosekit/simulator";
import { afterAll, describe, expect, it } from "vitest";
import { CommandBench, type CommandResult } from "../../../support/simulator/command-bench.ts";

const bench = new CommandBench();
afterAll(() => bench.remove());

const MORNING = ["device", "--start", "2026-11-23", "--seed", "a", "--speed", "200"];

let scripts = 0;

function script(...steps: readonly (readonly [afterMs: number, action: string])[]): string {
  const lines = steps.map(([afterMs, action]) => JSON.stringify({ afterMs, do: action }));
  scripts += 1;
  return bench.file(`steps-${scripts}.jsonl`, lines.join("\n"));
}

type Line = Readonly<Record<string, unknown>>;

function linesOf({ out }: CommandResult): readonly Line[] {
  return out
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

/** Somebody at a terminal who presses keys when told to. */
class Hands implements Terminal {
  #screen = "";
  #listener: ((key: string) => void) | undefined;
  #waiting: { readonly text: string; readonly seen: () => void }[] = [];

  readonly write = (text: string): void => {
    this.#screen += text;
    for (const one of this.#waiting.filter(({ text: wanted }) => this.#screen.includes(wanted))) {
      this.#waiting = this.#waiting.filter((other) => other !== one);
      one.seen();
    }
  };
  readonly size = () => ({ columns: 120, rows: 40 });
  readonly onKey = (listener: (key: string) => void): (() => void) => {
    this.#listener = listener;
    return () => {
      this.#listener = undefined;
    };
  };

  get isListenedTo(): boolean {
    return this.#listener !== undefined;
  }

  /** Presses a key, from then on looking at what is drawn only now. */
  press(key: string): void {
    this.#screen = "";
    this.#listener?.(key);
  }

  sees(text: string): Promise<void> {
    return new Promise((seen) => {
      this.#waiting.push({ text, seen });
      this.write("");
    });
  }
}

describe.concurrent("dosekit device with a script", () => {
  it("lets a dose be taken, and its own gateway gets every record", async () => {
    const steps = script(
      [1_000, "next-due"],
      [60_000, "tilt"],
      [15_000, "right"],
      [60_000, "quit"],
    );
    const result = await bench.run([...MORNING, "--script", steps, "--json"]);
    expect(result.err).toBe("");
    expect(result.exitCode).toBe(0);
    const lines = linesOf(result);
    const closed = lines.filter(({ seen, kind }) => seen === "record" && kind === "dose.closed");
    expect(closed).toMatchObject([{ outcome: "retrieved", product: "pilly-sms" }]);
    expect(lines.some(({ seen, light }) => seen === "signal" && light === "blink")).toBe(true);
    const last = lines.at(-1) ?? {};
    expect(last).toMatchObject({ v: 1, command: "device", seed: "a", end: "quit", stops: 0 });
    expect(last["acknowledgedSeq"]).toBe(last["lastSeq"]);
    expect(last["hazards"]).toBe(0);
  });

  it("keeps what happens while the link is cut, over a loss of power", async () => {
    const steps = script(
      [1_000, "cut-link"],
      [1_000, "next-due"],
      [60_000, "pull-power"],
      [60_000, "give-power"],
      // The link comes back after its back-off; the end waits for it.
      [30_000, "heal-link"],
    );
    const result = await bench.run([...MORNING, "--script", steps, "--json"]);
    expect(result.exitCode).toBe(0);
    const lines = linesOf(result);
    expect(lines.filter(({ seen }) => seen === "power").map(({ on }) => on)).toEqual([
      ...[true, false, true, false],
    ]);
    const last = lines.at(-1) ?? {};
    expect(last["end"]).toBe("script-end");
    expect(last["acknowledgedSeq"]).toBe(last["lastSeq"]);
  });

  it("plays with a device of another mechanism", async () => {
    const steps = script(
      [1_000, "next-due"],
      [60_000, "press"],
      [20_000, "take"],
      [60_000, "quit"],
    );
    const argv = [...MORNING, "--product", "medido", "--script", steps, "--json"];
    const result = await bench.run(argv);
    const lines = linesOf(result);
    const closed = lines.filter(({ seen, kind }) => seen === "record" && kind === "dose.closed");
    expect(closed).toMatchObject([{ outcome: "retrieved", product: "medido" }]);
  });

  it("prints lines for people without --json", async () => {
    const steps = script([1_000, "next-due"], [10_000, "quit"]);
    const { out, err, exitCode } = await bench.run([...MORNING, "--script", steps]);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/Mon 2026-11-23 08:30:0\d #\d+ dose\.offered/);
    expect(err).toMatch(/records, 0 not acknowledged, hazards 0, seed a/);
  });

  it("runs at an outside broker where nobody acknowledges", async () => {
    const broker = await EmbeddedBroker.start();
    try {
      const steps = script([1_000, "press"], [1_000, "quit"]);
      const argv = [...MORNING, "--broker", broker.url, "--script", steps, "--json"];
      const result = await bench.run(argv);
      expect(result.exitCode).toBe(0);
      const lines = linesOf(result);
      expect(lines.some(({ kind }) => kind === "plan.accepted")).toBe(true);
      expect(lines.some(({ seen, up }) => seen === "link" && up === true)).toBe(true);
      expect(lines.at(-1)).toMatchObject({ acknowledgedSeq: 0 });
    } finally {
      await broker.stop();
    }
  });

  it("leaves the plan to the host with --no-plan", async () => {
    const steps = script([1_000, "next-due"], [1_000, "quit"]);
    const result = await bench.run([...MORNING, "--no-plan", "--script", steps, "--json"]);
    const lines = linesOf(result);
    expect(lines.some(({ kind }) => kind === "plan.accepted")).toBe(false);
    expect(lines.some(({ text }) => text === "no dose is planned")).toBe(true);
  });

  it("that is interrupted says so", async () => {
    const stop = new AbortController();
    const running = bench.run([...MORNING, "--json"], { signal: stop.signal });
    setTimeout(() => stop.abort("SIGINT"), 300);
    const result = await running;
    expect(result.exitCode).toBe(130);
    expect(linesOf(result).at(-1)).toMatchObject({ end: "interrupted", partial: true });
  });
});

describe.concurrent("dosekit device at a terminal", { timeout: 20_000 }, () => {
  it("shows what the keys do, and ends with q", async () => {
    const hands = new Hands();
    const running = bench.run(MORNING, { terminal: hands });
    await hands.sees("28 of 28 left");
    await hands.sees("in 8 h");
    hands.press("+");
    await hands.sees("light blink");
    hands.press("t");
    await hands.sees("turned over");
    await hands.sees("cycle released");
    hands.press("t");
    await hands.sees("dose.closed t0830/2026-11-23 retrieved");
    hands.press("m");
    await hands.sees("– (no power)");
    hands.press("m");
    await hands.sees("power on");
    hands.press("x");
    hands.press("q");
    const { exitCode, out } = await running;
    expect(exitCode).toBe(0);
    expect(out).toBe("");
    expect(hands.isListenedTo).toBe(false);
  });

  it("ends with 130 at ctrl-c", async () => {
    const hands = new Hands();
    const running = bench.run(MORNING, { terminal: hands });
    await hands.sees("Link     up");
    hands.press("ctrl-c");
    expect((await running).exitCode).toBe(130);
    expect(hands.isListenedTo).toBe(false);
  });
});

describe("dosekit device with something wrong", () => {
  it.each([
    [["--product", "nothing"], 2, "fleet.unknown-product"],
    [["--plan", "nowhere.json"], 2, "file.cannot-read"],
    [["--script", "nowhere.jsonl"], 2, "file.cannot-read"],
    [["--zone", "Mars/Olympus"], 2, "fleet.unknown-zone"],
    [["--id", "a b"], 2, "usage.bad-value"],
    [["--tenant", "#"], 2, "usage.bad-value"],
    [["--speed", "0"], 2, "usage.bad-value"],
    [["--broker", "http://127.0.0.1"], 2, "broker.bad-address"],
    [["--embedded", "--broker", "mqtt://127.0.0.1:1"], 2, "usage.bad-value"],
    [["--broker", "mqtt://127.0.0.1:1"], 3, "broker.unreachable"],
  ])("says what: %j", async (options, exitCode, code) => {
    const result = await bench.run(["device", ...options, "--json"]);
    expect(result.exitCode).toBe(exitCode);
    expect(JSON.parse(result.out)).toMatchObject({ error: { code } });
  });

  it("names the port that is taken", async () => {
    const broker = await EmbeddedBroker.start();
    try {
      const port = new URL(broker.url).port;
      const result = await bench.run(["device", "--broker-port", port, "--json"]);
      expect(result.exitCode).toBe(3);
      expect(JSON.parse(result.out)).toMatchObject({ error: { code: "broker.port-in-use" } });
    } finally {
      await broker.stop();
    }
  });

  it("shows examples with --help", async () => {
    const { out, exitCode } = await bench.run(["device", "--help"]);
    expect(exitCode).toBe(0);
    expect(out).toContain("dosekit device --product medido --speed 60");
    expect(out).toContain("Exit codes:");
  });
});
