import type { DeviceLogic } from "@dosekit/protocols";
import { describe, expect, test } from "vitest";
import { bench, PRESS } from "../../../support/device-bench.ts";
import { type TallyState, tallyLogic } from "../../../support/tally-logic.ts";

/** A tally device whose boot arms nothing: what is pending stands in its state alone. */
const quietLogic: DeviceLogic<TallyState> = {
  ...tallyLogic,
  boot: (checkpoint, input, now) => {
    const [state, effects] = tallyLogic.boot(checkpoint, input, now);
    return [state, effects.filter(({ type }) => type !== "timer.arm")];
  },
};

/** The device after a power cut in the second in which it would lock. */
function restarted() {
  const device = bench({ logic: quietLogic });
  device.runner.powerOn("first-boot");
  device.runner.input(PRESS);
  device.runner.powerOff();
  device.effects.length = 0;
  device.runner.powerOn("power-restored");
  return device;
}

describe("a timer that only the state tells of", () => {
  test("is armed after a boot that asked for none", () => {
    const { effects, clock } = restarted();
    expect(effects.map(({ type }) => type)).not.toContain("timer.arm");
    expect(clock.armed()).toEqual(["lock"]);
  });

  test("fires after the boot", () => {
    const { runner, clock } = restarted();
    expect(runner.state()?.lockAtMs).toBe(0);
    clock.advance(0);
    expect(runner.state()?.lockAtMs).toBeUndefined();
    expect(clock.armed()).toEqual([]);
  });
});
