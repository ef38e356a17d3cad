import { describe, expect, test } from "vitest";
import { CAROUSEL_28, CarouselBench } from "../../../support/firmware-model/carousel-bench.ts";
import { PILLY, PILLY_IN_HAND } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  earlyPlan,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  motions,
  offeredBench,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  storyPlan,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

describe("Peder: no multidose, a dosette that home care fills, little strength in the hands", () => {
  test("P-1: at due time the tray goes on by one step and frees the shutter, and only a tilt of 135 degrees and back counts as taken", () => {
    const bench = offeredBench();
    expect(bench.position).toBe(0);
    expect(outcomes(bench)).toEqual([]);
    expect(PILLY.mechanismFigures["tiltDegrees"]).toMatchObject({ value: 135, unit: "degree" });
    bench.tilt();
    expect(outcomes(bench)).toEqual([]);
    bench.right();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("P-2: not taken, it is told at half of the late limit and at its end, where the shutter locks and the pills stay", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + HOUR - 1);
    expect(raised(bench)).toEqual([]);
    bench.advance(1);
    expect(raised(bench)).toEqual(["1.10"]);
    bench.advanceTo(FIRST_LATE_MS);
    expect(raised(bench)).toEqual(["1.10", "1.1"]);
    bench.advance(MINUTE);
    expect(bench.position).toBe("locked");
    expect(bench.emptied.size).toBe(0);
  });

  test("P-3: tilted at due time the tray does not move and 1.23 goes out; over several doses it never presents a wrong one", () => {
    const bench = usedBench();
    bench.tilt();
    bench.advanceTo(SECOND.dueMs + 3 * HOUR);
    expect(motions(bench)).not.toContain("tray.offer");
    expect(active(bench)).toContain("1.23");
    bench.right();
    bench.advanceTo(FIRST.dueMs + 24 * HOUR + 5_000);
    expect(bench.position).toBe(2);
    expect(outcomes(bench)).toEqual([
      `${FIRST.doseId} prevented misplaced`,
      `${SECOND.doseId} prevented misplaced`,
    ]);
  });

  test("P-4: four doses left are told as 1.12, none as 1.13, and then nothing can be told as taken", () => {
    const bench = usedBench(5);
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    expect(active(bench)).toEqual(["1.12"]);
    bench.advanceTo(FIRST.dueMs + 3 * 24 * HOUR);
    expect(active(bench)).toContain("1.13");
    const before = recordsOf(bench, "dose.released").length;
    take(bench);
    bench.advance(24 * HOUR);
    take(bench);
    expect(recordsOf(bench, "dose.released")).toHaveLength(before);
    expect(outcomes(bench).at(-1)).toMatch(/prevented out-of-medicine$/);
  });

  test("P-5: a jam of the rotation sounds a continuous alarm and raises 1.5 and 1.8", () => {
    const bench = usedBench();
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + HOUR);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10 });
    expect(active(bench)).toEqual(expect.arrayContaining(["1.5", "1.8"]));
    bench.advance(HOUR / 2);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10 });
  });

  test("P-5: so it does on a generic carousel", () => {
    const bench = new CarouselBench(CAROUSEL_28);
    bench.boot("first-boot");
    bench.advance(10_000);
    bench.load(28);
    bench.advance(10_000);
    follow(bench, storyPlan(), 1);
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + HOUR);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10 });
    expect(active(bench)).toEqual(expect.arrayContaining(["1.5", "1.8"]));
  });

  test("P-6: a tremor that tilts twice within ten seconds gets no next dose, with the stand or without", () => {
    for (const bench of [usedBench(), usedBench(28, PILLY_IN_HAND, earlyPlan())]) {
      bench.advanceTo(FIRST.dueMs - HOUR / 2);
      for (let shake = 0; shake < 8; shake += 1) {
        bench.tilt();
        bench.advance(1_500);
        bench.right();
        bench.advance(1_500 + shake * 1_000);
      }
      bench.advance(2 * MINUTE);
      expect(motions(bench)).not.toContain("tray.offer");
      bench.advanceTo(FIRST.dueMs + 5_000);
      for (let shake = 0; shake < 3; shake += 1) {
        bench.tilt();
        bench.advance(1_500);
        bench.right();
        bench.advance(1_500);
      }
      bench.advance(5 * MINUTE);
      expect([...bench.emptied]).toEqual([0]);
      expect(recordsOf(bench, "dose.released")).toHaveLength(1);
    }
  });

  test("P-6: with the stand there is no early window: a plan with one is refused, and no tilts ask for a dose", () => {
    const bench = usedBench();
    follow(bench, earlyPlan(), 2);
    expect(bench.reports.at(-1)).toMatchObject({ version: 1, refusedVersion: 2 });
    bench.advanceTo(FIRST.dueMs - HOUR / 2);
    for (let tilt = 0; tilt < 4; tilt += 1) {
      take(bench);
      bench.advance(15_000);
    }
    expect(motions(bench)).not.toContain("tray.offer");
  });

  test("P-7: a battery at 20 per cent raises 1.17", () => {
    const bench = usedBench();
    bench.input({ type: "battery.measured", permille: 201 });
    expect(active(bench)).toEqual([]);
    bench.input({ type: "battery.measured", permille: 200 });
    expect(active(bench)).toEqual(["1.17"]);
  });

  test("P-7: it tells three phones and one mail address itself, and refuses to tell a fourth phone", () => {
    const bench = usedBench();
    bench.input({ type: "link.changed", up: true });
    const mail = { recipient: "home-care", channel: "mail", address: "vakt@example.no" } as const;
    const phones = [1, 2, 3, 4].map((at) => ({
      ...({ recipient: "home-care", channel: "sms" } as const),
      address: `+479000000${at}`,
    }));
    const rungs = [{ recipient: "home-care", afterMin: 0 }] as const;
    const routes = [{ id: "all", rungs, repeatMin: 60 }];
    const wish = (version: number, count: number) => {
      const escalation = { routes, contacts: [...phones.slice(0, count), mail] };
      bench.input({ type: "config.received", config: { version, escalation } });
      return bench.reports.at(-1);
    };
    expect(wish(2, 4)).toMatchObject({ result: "refused", refusedVersion: 2 });
    expect(wish(3, 3)).toMatchObject({ result: "applied", version: 3 });
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    const told = bench.told.find(({ notice }) => notice.alert === "1.1");
    const addresses = [...phones.slice(0, 3), mail].map(({ address }) => address);
    expect(told?.notice.contacts.map(({ address }) => address)).toEqual(addresses);
  });

  test("P-7: without coverage nothing is lost: what happened meanwhile keeps its time and its place in the row", () => {
    const bench = usedBench();
    bench.input({ type: "link.changed", up: false });
    bench.advanceTo(FIRST_LATE_MS + HOUR);
    bench.input({ type: "link.changed", up: true });
    const told = recordsOf(bench, "alert.raised").map(({ alert, civilMs }) => [alert, civilMs]);
    expect(told).toEqual([
      ["1.10", FIRST.dueMs + HOUR],
      ["1.1", FIRST_LATE_MS],
    ]);
    expect(bench.records.map(({ seq }, at) => seq - at)).toEqual(bench.records.map(() => 1));
  });
});
