import { referenceOf } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import {
  ALERT_MS,
  alertRow,
  centreBench,
  clearedRow,
} from "../../../support/sdk/response-centre/centre-bench.ts";
import { ScriptedCentre } from "../../../support/sdk/response-centre/scripted-centre.ts";

const HOUR_MS = 3_600_000;
const nothing = () => undefined;

describe("an alert", () => {
  test("reaches the centre with its code, its device and its original time", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver] });
    let taken = false;
    bench.centre.take(alertRow(5, { alert: "1.13" }), () => {
      taken = true;
    });
    bench.timers.advance(1_000);
    expect(taken).toBe(true);
    expect(receiver.requests).toEqual([
      {
        ref: referenceOf({ deviceId: "d1", alertId: "7-5", stage: "raise" }),
        cid: "47110815",
        mty: "ME",
        dty: "0011",
        did: "d1",
        stc: "0064",
        ite: `1.13 Tomt for medisin ${new Date(ALERT_MS).toISOString().slice(0, 19)}Z`,
      },
    ]);
    expect(bench.centre.deliveries()[0]).toMatchObject({
      status: "accepted",
      attempts: 1,
      atMs: ALERT_MS + 5,
      last: { receiver: "r0", outcome: "accepted", snu: 0 },
    });
  });

  test("is forwarded once however often its row comes", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver] });
    for (let time = 0; time < 3; time += 1) {
      bench.centre.take(alertRow(5), nothing);
      bench.timers.advance(1_000);
    }
    expect(receiver.requests).toHaveLength(1);
  });

  test("goes to the next receiver when the first can't be reached, is busy, silent or refuses", () => {
    for (const reaction of ["drop", "unavailable", "busy", "refuse", "mute"] as const) {
      const [first, second] = [new ScriptedCentre(() => reaction), new ScriptedCentre()];
      const bench = centreBench({ receivers: [first, second] });
      bench.centre.take(alertRow(5), nothing);
      bench.timers.advance(2 * 60_000);
      expect([reaction, second.accepted.size]).toEqual([reaction, 1]);
      expect(new Set([...first.requests, ...second.requests].map(({ ref }) => ref)).size).toBe(1);
    }
  });

  test("is tried for as long as nobody takes it, and arrives when the centre comes back", () => {
    let there = false;
    const receiver = new ScriptedCentre(() => (there ? "accept" : "drop"));
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(6 * HOUR_MS);
    expect(receiver.accepted.size).toBe(0);
    there = true;
    bench.timers.advance(HOUR_MS);
    expect(receiver.accepted.size).toBe(1);
    expect(receiver.repeats).toBe(0);
  });

  test("that every receiver refuses as it is waits an hour and is told to the operator", () => {
    const receiver = new ScriptedCentre(() => "refuse");
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(50 * 60_000);
    expect(receiver.requests).toHaveLength(1);
    expect(bench.logged).toContain("alert.undelivered refused");
    bench.timers.advance(11 * 60_000);
    expect(receiver.requests).toHaveLength(2);
  });

  test("below the least severity stays here, unless its ladder reaches the centre", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver], more: { rules: { fromSeverity: 20 } } });
    bench.centre.take(alertRow(5, { severity: 10 }), nothing);
    bench.timers.advance(HOUR_MS);
    expect(receiver.requests).toHaveLength(0);
    const reached = { kind: "alert.notified", recipient: "response-centre" } as const;
    bench.centre.take(alertRow(6, { ...reached, alertId: "7-5", severity: 10 }), nothing);
    bench.timers.advance(1_000);
    expect(receiver.accepted.size).toBe(1);
    expect(bench.centre.deliveries()[0]?.atMs).toBe(ALERT_MS + 5);
  });

  test("waits for its ladder where that is asked for", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver], more: { rules: { trigger: "ladder" } } });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(HOUR_MS);
    const toHomeCare = { kind: "alert.notified", alertId: "7-5", recipient: "home-care" } as const;
    bench.centre.take(alertRow(6, toHomeCare), nothing);
    bench.timers.advance(1_000);
    expect(receiver.requests).toHaveLength(0);
    bench.centre.take(alertRow(7, { ...toHomeCare, recipient: "response-centre" }), nothing);
    bench.timers.advance(1_000);
    expect(receiver.accepted.size).toBe(1);
  });
});

