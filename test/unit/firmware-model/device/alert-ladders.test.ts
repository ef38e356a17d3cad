import type { Escalation } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import {
  lastAlertId,
  STANDS_IN,
  startedWith,
  takeCharge,
  toldBy,
} from "../../../support/firmware-model/escalating.ts";
import { profileNamed } from "../../../support/firmware-model/mechanism-bench.ts";
import { offeredRoll } from "../../../support/firmware-model/roll-stories.ts";
import { PILLY } from "../../../support/firmware-model/tray-bench.ts";
import {
  FIRST,
  follow,
  HOUR,
  MINUTE,
  recordsOf,
  storyPlan,
  take,
} from "../../../support/firmware-model/tray-stories.ts";

const LOW = { type: "battery.measured", permille: 150 } as const;
const CHARGED = { type: "battery.measured", permille: 900 } as const;
const UP = { type: "link.changed", up: true } as const;
const DOWN = { type: "link.changed", up: false } as const;

/** Next of kin by two phones, then home care by phone and mail; waiting medicine to kin alone. */
const ROUTES: Escalation = {
  routes: [
    {
      id: "waiting",
      alerts: ["1.10"],
      rungs: [{ recipient: "next-of-kin", afterMin: 0 }],
      repeatMin: 30,
    },
    {
      id: "grave",
      fromSeverity: 30,
      rungs: [
        { recipient: "next-of-kin", afterMin: 0 },
        { recipient: "home-care", afterMin: 5 },
      ],
      repeatMin: 10,
    },
    {
      id: "rest",
      rungs: [
        { recipient: "next-of-kin", afterMin: 10 },
        { recipient: "home-care", afterMin: 30 },
      ],
      repeatMin: 60,
    },
  ],
  contacts: [
    { recipient: "next-of-kin", channel: "sms", address: "+4790000001" },
    { recipient: "next-of-kin", channel: "sms", address: "+4790000002" },
    { recipient: "home-care", channel: "sms", address: "+4790000003" },
    { recipient: "home-care", channel: "mail", address: "vakt@example.no" },
  ],
};

function routed() {
  const bench = startedWith(PILLY, true);
  bench.input({ type: "config.received", config: { version: 1, escalation: ROUTES } });
  return bench;
}

