import { MemoryWire } from "@dosekit/sdk";
import { SharedCable } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** Opens a port and keeps what it hears. */
function listen(port: ReturnType<SharedCable["port"]>): number[] {
  const heard: number[] = [];
  port.open({
    onOpen: () => undefined,
    onClosed: () => undefined,
    onBytes: (bytes) => heard.push(...bytes),
  });
  return heard;
}

/** Lets everything that is under way arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a cable that devices share", () => {
  it("brings what one says to the far end and to all others, and not back", async () => {
    const wire = new MemoryWire();
    const far = wire.port("far");
    const atFarEnd = listen(far);
    const cable = new SharedCable(wire.port("near"));
    const ports = [cable.port("a"), cable.port("b"), cable.port("c")];
    const heard = ports.map(listen);
    await settle();
    ports[1]?.write(Uint8Array.of(1, 2));
    far.write(Uint8Array.of(3));
    await settle();
    expect(atFarEnd).toEqual([1, 2]);
    expect(heard.map((bytes) => bytes.sort())).toEqual([[1, 2, 3], [3], [1, 2, 3]]);
    ports[0]?.close();
    ports[0]?.write(Uint8Array.of(9));
    ports[2]?.write(Uint8Array.of(4));
    await settle();
    expect([heard[0], heard[1]]).toEqual([
      [1, 2, 3],
      [3, 4],
    ]);
    expect(atFarEnd).toEqual([1, 2, 4]);
  });
});
