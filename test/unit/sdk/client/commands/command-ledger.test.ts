import { encodeMessage, Reply } from "@dosekit/protocols";
import { type CommandHow, type DurableTable, MemoryTable, sdkFault } from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../../support/sdk/gateway-bench.ts";
import type { VirtualTimers } from "../../../../support/sdk/virtual-timers.ts";

const NAMED: CommandHow = { actor: "staff", commandId: "trip-7" };

function setUp(commandLedger?: DurableTable, timers?: VirtualTimers) {
  const bench = openGateway({
    ...(commandLedger === undefined ? {} : { commandLedger }),
    ...(timers === undefined ? {} : { timers }),
  });
  const { client, transport } = bench;
  const { commands } = client.handle("d1");
  const deadlines = () =>
    transport.takeSent().map(({ message }) => (message as { notAfterMs?: number }).notAfterMs);
  const answers = (rest: Omit<Reply, "commandId">) =>
    transport.deliver("d1", "rsp", encodeMessage(Reply, { commandId: "trip-7", ...rest }));
  return { ...bench, commands, deadlines, answers };
}

/** Lets what is durable be told to those who await it. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A table that takes nothing before it is told to. */
function slowTable() {
  const table = new MemoryTable();
  const waiting: (() => void)[] = [];
  const slow: DurableTable = {
    open: (done) => table.open(done),
    write: (changes, done) => waiting.push(() => table.write(changes, done)),
    close: (done) => table.close(done),
  };
  return { slow, flush: () => waiting.splice(0).map((write) => write()) };
}

describe("a command under a name of the caller's own", () => {
  it("is refused where nothing remembers names", async () => {
    const { commands, deadlines } = setUp();
    const result = commands.releaseTravel({ doses: 2 }, NAMED);
    await expect(result).resolves.toMatchObject({
      kind: "failed",
      fault: { code: "command-ledger" },
    });
    expect(deadlines()).toEqual([]);
  });

  it("is sent at the earliest once its name is durable", async () => {
    const { slow, flush } = slowTable();
    const { commands, deadlines } = setUp(slow);
    void commands.releaseTravel({ doses: 2 }, NAMED);
    await settled();
    expect(deadlines()).toEqual([]);
    flush();
    await settled();
    expect(deadlines()).toHaveLength(1);
  });

  it("ends at its deadline, or when it is cancelled, where its name never becomes durable", async () => {
    const { slow, flush } = slowTable();
    const { commands, deadlines, timers } = setUp(slow);
    const abort = new AbortController();
    const how = { ...NAMED, commandId: "trip-8", signal: abort.signal };
    const first = commands.releaseTravel({ doses: 2 }, NAMED);
    const second = commands.releaseTravel({ doses: 2 }, how);
    abort.abort();
    timers.advance(60_000);
    await expect(first).resolves.toMatchObject({ kind: "expired", wasSent: false });
    await expect(second).resolves.toMatchObject({ kind: "cancelled", wasSent: false });
    flush();
    await settled();
    expect(deadlines()).toEqual([]);
  });

  it("has its first deadline for ever, over restarts too", async () => {
    const table = new MemoryTable();
    const { commands, client, deadlines, timers } = setUp(table);
    void commands.releaseTravel({ doses: 2 }, NAMED);
    await settled();
    const [first] = deadlines();
    client.close();
    timers.advance(20_000);
    const again = setUp(table, timers);
    void again.commands.releaseTravel({ doses: 2 }, { ...NAMED, withinMs: 900_000 });
    await settled();
    expect(again.deadlines()).toEqual([first]);
    timers.advance(40_000);
    const third = again.commands.releaseTravel({ doses: 2 }, NAMED);
    await expect(third).resolves.toMatchObject({ kind: "expired", wasSent: true });
    expect(again.deadlines().filter((deadline) => deadline !== first)).toEqual([]);
  });

  it("ends with the answer that was given before, and is not sent again", async () => {
    const table = new MemoryTable();
    const { commands, client, answers, timers } = setUp(table);
    const first = commands.releaseTravel({ doses: 2 }, NAMED);
    await settled();
    answers({ result: "refused", refusal: "too-few", epoch: 5, seq: 8 });
    const answer = await first;
    await settled();
    client.close();
    timers.advance(86_400_000);
    const again = setUp(table, timers);
    await expect(again.commands.releaseTravel({ doses: 2 }, NAMED)).resolves.toEqual(answer);
    expect(again.deadlines()).toEqual([]);
  });

  it("is refused for another wish, and for what can't be read of it", async () => {
    const table = new MemoryTable();
    table.write(new Map([["d1/trip-9", { odd: true }]]), () => undefined);
    const { commands, deadlines } = setUp(table);
    void commands.releaseTravel({ doses: 2 }, NAMED);
    await settled();
    deadlines();
    const problem = { field: "commandId", allowed: "a name of its own" };
    const other = commands.releaseTravel({ doses: 3 }, NAMED);
    await expect(other).resolves.toMatchObject({ kind: "invalid", problem });
    const odd = commands.releaseTravel({ doses: 2 }, { ...NAMED, commandId: "trip-9" });
    await expect(odd).resolves.toMatchObject({ kind: "invalid", problem });
    expect(deadlines()).toEqual([]);
  });

  it("keeps a gateway from starting whose ledger can't be opened", async () => {
    const table: DurableTable = {
      open: (done) => done({ ok: false, fault: sdkFault("inbox-locked") }),
      write: () => undefined,
      close: (done) => done(),
    };
    const { client } = openGateway({ commandLedger: table });
    await expect(client.start()).rejects.toMatchObject({ code: "inbox-locked" });
  });

  it("leaves nothing of its text in the ledger", async () => {
    const table = new MemoryTable();
    const { commands } = setUp(table);
    void commands.showMessage("Ola Nordmann 01410112345", NAMED);
    await settled();
    let kept = "";
    table.open((result) => {
      if (result.ok) kept = JSON.stringify([...result.value]);
    });
    expect(kept).toContain("trip-7");
    expect(kept).not.toMatch(/Ola|01410112345/);
  });
});
