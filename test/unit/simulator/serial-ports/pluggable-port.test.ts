import { MemoryWire } from "@dosekit/sdk";
import { PluggablePort } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

/** Lets everything that is under way arrive. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe("a port whose plug is pulled", () => {
  it("closes at once, can't be opened, and can be again when the plug is back", async () => {
    const wire = new MemoryWire();
    const far = wire.port("far");
    const seen: string[] = [];
    far.open({
      onOpen: () => undefined,
      onClosed: () => undefined,
      onBytes: ([byte]) => seen.push(`far ${byte}`),
    });
    const port = new PluggablePort(wire.port("near"));
    const listener = {
      onOpen: () => seen.push("open"),
      onClosed: ({ code }: { readonly code: string }) => seen.push(code),
      onBytes: ([byte]: Uint8Array) => seen.push(`near ${byte}`),
    };
    port.open(listener);
    await settle();
    port.setPulled(true);
    port.write(Uint8Array.of(1));
    far.write(Uint8Array.of(2));
    port.open(listener);
    await settle();
    expect(seen).toEqual(["open", "serial-port-closed", "serial-port-closed"]);
    port.setPulled(false);
    port.open(listener);
    await settle();
    port.write(Uint8Array.of(3));
    far.write(Uint8Array.of(4));
    await settle();
    expect(seen.slice(3)).toEqual(["open", "far 3", "near 4"]);
  });
});
