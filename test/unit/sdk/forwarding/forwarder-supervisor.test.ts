import { SdkError } from "@dosekit/sdk";
import { type Forwarder, ForwarderSupervisor } from "@dosekit/sdk/forwarding";
import { describe, expect, test } from "vitest";

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function forwarder(name: string, run: Forwarder["run"]): Forwarder {
  return { name, run, counters: () => ({ handled: 1 }) };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));

/** A supervisor whose waits end when the test says so. */
function supervised(...forwarders: readonly Forwarder[]) {
  const waits: { readonly delayMs: number; readonly go: () => void }[] = [];
  const log: object[] = [];
  const supervisor = new ForwarderSupervisor({
    ...{ forwarders, nowMs: () => 0, log: (entry) => void log.push(entry) },
    backOff: { firstMs: 100, longestMs: 1_000, random: () => 1 },
    wait: (delayMs, signal) =>
      new Promise((go) => {
        waits.push({ delayMs, go });
        signal.addEventListener("abort", () => go());
      }),
  });
  return { supervisor, waits, log };
}

describe("forwarders side by side", () => {
  test("go on while one throws, one hangs and one ends too early", async () => {
    let steps = 0;
    const worker = forwarder("worker", async (signal) => {
      while (!signal.aborted) {
        steps += 1;
        await turn();
      }
    });
    const { supervisor } = supervised(
      forwarder("thrower", () => {
        throw new SdkError({ code: "inbox-io", message: "x", remedy: "y" });
      }),
      forwarder("hanger", () => new Promise(() => {})),
      forwarder("quitter", async () => {}),
      worker,
    );
    supervisor.start();
    for (let round = 0; round < 20; round += 1) await turn();
    expect(steps).toBeGreaterThan(5);
    expect(
      supervisor.standings().map(({ name, state, lastFault }) => [name, state, lastFault]),
    ).toEqual([
      ["thrower", "waiting", "inbox-io"],
      ["hanger", "running", undefined],
      ["quitter", "waiting", "ended"],
      ["worker", "running", undefined],
    ]);
    expect(await supervisor.stop(20)).toEqual(["hanger"]);
  });

  test("are run again after waits that grow, and say why without the words of an error", async () => {
    let runs = 0;
    const { supervisor, waits, log } = supervised(
      forwarder("epj", async () => {
        runs += 1;
        throw new TypeError("Ola Nordmann 01010012345");
      }),
    );
    supervisor.start();
    for (let round = 0; round < 6; round += 1) {
      await turn();
      waits.at(-1)?.go();
    }
    await turn();
    expect(runs).toBeGreaterThan(4);
    expect(waits.slice(0, 4).map(({ delayMs }) => delayMs)).toEqual([300, 900, 1_000, 1_000]);
    expect(supervisor.standings()[0]).toMatchObject({ lastFault: "TypeError", starts: runs });
    expect(JSON.stringify([log, supervisor.standings()])).not.toContain("Nordmann");
    await supervisor.stop(20);
  });

  test("are all ended by a stop, which waits for what they have in hand", async () => {
    let finished = false;
    const { supervisor } = supervised(
      forwarder("slow", async (signal) => {
        await untilAborted(signal);
        await turn();
        finished = true;
      }),
    );
    supervisor.start();
    await turn();
    expect(await supervisor.stop(1_000)).toEqual([]);
    expect(finished).toBe(true);
    expect(supervisor.standings()[0]?.state).toBe("stopped");
  });

  test("have names of their own", () => {
    const one = forwarder("epj", async () => {});
    expect(() => supervised(one, one)).toThrow(RangeError);
  });
});
