import { chooseImage } from "@dosekit/firmware-model";
import type { DeviceInput } from "@dosekit/protocols";
import { BoardLoader, EventQueue, IMAGE_PART_MS } from "@dosekit/simulator";
import { describe, expect, test } from "vitest";

function loader() {
  const queue = new EventQueue(0);
  const told: DeviceInput["type"][] = [];
  const restarts: string[] = [];
  const made = new BoardLoader({
    scheduler: queue,
    lane: 0,
    version: "1",
    tell: ({ type }) => told.push(type),
    restart: (cause) => restarts.push(cause),
  });
  const stage = () => {
    made.ask({ type: "firmware.stage", version: "2", digest: new Uint8Array(32) });
  };
  return { made, told, restarts, stage, wait: (ms: number) => queue.runUntil(queue.nowMs() + ms) };
}

describe("the boot loader of a board", () => {
  test("tells when an image is whole, tries it once, and keeps it once it is confirmed", () => {
    const { made, told, restarts, stage, wait } = loader();
    stage();
    wait(2 * IMAGE_PART_MS);
    expect(told).toEqual([]);
    wait(2 * IMAGE_PART_MS);
    expect(told).toEqual(["image.staged"]);
    made.ask({ type: "firmware.activate" });
    expect(restarts).toEqual(["firmware-update"]);
    expect(made.report().image).toEqual({ version: "2", standing: "trial" });
    made.ask({ type: "firmware.confirm" });
    expect(made.report().image).toEqual({ version: "2", standing: "confirmed" });
  });

  test("goes back from an image that was not confirmed, and says from which", () => {
    const { made, stage, wait } = loader();
    stage();
    wait(4 * IMAGE_PART_MS);
    made.ask({ type: "firmware.activate" });
    made.report();
    const image = { version: "1", standing: "confirmed", rolledBackFrom: "2" };
    expect(made.report().image).toEqual(image);
  });

  test("keeps half an image from ever starting when the power goes", () => {
    const { made, told, stage, wait } = loader();
    stage();
    wait(2 * IMAGE_PART_MS + 1);
    made.losePower();
    wait(10 * IMAGE_PART_MS);
    made.ask({ type: "firmware.activate" });
    expect(told).toEqual([]);
    expect(chooseImage(made.flash())).toMatchObject({ slot: 0, standing: "confirmed" });
  });

  test("reports the parts that fail the power-on self-test", () => {
    const { made } = loader();
    made.failParts(["clock"]);
    expect(made.report().failedParts).toEqual(["clock"]);
  });
});