describe("a held request", () => {
  test("is sent again under its reference until it is taken", () => {
    const receiver = new ScriptedCentre((_request, nth) => (nth < 3 ? "hold" : "accept"));
    const bench = centreBench({ receivers: [receiver], reliable: true });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(60_000);
    expect(receiver.requests).toHaveLength(4);
    const waits = bench.transports[0]?.sentMs ?? [];
    for (const [index, atMs] of waits.slice(1).entries()) {
      const waitMs = atMs - (waits[index] ?? 0);
      expect(waitMs).toBeGreaterThanOrEqual(5_000);
      expect(waitMs).toBeLessThanOrEqual(20_000 + 100);
    }
  });

  test("is taken back at the limit, and the answer to that is no acceptance", () => {
    const [first, second] = [new ScriptedCentre(() => "hold"), new ScriptedCentre(() => "drop")];
    const bench = centreBench({ receivers: [first, second], timing: { retryFirstMs: 200_000 } });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(11 * 60_000);
    expect(first.requests.filter(({ mty }) => mty === "RE")).toHaveLength(1);
    expect(bench.centre.counters()).toMatchObject({ accepted: 0, waiting: 1 });
    expect(bench.centre.counters().lines["r0"]?.takenBack).toBe(1);
  });

  test("does not keep other alerts waiting", () => {
    const receiver = new ScriptedCentre(({ did }) => (did === "d1" ? "hold" : "accept"));
    const bench = centreBench({ receivers: [receiver], timing: { inFlightMax: 1 } });
    bench.centre.take(alertRow(5), nothing);
    bench.centre.take(alertRow(6, { deviceId: "d2", severity: 10 }), nothing);
    bench.timers.advance(2_000);
    expect([...receiver.accepted.values()].map(({ did }) => did)).toEqual(["d2"]);
  });
});

describe("a backlog", () => {
  test("goes out by severity, then by age", () => {
    let there = false;
    const receiver = new ScriptedCentre(() => (there ? "accept" : "drop"));
    const bench = centreBench({
      receivers: [receiver],
      reliable: true,
      timing: { inFlightMax: 1, retryFirstMs: 40_000, retryLongestMs: 40_000 },
    });
    const rows = [
      alertRow(1, { severity: 10, alert: "1.12" }),
      alertRow(2, { severity: 30 }),
      alertRow(3, { severity: 40 }),
      alertRow(4, { severity: 30 }),
    ];
    // The first one holds the only place while the others come in.
    bench.centre.take(alertRow(9, { severity: 20, deviceId: "busy" }), nothing);
    for (const row of rows) bench.centre.take(row, nothing);
    there = true;
    bench.timers.advance(HOUR_MS);
    const refs = [3, 2, 4, 1].map((seq) =>
      referenceOf({ deviceId: "d1", alertId: `7-${seq}`, stage: "raise" }),
    );
    const order = [...receiver.accepted.values()].filter(({ did }) => did === "d1");
    expect(order.map(({ ref }) => ref)).toEqual(refs);
  });

  test("above its limit leaves rows in the inbox, and takes them once there is room", () => {
    let there = false;
    const receiver = new ScriptedCentre(() => (there ? "accept" : "drop"));
    const bench = centreBench({ receivers: [receiver], more: { limits: { waitingMax: 2 } } });
    const taken: number[] = [];
    for (const seq of [1, 2, 3]) bench.centre.take(alertRow(seq), () => taken.push(seq));
    expect(taken).toEqual([1, 2]);
    there = true;
    bench.timers.advance(HOUR_MS);
    expect(taken).toEqual([1, 2, 3]);
    expect(receiver.accepted.size).toBe(3);
  });
});