describe("a device that runs its ladders", () => {
  test("says so in the record of the alert and tells each step at its time", () => {
    const bench = startedWith(PILLY, true);
    const raisedMs = bench.trueMs;
    bench.input(LOW);
    bench.advance(3 * HOUR);
    expect(recordsOf(bench, "alert.raised")[0]).toMatchObject({ alert: "1.17", runner: "device" });
    const about = bench.told.filter(({ notice }) => notice.alert === "1.17");
    expect(
      about.map(({ notice, trueMs }) => [notice.what, notice.rung, trueMs - raisedMs]),
    ).toEqual([
      ["first", 0, 0],
      ["first", 1, 15 * MINUTE],
      ["again", 1, 75 * MINUTE],
      ["again", 1, 135 * MINUTE],
    ]);
  });

  test("writes each step down once, in front of its notice, and repeats nowhere", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(5 * HOUR);
    const notified = recordsOf(bench, "alert.notified").filter((one) => one.alertId === alertId);
    expect(notified.map(({ recipient, count }) => [recipient, count])).toEqual([
      ["home-care", 0],
      ["response-centre", 1],
    ]);
  });

  test("follows the route that is for the alert and its severity", () => {
    const bench = routed();
    const startMs = bench.trueMs;
    bench.input(LOW);
    bench.input({ type: "lid.opened", withKey: false });
    bench.advance(9 * MINUTE);
    expect(toldBy(bench)).toEqual(["first next-of-kin 0", "first home-care 1"]);
    expect(bench.told[1]?.trueMs).toBe(startMs + 5 * MINUTE);
    expect(new Set(bench.told.map(({ notice }) => notice.alert))).toEqual(new Set(["1.22"]));
    bench.advance(MINUTE);
    expect(bench.told.some(({ notice }) => notice.alert === "1.17")).toBe(true);
  });

  test("P-7: reaches three phones and one mail address, and names no person", () => {
    const bench = routed();
    bench.input({ type: "lid.opened", withKey: false });
    bench.advance(6 * MINUTE);
    const addresses = bench.told.flatMap(({ notice }) => notice.contacts.map((one) => one.channel));
    expect(addresses).toEqual(["sms", "sms", "sms", "mail"]);
  });

  test("tells an alert of low severity once", () => {
    const bench = routed();
    bench.load(4);
    bench.advance(5 * HOUR);
    const low = bench.told.filter(({ notice }) => notice.alert === "1.12");
    expect(low.map(({ notice }) => notice.what)).toEqual(["first"]);
  });

  test("stops when somebody takes charge, also of an alert whose condition lasts", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(MINUTE);
    takeCharge(bench, alertId);
    bench.advance(5 * HOUR);
    const about = bench.told.filter(({ notice }) => notice.alertId === alertId);
    expect(about.map(({ notice }) => notice.what)).toEqual(["first"]);
  });

  test("stops when the condition is over and tells those who were told", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(20 * MINUTE);
    bench.input(CHARGED);
    bench.advance(5 * HOUR);
    const about = bench.told.filter(({ notice }) => notice.alertId === alertId);
    expect(about.map(({ notice }) => `${notice.what} ${notice.recipient}`)).toEqual([
      "first home-care",
      "first response-centre",
      "over home-care",
      "over response-centre",
    ]);
  });

  test("clears down when the dose is taken after all", () => {
    const bench = routed();
    bench.load(28);
    bench.advance(1_000);
    follow(bench, storyPlan(), 2);
    bench.advanceTo(FIRST.dueMs + HOUR + MINUTE);
    const waiting = () => bench.told.filter(({ notice }) => notice.alert === "1.10");
    expect(waiting().map(({ notice }) => notice.what)).toEqual(["first"]);
    take(bench);
    bench.advance(5 * HOUR);
    expect(waiting().map(({ notice }) => notice.what)).toEqual(["first", "over"]);
  });

  test("P-7: tells nobody without coverage, and every step that fell due in order after that", () => {
    const bench = startedWith(PILLY, false);
    bench.input(LOW);
    bench.advance(40 * MINUTE);
    expect(bench.told).toEqual([]);
    bench.input(UP);
    const alertId = recordsOf(bench, "alert.raised").find(({ alert }) => alert === "1.17")?.alertId;
    const about = bench.told.filter(({ notice }) => notice.alertId === alertId);
    expect(about.map(({ notice }) => notice.rung)).toEqual([0, 1]);
  });

  test("goes on after a power cut with the same alert and step, the time without power counted", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    const raisedMs = bench.trueMs;
    bench.advance(MINUTE);
    bench.cutPower();
    bench.advance(9 * MINUTE);
    bench.boot();
    bench.input(UP);
    bench.advance(HOUR);
    const about = bench.told.filter(({ notice }) => notice.alertId === alertId);
    expect(
      about.map(({ notice, trueMs }) => [notice.what, notice.rung, trueMs - raisedMs]),
    ).toEqual([
      ["first", 0, 0],
      ["again", 0, 10 * MINUTE],
      ["first", 1, 15 * MINUTE],
    ]);
  });

  test("loses no step to a power cut between the record of a notice and the notice", () => {
    const bench = startedWith(PILLY, true);
    bench.effectsUntilCut = 2;
    bench.input(LOW);
    expect(bench.on).toBe(false);
    expect(bench.told).toEqual([]);
    expect(recordsOf(bench, "alert.notified")).toHaveLength(1);
    bench.boot();
    bench.input(UP);
    expect(toldBy(bench)).toContain("again home-care 0");
  });

  test("tells every step again that fell due at once, when power went before their notices", () => {
    const bench = startedWith(PILLY, false);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(40 * MINUTE);
    bench.effectsUntilCut = 2;
    bench.input(UP);
    expect(bench.on).toBe(false);
    expect(bench.told).toEqual([]);
    const notified = recordsOf(bench, "alert.notified").filter((one) => one.alertId === alertId);
    expect(notified.map(({ count }) => count)).toEqual([0, 1]);
    const about = () =>
      bench.told
        .filter(({ notice }) => notice.alertId === alertId)
        .map(({ notice }) => `${notice.what} ${notice.recipient} ${notice.rung}`);
    bench.boot();
    bench.effectsUntilCut = 2;
    bench.input(UP);
    bench.boot();
    bench.input(UP);
    expect(about()).toEqual(["again home-care 0", "again response-centre 1"]);
    bench.advance(10 * MINUTE);
    expect(about()).toHaveLength(2);
  });

  test("tells only the last step again once it has gone on from the others", () => {
    const bench = startedWith(PILLY, false);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(40 * MINUTE);
    bench.input(UP);
    bench.advance(HOUR + MINUTE);
    bench.load(28);
    bench.advance(MINUTE);
    const before = bench.told.length;
    bench.cutPower();
    bench.boot();
    bench.input(UP);
    const again = bench.told.slice(before).filter(({ notice }) => notice.alertId === alertId);
    expect(again.map(({ notice }) => notice.rung)).toEqual([1]);
  });

  test("tells the last step once, not twice, when its repeat fell due without power", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(40 * MINUTE);
    const before = bench.told.length;
    bench.cutPower();
    bench.advance(2 * HOUR);
    bench.boot();
    bench.input(UP);
    const again = () =>
      bench.told.slice(before).filter(({ notice }) => notice.alertId === alertId).length;
    expect(again()).toBe(1);
    bench.advance(59 * MINUTE);
    expect(again()).toBe(1);
    bench.advance(MINUTE);
    expect(again()).toBe(2);
  });

  test("tells nobody after the end of service", () => {
    const bench = startedWith(PILLY, true);
    bench.load(28);
    bench.advance(1_000);
    follow(bench, storyPlan(), 1);
    bench.input(LOW);
    bench.command({ commandId: "end", verb: "set-mode", actor: "staff", mode: "ended" });
    const before = bench.told.length;
    bench.input({ type: "lid.opened", withKey: false });
    bench.advance(5 * HOUR);
    expect(bench.told.length).toBe(before);
  });

  test("goes on at its step when the routes change under way", () => {
    const bench = startedWith(PILLY, true);
    bench.input(LOW);
    bench.advance(20 * MINUTE);
    const single: Escalation = {
      routes: [{ id: "one", rungs: [{ recipient: "user", afterMin: 0 }], repeatMin: 10 }],
      contacts: [{ recipient: "user", channel: "sms", address: "+4790000004" }],
    };
    bench.input({ type: "config.received", config: { version: 1, escalation: single } });
    const before = bench.told.length;
    bench.advance(2 * HOUR);
    const later = bench.told.slice(before).filter(({ notice }) => notice.alert === "1.17");
    expect(later.every(({ notice }) => notice.what === "again" && notice.rung === 0)).toBe(true);
    expect(later.length).toBeGreaterThan(3);
  });

  test("hands over what it keeps no longer", () => {
    const bench = startedWith(PILLY, true);
    follow(bench, storyPlan(), 1);
    bench.cutPower();
    bench.advance(60 * 24 * HOUR);
    bench.boot();
    bench.advance(1_000);
    const handed = recordsOf(bench, "alert.handed-over");
    expect(handed.length).toBeGreaterThan(10);
    expect(handed[0]).toMatchObject({ runner: "gateway", count: 0 });
  });
});

