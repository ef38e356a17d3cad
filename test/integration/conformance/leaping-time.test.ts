import { connect, createServer, type Server, type Socket } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LeapingTime } from "../../support/conformance/leaping-time.ts";

const HOUR_MS = 3_600_000;
const MANY_BYTES = 4_000_000;
let time: LeapingTime;

beforeEach(() => {
  time = LeapingTime.begin();
});
afterEach(() => time.end());

function wait(ms: number): Promise<number> {
  return new Promise((resolve) => setTimeout(() => resolve(performance.now()), ms));
}

async function connected(server: Server): Promise<readonly [Socket, Socket]> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const taken = new Promise<Socket>((resolve) => server.once("connection", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return [connect(port, "127.0.0.1"), await taken];
}

describe("time that leaps", () => {
  it("is over at once where nothing happens, and no sooner than it was to be", async () => {
    const [startMs, startDateMs] = [performance.now(), Date.now()];
    expect((await wait(HOUR_MS)) - startMs).toBe(HOUR_MS);
    expect(Date.now() - startDateMs).toBe(HOUR_MS);
  });

  it("ends waits in the order of their ends, and those of one end in that of their beginnings", async () => {
    const ended: string[] = [];
    const notes = (name: string) => () => void ended.push(name);
    setTimeout(notes("late"), 20);
    setTimeout(notes("first"), 10);
    setTimeout(() => void Promise.resolve().then(notes("its promise")), 10);
    setTimeout(notes("last"), 10);
    clearTimeout(setTimeout(notes("stopped"), 5));
    setTimeout(notes("begun again"), 5).refresh();
    await wait(30);
    expect(ended).toEqual(["begun again", "first", "its promise", "last", "late"]);
  });

  it("ends no wait that another of the same end has stopped or begun again", async () => {
    const startMs = performance.now();
    const ended: string[] = [];
    setTimeout(() => {
      clearTimeout(stopped);
      again.refresh();
    }, 10);
    const stopped = setTimeout(() => ended.push("stopped"), 10);
    const again = setTimeout(() => ended.push(`again at ${performance.now() - startMs}`), 10);
    await wait(30);
    expect(ended).toEqual(["again at 20"]);
  });

  it("repeats what is to be repeated until it is stopped", async () => {
    const startMs = performance.now();
    const times: number[] = [];
    const timer = setInterval(() => times.push(performance.now() - startMs), 7);
    await wait(22);
    clearInterval(timer);
    await wait(20);
    expect(times).toEqual([7, 14, 21]);
  });

  it("stands still while bytes are on their way", async () => {
    const server = createServer();
    const [near, far] = await connected(server);
    let ticks = 0;
    const ticking = setInterval(() => {
      ticks += 1;
    }, 1);
    const startMs = performance.now();
    near.write(Buffer.alloc(MANY_BYTES));
    await new Promise<void>((resolve) => {
      let taken = 0;
      far.on("data", ({ length }) => {
        taken += length;
        if (taken === MANY_BYTES) resolve();
      });
    });
    expect([performance.now() - startMs, ticks]).toEqual([0, 0]);
    clearInterval(ticking);
    near.destroy();
    server.close();
  });

  it("goes on past bytes that nobody reads", async () => {
    const server = createServer({ pauseOnConnect: true });
    const [near] = await connected(server);
    near.write("nobody reads this");
    await wait(10);
    near.destroy();
    server.close();
  });

  it("goes on where there is always something to do", async () => {
    let isOver = false;
    const again = () => {
      if (!isOver) setImmediate(again);
    };
    again();
    const startMs = performance.now();
    expect((await wait(1)) - startMs).toBe(1);
    isOver = true;
  });

  it("gives the process its own time back", () => {
    const leaping = [
      setTimeout,
      setInterval,
      clearTimeout,
      setImmediate,
      performance.now,
      Date.now,
    ];
    time.end();
    const own = [setTimeout, setInterval, clearTimeout, setImmediate, performance.now, Date.now];
    expect(own.filter((one, at) => one === leaping[at])).toEqual([]);
    expect(Math.abs(Date.now() - (performance.timeOrigin + performance.now()))).toBeLessThan(1_000);
  });
});