describe("the end of an alert", () => {
  test("is told with its own status code where there is one", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5, { alert: "1.19" }), nothing);
    bench.centre.take(clearedRow(6, 5, "1.19"), nothing);
    bench.timers.advance(1_000);
    expect(receiver.requests.map(({ mty, stc }) => [mty, stc])).toEqual([
      ["ME", "0085"],
      ["ME", "0086"],
    ]);
  });

  test("is information where there is none", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5), nothing);
    bench.centre.take(clearedRow(6, 5), nothing);
    bench.timers.advance(1_000);
    expect(receiver.requests[1]).toMatchObject({ mty: "IN", stc: "0081" });
    expect(receiver.requests[1]?.ite).toMatch(/^Opphørt 1\.1 /);
  });

  test("never goes out before its beginning was accepted", () => {
    const receiver = new ScriptedCentre((_request, nth) => (nth < 3 ? "busy" : "accept"));
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5), nothing);
    bench.centre.take(clearedRow(6, 5), nothing);
    bench.timers.advance(HOUR_MS);
    expect([...receiver.accepted.values()].map(({ mty }) => mty)).toEqual(["ME", "IN"]);
    expect(receiver.requests.slice(0, 4).every(({ mty }) => mty === "ME")).toBe(true);
  });
});

describe("somebody taking charge", () => {
  test("is told to the device once, when the answer announces a call", async () => {
    const receiver = new ScriptedCentre(() => "call");
    const bench = centreBench({ receivers: [receiver] });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(1_000);
    await Promise.resolve();
    const ref = referenceOf({ deviceId: "d1", alertId: "7-5", stage: "raise" });
    expect(bench.commands).toEqual([
      { deviceId: "d1", alertId: "7-5", commandId: `scaip-${ref}-0` },
    ]);
    await new Promise(setImmediate);
    expect(bench.centre.deliveries()[0]?.acknowledgement).toBe("done");
  });

  test("is not concluded from the centre's machine having accepted", () => {
    const bench = centreBench({ receivers: [new ScriptedCentre()] });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(1_000);
    expect(bench.commands).toEqual([]);
    expect(bench.centre.takeCharge("d1", "7-5")).toBe(true);
    expect(bench.commands).toHaveLength(1);
    expect(bench.centre.takeCharge("d1", "7-6")).toBe(false);
  });

  test("is told again, under another command, after one that the device never answered", async () => {
    let lost = true;
    const bench = centreBench({
      receivers: [new ScriptedCentre(() => "call")],
      reply: () => {
        const answer = lost
          ? Promise.reject(new Error("no answer"))
          : Promise.resolve({ commandId: "x", result: "done" as const });
        lost = false;
        return answer;
      },
    });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(1_000);
    await new Promise(setImmediate);
    bench.timers.advance(60_000);
    await new Promise(setImmediate);
    expect(bench.commands.map(({ commandId }) => commandId.slice(-2))).toEqual(["-0", "-1"]);
    expect(bench.centre.counters().acknowledged).toBe(1);
  });
});

describe("heartbeats and pings", () => {
  test("come at the stated interval, and at the one that the receiver asks for", () => {
    const receiver = new ScriptedCentre();
    const bench = centreBench({ receivers: [receiver], receiver: { heartbeatMin: 60 } });
    bench.timers.advance(3 * HOUR_MS + 1_000);
    expect(receiver.requests.map(({ mty, hbo }) => [mty, hbo])).toEqual(Array(4).fill(["PI", 60]));
    const [transport] = bench.transports;
    expect(bench.centre.counters().lines["r0"]?.heartbeatsAccepted).toBe(4);
    expect(transport?.sentMs.length).toBe(4);
  });

  test("find out that a receiver is gone and that it is back", () => {
    let there = true;
    const receiver = new ScriptedCentre(
      () => "accept",
      () => undefined,
    );
    const weather = () => (there ? 10 : ("lost" as const));
    const bench = centreBench({ receivers: [receiver], weather, receiver: { pingMs: 30_000 } });
    bench.timers.advance(31_000);
    there = false;
    bench.timers.advance(70_000);
    there = true;
    bench.timers.advance(70_000);
    expect(bench.logged).toEqual([
      "receiver.present r0",
      "receiver.absent r0",
      "receiver.present r0",
    ]);
  });
});