describe("a device that stands in for its gateway", () => {
  test("leaves alerts to the gateway that are raised in contact with it", () => {
    const bench = startedWith(STANDS_IN, true);
    bench.input(LOW);
    bench.input(DOWN);
    bench.advance(5 * HOUR);
    expect(bench.told.filter(({ notice }) => notice.alert === "1.17")).toEqual([]);
    expect(recordsOf(bench, "alert.raised")[0]?.runner).toBeUndefined();
  });

  test("runs those that are raised without contact, once the link has been down for long", () => {
    const bench = startedWith(STANDS_IN, true);
    bench.input(DOWN);
    const downMs = bench.trueMs;
    bench.advance(MINUTE);
    bench.input(LOW);
    bench.advance(HOUR);
    const about = bench.told.filter(({ notice }) => notice.alert === "1.17");
    expect(about.map(({ notice, trueMs }) => [notice.rung, trueMs - downMs])).toEqual([
      [0, 5 * MINUTE],
      [1, 20 * MINUTE],
    ]);
  });

  test("hands the alert back with its id and the step reached when contact returns", () => {
    const bench = startedWith(STANDS_IN, true);
    bench.input(DOWN);
    bench.input(LOW);
    const alertId = lastAlertId(bench);
    bench.advance(10 * MINUTE);
    bench.input(UP);
    expect(recordsOf(bench, "alert.handed-over")).toMatchObject([
      { alertId, alert: "1.17", runner: "gateway", count: 1 },
    ]);
    bench.advance(5 * HOUR);
    expect(toldBy(bench)).toEqual(["first home-care 0"]);
  });

  test("hands an alert back that nobody was told of yet", () => {
    const bench = startedWith(STANDS_IN, false);
    bench.input(LOW);
    bench.input(UP);
    expect(bench.told).toEqual([]);
    expect(recordsOf(bench, "alert.handed-over")).toMatchObject([{ count: 0 }]);
  });
});

describe("a device that leaves its ladders to the gateway", () => {
  test("tells nobody, whatever the link does", () => {
    const bench = offeredRoll(profileNamed("evondos-e300"));
    bench.input(DOWN);
    bench.input({ type: "mains.lost" });
    bench.advance(5 * HOUR);
    expect(bench.told).toEqual([]);
    expect(recordsOf(bench, "alert.raised").every(({ runner }) => runner === undefined)).toBe(true);
  });
});
