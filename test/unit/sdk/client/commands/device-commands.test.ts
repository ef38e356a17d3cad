import { encodeMessage, Reply } from "@dosekit/protocols";
import {
  type CommandHow,
  type CommandResult,
  type DeviceCommands,
  MemoryTable,
} from "@dosekit/sdk";
import { describe, expect, it } from "vitest";
import { openGateway } from "../../../../support/sdk/gateway-bench.ts";
import { birthBytes, eventBytes, record } from "../../../../support/sdk/messages.ts";

const STAFF: CommandHow = { actor: "staff" };

function setUp() {
  const bench = openGateway({ commandLedger: new MemoryTable() });
  const { client, transport } = bench;
  const { commands } = client.handle("d1");
  const sent = () => transport.takeSent().map(({ message }) => message);
  const answers = (commandId: string, rest: Omit<Reply, "commandId">) =>
    transport.deliver("d1", "rsp", encodeMessage(Reply, { commandId, ...rest }));
  return { ...bench, commands, sent, answers };
}

type Call = readonly [
  name: string,
  call: (commands: DeviceCommands, nowMs: number) => Promise<unknown>,
  sent: object,
];

/** Every method with what it has to put on the wire. */
const CALLS: readonly Call[] = [
  [
    "pause",
    (c, now) => c.pause({ reason: "holiday", fromMs: now + 1, untilMs: now + 2 }, STAFF),
    { verb: "pause", pauseReason: "holiday" },
  ],
  ["resume", (c) => c.resume(STAFF), { verb: "resume" }],
  [
    "releaseEarly",
    (c) => c.releaseEarly({ doseId: "a/2026-11-22" }, STAFF),
    { verb: "release-early", doseId: "a/2026-11-22" },
  ],
  ["releaseAssisted", (c) => c.releaseAssisted({}, STAFF), { verb: "release-assisted" }],
  [
    "releaseTravel",
    (c) => c.releaseTravel({ doses: 3 }, STAFF),
    { verb: "release-travel", doses: 3 },
  ],
  [
    "acknowledgeAlert",
    (c) => c.acknowledgeAlert("5-9", STAFF),
    { verb: "acknowledge-alert", alertId: "5-9" },
  ],
  [
    "showMessage",
    (c) => c.showMessage("Kom inn", STAFF),
    { verb: "message-to-user", text: "Kom inn" },
  ],
  ["setVolume", (c) => c.setVolume(0, STAFF), { verb: "set-volume", volume: 0 }],
  ["syncTime", (c) => c.syncTime(STAFF), { verb: "sync-time" }],
  ["selfTest", (c) => c.selfTest(STAFF), { verb: "self-test" }],
  [
    "updateFirmware",
    (c) => c.updateFirmware({ version: "2.0", digest: new Uint8Array(32) }, STAFF),
    { verb: "update-firmware", firmware: "2.0" },
  ],
  ["setMode", (c) => c.setMode("training", STAFF), { verb: "set-mode", mode: "training" }],
  ["setAssistance", (c) => c.setAssistance(true, STAFF), { verb: "set-assistance", on: 1 }],
  ["reset", (c) => c.reset({ epoch: 5, throughSeq: 9 }, STAFF), { verb: "reset", epoch: 5 }],
];

