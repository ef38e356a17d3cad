import { EventQueue, Staff, streamOf } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function staffOf(
  everyDays: number,
  isOn: () => boolean = () => true,
  helpFirst: () => number = () => 0,
) {
  const queue = new EventQueue(0);
  const acts: string[] = [];
  const staff = new Staff({
    scheduler: queue,
    lane: 0,
    random: streamOf("1", "d1", "staff"),
    capacity: 28,
    everyDays,
    hands: (action) => acts.push(action.type === "refill" ? `refill ${action.doses}` : action.type),
    ...{ isOn, helpFirst },
  });
  return { queue, staff, acts };
}

describe("staff", () => {
  test("open with the key, fill, and close", () => {
    const { queue, staff, acts } = staffOf(0);
    staff.visitAfter(HOUR_MS);
    queue.runUntil(HOUR_MS - 1);
    expect(acts).toEqual([]);
    queue.runUntil(2 * HOUR_MS);
    expect(acts).toEqual(["open-lid", "refill 28", "close-lid"]);
  });

  test("let a dose that waits be taken before they open the lid on it", () => {
    const { queue, staff, acts } = staffOf(0, undefined, () => 180_000);
    staff.visitAfter(0);
    staff.visitAfter(60_000);
    queue.runUntil(179_999);
    expect(acts).toEqual([]);
    queue.runUntil(HOUR_MS);
    expect(acts).toEqual(["open-lid", "refill 28", "close-lid"]);
  });

  test("come every so many days, by day", () => {
    const { queue, staff, acts } = staffOf(7);
    staff.start();
    queue.runUntil(7 * DAY_MS + 8 * HOUR_MS - 1);
    expect(acts).toEqual([]);
    queue.runUntil(22 * DAY_MS);
    expect(acts.filter((act) => act === "open-lid")).toHaveLength(3);
  });

  test("come back to a dispenser that has no power", () => {
    let isOn = false;
    const { queue, staff, acts } = staffOf(0, () => isOn);
    staff.visitAfter(0);
    queue.runUntil(HOUR_MS / 2);
    isOn = true;
    expect(acts).toEqual([]);
    queue.runUntil(2 * HOUR_MS);
    expect(acts).toContain("refill 28");
  });

  test("don't come in on each other", () => {
    const { queue, staff, acts } = staffOf(0);
    staff.visitAfter(0);
    staff.visitAfter(60_000);
    queue.runUntil(HOUR_MS);
    expect(acts).toEqual(["open-lid", "refill 28", "close-lid"]);
  });
});
