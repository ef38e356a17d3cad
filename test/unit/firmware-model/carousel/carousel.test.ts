import { describe, expect, test } from "vitest";
import { CAROUSEL_28, CarouselBench } from "../../../support/firmware-model/carousel-bench.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  follow,
  HOUR,
  MINUTE,
  motions,
  outcomes,
  raised,
  recordsOf,
  SECOND,
  storyPlan,
} from "../../../support/firmware-model/tray-stories.ts";

function freshBench(): CarouselBench {
  const bench = new CarouselBench();
  bench.boot("first-boot");
  bench.advance(10_000);
  return bench;
}

/** In daily use: loaded, with two doses a day, at rest on its mark. */
function usedBench(doses = 28, firstSlot = 0): CarouselBench {
  const bench = freshBench();
  bench.load(doses, firstSlot);
  bench.advance(10_000);
  follow(bench, storyPlan(), 1);
  return bench;
}

/** With its first dose behind the button. */
function offeredBench(firstSlot = 0): CarouselBench {
  const bench = usedBench(28, firstSlot);
  bench.advanceTo(FIRST.dueMs + 5_000);
  return bench;
}

/** With its first dose in the cup. */
function releasedBench(firstSlot = 0): CarouselBench {
  const bench = offeredBench(firstSlot);
  bench.press();
  bench.advance(3_000);
  return bench;
}

