import {
  DEFAULT_RESPONSE,
  type HomeCarePlan,
  ResponseAccount,
  responseDocument,
} from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { alertRecord, responseBench } from "../../../support/simulator/response-bench.ts";

const HOUR_MS = 3_600_000;
const days = DEFAULT_RESPONSE.times.roundDays;

/** Ten homes that run out of medicine at once, and enough operators. */
function shortage(homeCare: HomeCarePlan | "unlimited") {
  const operators = { name: "all", operators: 100, from: "00:00", to: "00:00", days };
  const bench = responseBench({ plan: { centre: "shared", shifts: [operators], homeCare } });
  for (let home = 1; home <= 10; home += 1) {
    const severity = home === 10 ? 30 : 20;
    const record = alertRecord({ alert: "1.13", severity });
    bench.centreOf(`d${home}`, home).onCommitted(record);
  }
  const visited = () => bench.acts.filter((act) => act.startsWith("staff"));
  const document = () => {
    const account = new ResponseAccount("Europe/Oslo");
    for (const seen of bench.seen) account.observe(seen);
    account.finish(bench.queue.nowMs());
    return responseDocument(account.pack(), "shared");
  };
  return { ...bench, visited, document };
}

function staffOf(staff: number, to = "00:00"): HomeCarePlan {
  const shifts = [{ name: "all", operators: staff, from: "00:00", to, days }];
  return { visitsPerHour: 1, shifts };
}

describe("home care", () => {
  test("comes to every home at once where it has no limits", () => {
    const { wait, visited, document } = shortage("unlimited");
    wait(4.2 * HOUR_MS);
    expect(new Set(visited()).size).toBe(10);
    expect(document()).not.toHaveProperty("homeCare");
  });

  test("makes as many visits an hour as its staff can, and the rest wait", () => {
    const { wait, visited, document } = shortage(staffOf(2));
    wait(4.2 * HOUR_MS);
    expect(visited().length).toBeLessThan(5);
    const before = visited().length;
    wait(2 * HOUR_MS);
    expect(visited().length - before).toBeGreaterThanOrEqual(4);
    expect(visited().length - before).toBeLessThanOrEqual(5);
    expect(document().homeCare?.greatestQueue).toBeGreaterThan(5);
  });

  test("goes where it is gravest first", () => {
    const { wait, visited } = shortage({ ...staffOf(1), visitsPerHour: 0.25 });
    wait(2 * HOUR_MS);
    expect(visited()).toEqual(["staff d10"]);
  });

  test("comes only while somebody is on duty", () => {
    const { wait, visited, document } = shortage(staffOf(5, "09:00"));
    wait(15 * HOUR_MS);
    expect(visited()).toHaveLength(0);
    wait(8 * HOUR_MS);
    expect(visited().length).toBeGreaterThan(0);
    expect(document().homeCare?.hours).toBeGreaterThan(5);
  });
});
