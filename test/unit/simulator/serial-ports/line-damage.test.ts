import type { BytePort, BytePortListener } from "@dosekit/sdk";
import { LineDamage, streamOf } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** A port whose bytes come from the test. */
function scripted(): { readonly port: BytePort; hear(bytes: Uint8Array): void } {
  let listener: BytePortListener | undefined;
  const port: BytePort = {
    name: "scripted",
    baud: 9_600,
    open: (to) => {
      listener = to;
    },
    write: () => undefined,
    close: () => undefined,
  };
  return { port, hear: (bytes) => listener?.onBytes(bytes) };
}

describe("a damaged line", () => {
  it.each([100, 10_000])("turns about one byte in %s into another, the rest is whole", (oneIn) => {
    const damage = new LineDamage(streamOf("seed", "lines", "damage"), oneIn);
    const { port, hear } = scripted();
    let wrong = 0;
    let bytes = 0;
    damage.port(port).open({
      onOpen: () => undefined,
      onClosed: () => undefined,
      onBytes: (arrived) => {
        bytes += arrived.length;
        wrong += arrived.filter((byte) => byte !== 7).length;
      },
    });
    for (let chunk = 0; chunk < 20_000; chunk++) hear(new Uint8Array(1 + (chunk % 99)).fill(7));
    expect(damage.counts).toEqual({ bytes, damaged: wrong });
    expect(Math.abs(wrong / (bytes / oneIn) - 1)).toBeLessThan(0.3);
  });

  it("refuses to damage more than every second byte", () => {
    expect(() => new LineDamage(streamOf("seed", "lines", "damage"), 1)).toThrow(RangeError);
  });
});