describe("one dose", () => {
  test("at due time the compartment turns to the opening behind the flap, and the button offers it", () => {
    const bench = offeredBench(4);
    expect(bench.cycle).toEqual({ offered: "reminding" });
    expect(bench.place).toBe(4);
    expect(bench.fallen).toEqual([]);
    expect(bench.signal).toMatchObject({ light: "blink", text: "press" });
    expect(recordsOf(bench, "dose.offered")[0]).toMatchObject({ doseId: FIRST.doseId, slot: 4 });
  });

  test("a press lets the dose of that compartment fall, and taking it is the end of it", () => {
    const bench = releasedBench(4);
    expect(bench.cycle).toBe("released");
    expect(bench.fallen).toEqual([
      { compartment: 4, load: 1, announced: FIRST.doseId, asked: 4, turn: 4 },
    ]);
    bench.takeOut();
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    bench.advance(5_000);
    expect(bench.cycle).toBe("locked");
    expect(bench.place).toBe(0);
    expect(active(bench)).toEqual([]);
  });

  test("the record that announces a dose is durable before the flap opens", () => {
    const bench = releasedBench();
    const release = bench.begun.find(({ motion }) => motion.motion === "carousel.release");
    expect(release?.durable.at(-1)).toMatchObject({ kind: "dose.offering", doseId: FIRST.doseId });
  });

  test("each dose with an outcome passes one compartment of the carousel", () => {
    const bench = offeredBench(26);
    bench.advanceTo(SECOND.dueMs + 6_000);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    bench.take();
    bench.advance(3 * 24 * HOUR);
    expect(bench.fallen.map(({ compartment }) => compartment)).toEqual([27]);
    expect(bench.state?.machine.context["slot"]).toBe(5);
  });

  test("at the late limit the dose stays in its compartment and 1.1 is raised once", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS - 1);
    bench.trueMs = FIRST_LATE_MS;
    bench.press();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
    expect(active(bench)).toEqual(["1.1"]);
    expect(bench.fallen).toEqual([]);
    expect(bench.cycle).toBe("locked");
  });

  test("a dose that falls as the window closes is uncertain, and nothing more falls", () => {
    const bench = offeredBench();
    bench.advanceTo(FIRST_LATE_MS - 1_000);
    bench.press();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(bench.fallen).toHaveLength(1);
    expect(active(bench)).toEqual(["1.3"]);
  });

  test("a dose that nobody takes out of the cup is released and not retrieved", () => {
    const bench = releasedBench();
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} released-not-retrieved`]);
    expect(bench.cycle).toBe("locked");
  });

  test("nothing follows a dose that still lies in the cup", () => {
    const bench = releasedBench();
    bench.advanceTo(SECOND.dueMs + MINUTE);
    bench.press();
    expect(bench.fallen).toHaveLength(1);
    bench.takeOut();
    bench.advance(MINUTE);
    expect(bench.cycle).toEqual({ offered: "reminding" });
  });
});

describe("lockout", () => {
  test("no press lets anything fall outside a window", () => {
    const bench = usedBench();
    const before = bench.begun.length;
    for (let round = 0; round < 5; round += 1) {
      bench.press();
      bench.advance(10_000);
    }
    expect(bench.begun).toHaveLength(before);
    expect(bench.fallen).toEqual([]);
  });

  test("a second press lets nothing more fall", () => {
    const bench = releasedBench();
    for (let round = 0; round < 5; round += 1) {
      bench.press();
      bench.advance(10_000);
    }
    expect(bench.fallen).toHaveLength(1);
  });

  test("a lid opened without the key keeps the carousel locked until staff have been there", () => {
    const bench = usedBench();
    bench.openLid(false);
    bench.closeLid();
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(active(bench)).toEqual(["1.22"]);
    expect(motions(bench)).not.toContain("carousel.park");
    bench.openLid(true);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.cycle).toEqual({ offered: "reminding" });
  });

  test("an open lid at due time is told and holds the dose back", () => {
    const bench = usedBench();
    bench.openLid(true);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(active(bench)).toEqual(["1.21"]);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.cycle).toEqual({ offered: "reminding" });
  });

  test("nothing falls at a press while the lid is open", () => {
    const bench = offeredBench();
    bench.openLid(true);
    bench.press();
    bench.advance(10_000);
    expect(bench.fallen).toEqual([]);
  });

  test("a visit while a dose waits brings the carousel home first, and leaves the dose uncertain", () => {
    const bench = offeredBench();
    bench.openLid(true);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(bench.cycle).toBe("locked");
    expect(bench.place).toBe(0);
  });
});

describe("home", () => {
  test("after a visit home is searched for and proved by one whole turn", () => {
    const bench = freshBench();
    bench.begun.length = 0;
    bench.load(28);
    bench.advance(10_000);
    expect(motions(bench)).toEqual(["carousel.home", "carousel.home"]);
    expect(bench.cycle).toBe("locked");
    expect(bench.place).toBe(0);
  });

  test("a home sensor that bounces shows in the whole turn that proves home", () => {
    const bench = freshBench();
    bench.fates = ["too-far"];
    bench.load(28);
    bench.advance(10_000);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toContain("1.5");
  });

  test("a step lost on the way to the compartment shows on the way back and stops the device", () => {
    const bench = usedBench();
    bench.fates = ["too-far"];
    bench.advanceTo(FIRST.dueMs + 5_000);
    bench.take();
    bench.advance(10_000);
    expect(bench.fallen).toMatchObject([{ compartment: 1, asked: 0 }]);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.5"]);
  });

  test("a lost step shows on the way back even if nobody pressed", () => {
    const bench = usedBench();
    bench.fates = ["too-far"];
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(bench.fallen).toEqual([]);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(["1.1", "1.5"]);
  });

  test("a mark that never comes stops the device", () => {
    const bench = freshBench();
    bench.fates = ["stuck"];
    bench.load(28);
    bench.advance(MINUTE);
    expect(bench.cycle).toBe("stopped");
    expect(active(bench)).toEqual(expect.arrayContaining(["1.5", "1.8"]));
  });

  test("a stopped carousel finds home again after a visit and goes on with the same compartment", () => {
    const bench = usedBench(28, 3);
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(bench.cycle).toBe("stopped");
    bench.openLid(true);
    bench.closeLid();
    bench.advance(MINUTE);
    expect(active(bench)).toEqual([]);
    expect(bench.place).toBe(3);
    bench.take();
    expect(bench.fallen).toMatchObject([{ compartment: 3, announced: FIRST.doseId }]);
  });
});

describe("faults", () => {
  test("a jam stops the carousel until staff have been there", () => {
    const bench = usedBench();
    bench.fates = ["stuck"];
    bench.advanceTo(FIRST_LATE_MS + MINUTE);
    expect(active(bench)).toEqual(["1.1", "1.5", "1.8"]);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} prevented jam`]);
    expect(bench.signal).toMatchObject({ light: "blink", sound: 10, text: "call-staff" });
  });

  test("a motor without an answer is a jam", () => {
    const bench = usedBench();
    bench.fates = ["silent"];
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(recordsOf(bench, "mechanism.jammed")).toHaveLength(1);
    expect(bench.cycle).toBe("stopped");
  });

  test("a release after which nothing lies in the cup leaves the dose uncertain", () => {
    const bench = offeredBench();
    bench.filled.clear();
    bench.take();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(active(bench)).toEqual(["1.3", "1.5"]);
    expect(bench.cycle).toBe("stopped");
  });

  test("a flap that sticks leaves the dose uncertain and is told as a jam", () => {
    const bench = offeredBench();
    bench.fates = ["stuck"];
    bench.press();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} uncertain`]);
    expect(active(bench)).toEqual(["1.3", "1.5", "1.8"]);
  });
});

describe("power", () => {
  test("a power cut in the release ends in what the cup tells", () => {
    const ends = (["not-begun", "at-its-end"] as const).map((fate) => {
      const bench = offeredBench();
      bench.press();
      bench.advance(1_000);
      bench.cutPower(fate);
      bench.advance(MINUTE);
      bench.boot();
      bench.advance(MINUTE);
      bench.takeOut();
      bench.advance(MINUTE);
      return [outcomes(bench), bench.fallen.length, bench.cycle];
    });
    expect(ends).toEqual([
      [[`${FIRST.doseId} uncertain`], 0, "locked"],
      [[`${FIRST.doseId} retrieved`], 1, "locked"],
    ]);
  });

  test("a dose taken from the cup while the device was off is retrieved", () => {
    const bench = releasedBench();
    bench.cutPower();
    bench.takeOut();
    bench.boot();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    expect(bench.cycle).toBe("locked");
  });

  test("a dose behind the button is offered again after a power cut, from the same compartment", () => {
    const bench = offeredBench(2);
    bench.cutPower();
    bench.advance(MINUTE);
    bench.boot();
    bench.advance(MINUTE);
    expect(bench.cycle).toEqual({ offered: "reminding" });
    bench.take();
    expect(bench.fallen).toMatchObject([{ compartment: 2, announced: FIRST.doseId }]);
  });

  test("a turn that power cut off is homed before anything else", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs + 1_000);
    bench.cutPower("at-its-end");
    bench.advance(MINUTE);
    bench.begun.length = 0;
    bench.boot();
    bench.advance(MINUTE);
    expect(motions(bench)).toEqual(["carousel.home", "carousel.home", "carousel.park"]);
  });
});

describe("supply and tests", () => {
  test("four doses left are told as low stock, none as empty", () => {
    const bench = usedBench(5);
    bench.advanceTo(FIRST.dueMs + 5_000);
    bench.take();
    expect(active(bench)).toEqual(["1.12"]);
    bench.advance(5 * 24 * HOUR);
    expect(active(bench)).toContain("1.13");
    expect(raised(bench).filter((code) => code === "1.13")).toHaveLength(1);
  });

  test("a load while a dose lies in the cup does not pass a compartment for that dose", () => {
    const bench = releasedBench();
    bench.load(28, 5);
    bench.takeOut();
    bench.advance(MINUTE);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
    bench.advanceTo(SECOND.dueMs + 5_000);
    bench.take();
    expect(bench.fallen.map(({ compartment, turn }) => [compartment, turn])).toEqual([
      [0, 0],
      [5, 5],
    ]);
  });

  test("a load that cannot be is not believed", () => {
    const bench = usedBench(5);
    for (const doses of [29, -1, 1.5, Number.NaN]) {
      bench.input({ type: "stock.loaded", doses, firstSlot: 0 });
    }
    expect(bench.state?.machine.context["stock"]).toBe(5);
  });

  test("a self-test looks at the mark and moves nothing", () => {
    const bench = usedBench();
    const before = bench.begun.length;
    bench.command({ verb: "self-test", commandId: "t1", actor: "staff" });
    bench.advance(1_000);
    expect(bench.begun.slice(before).map(({ motion }) => motion.motion)).toEqual([
      "carousel.check",
    ]);
    expect(recordsOf(bench, "device.self-tested")[0]?.detail).toBe("passed");
  });
});

test("every hazard of the profile has a test of its title", async () => {
  const { readFileSync } = await import("node:fs");
  const source = readFileSync(new URL("./carousel.test.ts", import.meta.url), "utf8");
  const missing = CAROUSEL_28.hazards.filter(({ test: title }) => !source.includes(`"${title}"`));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
