import type { BytePort } from "@dosekit/sdk/device";
import { BenchDevice } from "@dosekit/simulator";
import { expect, it } from "vitest";

/** A port that notes when it is taken and let go of. */
function notingPort(): { readonly port: BytePort; readonly notes: readonly string[] } {
  const notes: string[] = [];
  const port: BytePort = {
    ...{ name: "bench", baud: 115_200 },
    open: () => void notes.push("taken"),
    write: () => undefined,
    close: () => void notes.push("let go"),
  };
  return { port, notes };
}

it("takes power from the device before, before the next one takes the line", async () => {
  const { port, notes } = notingPort();
  const bench = new BenchDevice("medido", port);
  const value = { tenant: "t1", device: "d1", clock: "set", needs: [] };
  for (const device of ["d1", "d2"]) {
    expect(await bench.ask("prepare", { ...value, device })).toEqual({ ok: true });
  }
  await bench.stop();
  expect(notes).toEqual(["taken", "let go", "taken", "let go"]);
});
