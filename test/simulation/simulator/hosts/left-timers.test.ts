import { LaneRun, LOOPS, PlanShelf, SimulatedDeviceClock, VirtualHost } from "@dosekit/simulator";
import { afterEach, describe, expect, test, vi } from "vitest";
import { MONDAY_MS } from "../../../support/checked.ts";
import { livedHome } from "../../../support/replay/lived-home.ts";

/** From here on no timer is taken back: the planted defect of a runtime that forgets its own. */
function forgetTimers(): void {
  vi.spyOn(SimulatedDeviceClock.prototype, "cancel").mockImplementation(() => undefined);
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe.each(LOOPS)("a device that is stopped, %s loop", (loop) => {
  const spec = livedHome("medido", 1, { loop });
  const [device] = spec.devices;
  const noonMs = MONDAY_MS + 12 * 3_600_000;

  function laneAtNoon(): LaneRun {
    const lane = new LaneRun(spec, device, { plans: new PlanShelf() });
    lane.advance(noonMs);
    return lane;
  }

  function hostAtNoon(): VirtualHost {
    const host = new VirtualHost(spec, { observe: () => undefined });
    host.advance(noonMs);
    return host;
  }

  test("leaves no timer behind", () => {
    expect(() => laneAtNoon().finish()).not.toThrow();
    expect(() => hostAtNoon().finish()).not.toThrow();
  });

  test("fails its run where it leaves one, by itself and among others", () => {
    const [lane, host] = [laneAtNoon(), hostAtNoon()];
    forgetTimers();
    expect(() => lane.finish()).toThrow(`${device.deviceId} left a timer behind`);
    expect(() => host.finish()).toThrow(`${device.deviceId} left a timer behind`);
  });
});
