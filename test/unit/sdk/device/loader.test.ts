import type { BootInput, DeviceLogic, FirmwareEffect } from "@dosekit/protocols";
import type { LoaderPort } from "@dosekit/sdk/device";
import { describe, expect, test } from "vitest";
import { bench, PRESS } from "../../../support/device-bench.ts";
import { type TallyState, tallyLogic } from "../../../support/tally-logic.ts";

const STAGE: FirmwareEffect = {
  type: "firmware.stage",
  version: "2.0.0",
  digest: new Uint8Array(32),
};

/** A tally device that asks for another image at each press, and remembers what it is told. */
function asking(heard: unknown[]): DeviceLogic<TallyState> {
  return {
    ...tallyLogic,
    boot: (checkpoint, input: BootInput, now) => {
      heard.push(input.report);
      return tallyLogic.boot(checkpoint, input, now);
    },
    step: (state, input, now) => {
      heard.push(input.type);
      return input.type === "button.pressed"
        ? [state, [STAGE]]
        : tallyLogic.step(state, input, now);
    },
  };
}

describe("the boot loader of a board", () => {
  test("tells each boot what it found, and is asked for images", () => {
    const heard: unknown[] = [];
    const asked: FirmwareEffect[] = [];
    const report = { failedParts: [], image: { version: "1.0.0", standing: "confirmed" } } as const;
    const loader: LoaderPort = { report: () => report, ask: (effect) => asked.push(effect) };
    const { runner } = bench({ logic: asking(heard), loader });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(heard).toEqual([report, "button.pressed"]);
    expect(asked).toEqual([STAGE]);
  });

  test("that a board lacks has no image to give", () => {
    const heard: unknown[] = [];
    const { runner } = bench({ logic: asking(heard) });
    runner.powerOn("first-boot");
    runner.input(PRESS);
    expect(heard).toEqual([undefined, "button.pressed", "image.refused"]);
  });
});
