import { describe, expect, test } from "vitest";
import { ask, lastAnswer } from "../../../support/firmware-model/asking.ts";
import { FIRST_VERSION } from "../../../support/firmware-model/bench-loader.ts";
import { MEDIDO, offeredRoll } from "../../../support/firmware-model/roll-stories.ts";
import type { TrayBench } from "../../../support/firmware-model/tray-bench.ts";
import {
  active,
  FIRST,
  FIRST_LATE_MS,
  freshBench,
  HOUR,
  MINUTE,
  motions,
  outcomes,
  recordsOf,
  take,
  usedBench,
} from "../../../support/firmware-model/tray-stories.ts";

const NEXT = { actor: "technician", firmware: "1.1.0", digest: new Uint8Array(32) } as const;

function update(bench: TrayBench, more: { notAfterMs?: number } = {}): string {
  const wish = { ...NEXT, ...more } as Parameters<typeof ask>[2];
  return ask(bench, "update-firmware", wish);
}

function running(bench: TrayBench): string | undefined {
  return bench.loader.started.at(-1);
}

describe("an update of the firmware", () => {
  test("runs on trial, is confirmed, and answers then", () => {
    const bench = usedBench();
    update(bench);
    expect(running(bench)).toBe("1.1.0 trial");
    expect(bench.replies).toEqual([]);
    bench.advance(3 * MINUTE);
    expect(lastAnswer(bench)).toBe("done");
    expect(recordsOf(bench, "firmware.activated")).toMatchObject([{ detail: "1.1.0" }]);
    expect(recordsOf(bench, "firmware.confirmed")).toMatchObject([{ detail: "1.1.0" }]);
    expect(recordsOf(bench, "device.booted").at(-1)?.resetCause).toBe("firmware-update");
    bench.cutPower();
    bench.boot();
    expect(running(bench)).toBe("1.1.0 confirmed");
  });

  test("loses no dose and doubles none", () => {
    const bench = usedBench();
    update(bench);
    bench.advanceTo(FIRST.dueMs + 5_000);
    take(bench);
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} retrieved`]);
  });

  test("never starts while a window is open, nor a quarter of an hour before one", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - 14 * MINUTE);
    update(bench, { notAfterMs: FIRST_LATE_MS + HOUR });
    bench.advanceTo(FIRST_LATE_MS - 1_000);
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
    expect(outcomes(bench)).toEqual([]);
    bench.advance(2 * MINUTE);
    expect(running(bench)).toBe("1.1.0 trial");
    expect(outcomes(bench)).toEqual([`${FIRST.doseId} missed`]);
  });

  test("never starts while a dose waits that can't be offered", () => {
    const bench = usedBench(0);
    bench.advanceTo(FIRST.dueMs + MINUTE);
    update(bench, { notAfterMs: FIRST_LATE_MS + HOUR });
    bench.advanceTo(FIRST_LATE_MS - 1_000);
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
    bench.advance(2 * MINUTE);
    expect(running(bench)).toBe("1.1.0 trial");
  });

  test("lets nothing go while the image is on trial, whoever asks", () => {
    const bench = usedBench();
    update(bench);
    bench.advance(10_000);
    ask(bench, "release-assisted");
    expect(lastAnswer(bench)).toBe("busy");
    bench.advance(MINUTE);
    expect(running(bench)).toBe("1.1.0 trial");
    expect(motions(bench)).not.toContain("tray.offer");
    bench.advance(2 * MINUTE);
    ask(bench, "release-assisted");
    bench.advance(MINUTE);
    expect(motions(bench)).toContain("tray.offer");
  });

  test("lets no dose go that was behind the button when power brought an image on trial", () => {
    const bench = offeredRoll(MEDIDO);
    bench.loader.stage({ type: "firmware.stage", version: NEXT.firmware, digest: NEXT.digest });
    bench.loader.activate();
    bench.cutPower();
    bench.advance(1_000);
    bench.boot();
    bench.advance(10_000);
    expect(bench.loader.started.at(-1)).toBe("1.1.0 trial");
    bench.press();
    bench.advance(10_000);
    expect(bench.letGo).toEqual([]);
  });

  test("that finds no quiet moment before its deadline is over", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - 14 * MINUTE);
    update(bench, { notAfterMs: FIRST.dueMs });
    bench.advanceTo(FIRST.dueMs + MINUTE);
    expect(lastAnswer(bench)).toBe("expired");
    bench.advance(12 * HOUR);
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
  });

  test("goes back when a part fails the self-test of the new image", () => {
    const bench = usedBench();
    bench.loader.failsOnTrial = ["storage"];
    update(bench);
    expect(bench.loader.started.slice(-2)).toEqual(["1.1.0 trial", `${FIRST_VERSION} confirmed`]);
    expect(lastAnswer(bench)).toBe("incomplete");
    expect(recordsOf(bench, "firmware.rolled-back")).toHaveLength(1);
    expect(active(bench)).toEqual([]);
    bench.advanceTo(FIRST.dueMs + 5_000);
    expect(motions(bench)).toContain("tray.offer");
  });

  test("goes back when the new image hangs and the watchdog resets it", () => {
    const bench = usedBench();
    update(bench);
    bench.advance(MINUTE);
    bench.cutPower();
    bench.boot("watchdog");
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
    expect(lastAnswer(bench)).toBe("incomplete");
  });

  test("of an image that is not what was asked for changes nothing", () => {
    const bench = usedBench();
    bench.loader.answer = "digest";
    update(bench);
    expect(lastAnswer(bench)).toBe("incomplete");
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
  });

  test("of an image that is not whole when it is to start is given up, and not tried again", () => {
    const bench = usedBench();
    bench.advanceTo(FIRST.dueMs - 14 * MINUTE);
    update(bench, { notAfterMs: FIRST_LATE_MS + 48 * HOUR });
    const [confirmed, staged] = bench.loader.flash.slots;
    bench.loader.flash = {
      ...bench.loader.flash,
      slots: [confirmed, { ...staged, isWhole: false }],
    };
    const boots = bench.loader.started.length;
    bench.advanceTo(FIRST_LATE_MS + 2 * MINUTE);
    expect(lastAnswer(bench)).toBe("incomplete");
    bench.advance(24 * HOUR);
    expect(bench.loader.started.slice(boots)).toEqual([`${FIRST_VERSION} confirmed`]);
    expect(bench.replies).toHaveLength(1);
    expect(recordsOf(bench, "firmware.activated")).toHaveLength(1);
  });

  test("of an image that never comes is given up", () => {
    const bench = usedBench();
    bench.loader.answer = "silent";
    update(bench, { notAfterMs: bench.trueMs + 48 * HOUR });
    bench.advance(2 * HOUR + MINUTE);
    expect(lastAnswer(bench)).toBe("incomplete");
  });

  test("is done once for each command, and one at a time", () => {
    const bench = usedBench();
    bench.loader.answer = "silent";
    update(bench);
    update(bench);
    expect(bench.replies.map(({ refusal }) => refusal)).toEqual(["busy"]);
  });

  test("does not begin where the storage fails, and goes on when it works again", () => {
    const bench = usedBench();
    bench.advance(1_000);
    bench.failingCommits = 1;
    update(bench);
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
    bench.advance(5 * MINUTE);
    expect(lastAnswer(bench)).toBe("done");
    expect(running(bench)).toBe("1.1.0 trial");
  });
});

describe("an update is refused", () => {
  test("when no key of the device vouches for it", () => {
    const bench = usedBench();
    bench.command({ ...NEXT, verb: "update-firmware", commandId: "u-1" });
    expect(lastAnswer(bench)).toBe("not-allowed");
    expect(running(bench)).toBe(`${FIRST_VERSION} confirmed`);
  });

  test.each(["user", "next-of-kin", "staff", "operator"] as const)("when a %s asks", (actor) => {
    const bench = usedBench();
    ask(bench, "update-firmware", { ...NEXT, actor });
    expect(lastAnswer(bench)).toBe("not-allowed");
  });

  test("when it names no image", () => {
    const bench = freshBench();
    ask(bench, "update-firmware", { actor: "technician", firmware: "1.1.0" });
    expect(lastAnswer(bench)).toBe("unknown-subject");
  });
});