describe("a gateway that starts again", () => {
  test("sends what was not accepted, under the same reference, and nothing else", () => {
    const gone = new ScriptedCentre(() => "drop");
    const before = centreBench({ receivers: [gone] });
    before.centre.take(alertRow(5), nothing);
    before.timers.advance(60_000);
    before.centre.close();
    const receiver = new ScriptedCentre();
    const after = centreBench({ receivers: [receiver], table: before.table });
    after.timers.advance(1_000);
    expect(receiver.requests.map(({ ref }) => ref)).toEqual([gone.requests[0]?.ref]);
    after.centre.close();
    const last = centreBench({ receivers: [receiver], table: before.table });
    last.timers.advance(HOUR_MS);
    expect(receiver.requests).toHaveLength(1);
  });

  test("leaves no timer behind when it ends", () => {
    const bench = centreBench({
      receivers: [new ScriptedCentre(() => "hold"), new ScriptedCentre(() => "drop")],
      receiver: { heartbeatMin: 1, pingMs: 1_000 },
    });
    bench.centre.take(alertRow(5), nothing);
    bench.timers.advance(5_000);
    bench.centre.close();
    expect(bench.timers.names.filter((name) => !name.startsWith("net:"))).toEqual([]);
  });
});

describe("a device that raises alerts without end", () => {
  const limits = { waitingMax: 20, devicesOpenMax: 5 };
  const flood = (bench: ReturnType<typeof centreBench>, severity: 0 | 10 | 20 | 30) => {
    let taken = 0;
    for (let seq = 1; seq <= 100; seq += 1) {
      bench.centre.take(alertRow(seq, { deviceId: "bad", severity }), () => {
        taken += 1;
      });
    }
    bench.timers.advance(1_000);
    return taken;
  };

  test("fills its own share alone while nobody answers, and holds up no other device", () => {
    let there = false;
    const receiver = new ScriptedCentre(() => (there ? "accept" : "drop"));
    const bench = centreBench({ receivers: [receiver], more: { limits } });
    expect(flood(bench, 30)).toBe(100);
    bench.centre.take(alertRow(200), nothing);
    expect(bench.centre.counters()).toMatchObject({ waiting: 6, surplus: 95 });
    expect(bench.logged).toContain("alert.surplus");
    there = true;
    bench.timers.advance(HOUR_MS);
    const told = receiver.requests.filter(({ did }) => did === "d1");
    expect(told.length).toBeGreaterThan(0);
    expect(bench.centre.counters()).toMatchObject({ waiting: 0, accepted: 6 });
  });

  test("still gets its graver alerts through: lighter ones fill a part of its share alone", () => {
    let there = false;
    const receiver = new ScriptedCentre(() => (there ? "accept" : "drop"));
    const bench = centreBench({ receivers: [receiver], more: { limits } });
    flood(bench, 10);
    bench.centre.take(alertRow(200, { deviceId: "bad", severity: 30 }), nothing);
    there = true;
    bench.timers.advance(HOUR_MS);
    const graver = referenceOf({ deviceId: "bad", alertId: "7-200", stage: "raise" });
    expect(receiver.accepted.has(graver)).toBe(true);
    expect(receiver.accepted.size).toBe(4);
  });

  test("fills no more with alerts that wait for their ladder", () => {
    const bench = centreBench({
      receivers: [new ScriptedCentre()],
      more: { limits, rules: { trigger: "ladder" } },
    });
    flood(bench, 30);
    expect(bench.centre.deliveries()).toHaveLength(2);
    const reached = { kind: "alert.notified", recipient: "response-centre" } as const;
    bench.centre.take(alertRow(101, { ...reached, deviceId: "bad", alertId: "7-50" }), nothing);
    bench.timers.advance(1_000);
    expect(bench.centre.counters()).toMatchObject({ accepted: 1 });
  });

  test("leaves half of what is under way at once to others, however grave its own are", () => {
    const receiver = new ScriptedCentre(() => "mute");
    const bench = centreBench({ receivers: [receiver], timing: { inFlightMax: 4 } });
    flood(bench, 30);
    bench.centre.take(alertRow(200, { severity: 10 }), nothing);
    bench.timers.advance(1_000);
    expect(new Set(receiver.requests.map(({ did }) => did))).toEqual(new Set(["bad", "d1"]));
  });
});