describe("the commands of a device", () => {
  it.each(CALLS)("%s is sent with what it was given, and ends with the answer", async (...row) => {
    const { commands, timers, transport, answers } = setUp();
    const result = row[1](commands, timers.nowMs());
    const sent = transport.takeSent().find(({ type }) => type === "command");
    expect(sent?.message).toMatchObject({ ...row[2], actor: "staff" });
    const { commandId } = { commandId: "", ...sent?.message };
    answers(commandId, { result: "done", epoch: 5, seq: 3 });
    const done = { kind: "done", commandId, record: { epoch: 5, seq: 3 } };
    await expect(result).resolves.toEqual(done);
  });

  it("have names of their own, unlike one another", async () => {
    const { commands, sent } = setUp();
    for (let at = 0; at < 3; at += 1) void commands.selfTest(STAFF);
    const names = sent().map((message) => (message as { commandId: string }).commandId);
    expect(new Set(names).size).toBe(3);
  });

  it("tell why a device refused", async () => {
    const { commands, sent, answers } = setUp();
    const result = commands.releaseTravel({ doses: 3 }, STAFF);
    const { commandId } = sent()[0] as { commandId: string };
    answers(commandId, { result: "refused", refusal: "too-few" });
    const refused = { kind: "refused", commandId, reason: "too-few", record: undefined };
    await expect(result).resolves.toEqual(refused);
  });

  it("expire at their deadline, and say that the device may have acted", async () => {
    const { commands, timers, sent } = setUp();
    const result = commands.resume({ ...STAFF, withinMs: 2_000 });
    expect(sent()).toMatchObject([{ notAfterMs: timers.nowMs() + 2_000 }]);
    timers.advance(2_000);
    await expect(result).resolves.toMatchObject({ kind: "expired", wasSent: true });
  });

  it("are sent no more once they are cancelled, and say that they had been sent", async () => {
    const { commands, timers, sent } = setUp();
    const abort = new AbortController();
    const result = commands.releaseAssisted({}, { ...STAFF, signal: abort.signal });
    expect(sent()).toHaveLength(1);
    abort.abort();
    await expect(result).resolves.toMatchObject({ kind: "cancelled", wasSent: true });
    timers.advance(60_000);
    expect(sent()).toEqual([]);
  });

  it("are never sent when they are cancelled before", async () => {
    const { commands, sent } = setUp();
    const result = commands.resume({ ...STAFF, signal: AbortSignal.abort() });
    await expect(result).resolves.toMatchObject({ kind: "cancelled", wasSent: false });
    expect(sent()).toEqual([]);
  });

  it("end with their client, and begin no more behind it", async () => {
    const { commands, client, sent } = setUp();
    const result = commands.resume(STAFF);
    sent();
    client.close();
    await expect(result).resolves.toMatchObject({ kind: "cancelled", wasSent: true });
    await expect(commands.resume(STAFF)).resolves.toMatchObject({
      kind: "cancelled",
      wasSent: false,
    });
    expect(sent()).toEqual([]);
  });

  it.each<readonly [string, (c: DeviceCommands, now: number) => Promise<CommandResult>, object]>([
    ["no dose", (c) => c.releaseTravel({ doses: 0 }, STAFF), { field: "doses", found: "0" }],
    ["256 doses", (c) => c.releaseTravel({ doses: 256 }, STAFF), { field: "doses", found: "256" }],
    ["half a dose", (c) => c.releaseTravel({ doses: 1.5 }, STAFF), { field: "doses" }],
    [
      "a journey that is over",
      (c, now) => c.releaseTravel({ untilMs: now }, STAFF),
      { field: "untilMs" },
    ],
    [
      "a pause that ends before it begins",
      (c, now) => c.pause({ reason: "other", fromMs: now + 9, untilMs: now + 9 }, STAFF),
      { field: "untilMs" },
    ],
    ["volume 11", (c) => c.setVolume(11, STAFF), { allowed: "a whole number from 0 to 10" }],
    ["no text", (c) => c.showMessage("", STAFF), { field: "text", found: "0 bytes" }],
    ["a long text", (c) => c.showMessage("æ".repeat(81), STAFF), { found: "162 bytes" }],
    [
      "a short digest",
      (c) => c.updateFirmware({ version: "2", digest: new Uint8Array(31) }, STAFF),
      { field: "digest", found: "31 bytes" },
    ],
    ["no time", (c) => c.resume({ ...STAFF, withinMs: 0 }), { field: "withinMs", found: "0" }],
    ["an old time", (c) => c.syncTime({ ...STAFF, withinMs: 60_001 }), { field: "withinMs" }],
    [
      "two deadlines",
      (c, now) => c.resume({ ...STAFF, withinMs: 5, notAfterMs: now + 5 }),
      { field: "withinMs" },
    ],
    [
      "a beginning behind the deadline",
      (c, now) => c.resume({ ...STAFF, notBeforeMs: now + 60_000 }),
      { field: "notBeforeMs" },
    ],
    ["a strange name", (c) => c.resume({ ...STAFF, commandId: "a b" }), { field: "commandId" }],
    ["an epoch of 0", (c) => c.reset({ epoch: 0, throughSeq: 1 }, STAFF), { field: "epoch" }],
  ])("refuse %s at once, and say what is allowed", async (_what, call, problem) => {
    const { commands, timers, sent } = setUp();
    const result = await call(commands, timers.nowMs());
    expect(result).toMatchObject({ kind: "invalid", problem });
    expect(sent()).toEqual([]);
  });

  it("hand out every row of the device, and what a reset asks for", async () => {
    const { commands, transport } = setUp();
    for (let seq = 1; seq <= 450; seq += 1) {
      transport.deliver("d1", "evt", eventBytes(record(5, seq)));
      transport.deliver("d2", "evt", eventBytes(record(5, seq)));
    }
    const seqs: number[] = [];
    const take = async ({ seq }: { readonly seq: number }) => void seqs.push(seq);
    const figures = { epoch: 5, throughSeq: 450, rows: 450, missing: 0, behind: 0 };
    await expect(commands.exportRecords({ take })).resolves.toEqual({ kind: "done", ...figures });
    expect(seqs).toEqual(Array.from({ length: 450 }, (_, index) => index + 1));
  });

  it("say what an export lacks", async () => {
    const { client, transport, commands } = setUp();
    const nothing = client.handle("d9").commands.exportRecords({ take: () => undefined });
    await expect(nothing).resolves.toEqual({ kind: "empty" });
    transport.deliver("d1", "state", birthBytes(5, 4, 9));
    transport.deliver("d1", "evt", eventBytes(record(5, 4)));
    const result = await commands.exportRecords({ take: () => undefined });
    expect(result).toMatchObject({ throughSeq: 4, missing: 3, behind: 5 });
  });
});
