import { explicitTimeline, LOOPS, tryHome } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";
import { livedHome } from "../../../support/replay/lived-home.ts";

const PRODUCTS = ["evondos-e300", "evondos-mini", "medido", "pilly-sms", "carousel-28"];
const CASES = PRODUCTS.flatMap((product) => LOOPS.map((loop) => ({ product, loop })));

describe("a home that is played back from its timeline", () => {
  test.each(CASES)("leaves the same trace: $product, $loop loop", ({ product, loop }) => {
    const spec = livedHome(product, 9, { loop });
    const [device] = spec.devices;
    const lived = tryHome(spec, device);
    const timeline = explicitTimeline(spec, device, lived.happenings);
    expect(timeline.faults.preset).toBe("none");
    const copied = structuredClone(timeline);
    const played = tryHome(copied, device);
    expect(lived.happenings.length).toBeGreaterThan(20);
    expect(played.traceHash).toBe(lived.traceHash);
    expect(played.sums.totals).toEqual(lived.sums.totals);
  });

  test("leaves another trace when one gesture is left out", () => {
    const spec = livedHome("medido", 9);
    const [device] = spec.devices;
    const lived = tryHome(spec, device);
    const fewer = lived.happenings.filter(({ what }, at) => what !== "gesture" || at !== 5);
    const played = tryHome(explicitTimeline(spec, device, fewer), device);
    expect(played.traceHash).not.toBe(lived.traceHash);
  });
});
