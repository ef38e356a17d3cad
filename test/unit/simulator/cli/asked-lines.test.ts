import { PassThrough } from "node:stream";
import { AskedLines, pipedLines } from "@dosekit/simulator";
import { describe, expect, test, vi } from "vitest";

/** A terminal of streams, and somebody who types at it. */
function typed() {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const leave = vi.fn();
  const lines = new AskedLines({ input, output, terminal: true, leave });
  const { signal } = new AbortController();
  const ask = (text: string, isAnew = false) => lines.ask(text, isAnew, signal);
  return { input, output, leave, ask };
}

describe("lines that are typed", () => {
  test("answer one question each, also when they are pasted at once", async () => {
    const { input, output, ask, leave } = typed();
    const first = ask("name: ");
    input.write("Vik\rroar\r\rmed");
    expect(await first).toBe("Vik");
    expect(await ask("story: ")).toBe("roar");
    expect(await ask("product: ")).toBe("");
    const last = ask("devices: ");
    input.write("ido\r");
    expect(await last).toBe("medido");
    expect(String(output.read())).toContain("story: roar\n");
    expect(leave).not.toHaveBeenCalled();
  });

  test("and that came after one that was no answer are forgotten", async () => {
    const { input, ask } = typed();
    const first = ask("product: ");
    input.write("kari\r3\r4");
    expect(await first).toBe("kari");
    const again = ask("product: ", true);
    input.write("medido\r");
    expect(await again).toBe("medido");
  });

  test("end by Ctrl-C or by the end of the input, and by the command's own end", async () => {
    for (const key of ["\u0003", "\u0004"]) {
      const { input, leave, ask } = typed();
      const asked = ask("name: ");
      asked.catch(() => undefined);
      input.write(key);
      await vi.waitFor(() => expect(leave).toHaveBeenCalledTimes(1));
    }
    const [input, output] = [new PassThrough(), new PassThrough()];
    const ending = new AbortController();
    const lines = new AskedLines({ input, output, terminal: true, leave: () => undefined });
    const asked = lines.ask("name: ", false, ending.signal);
    ending.abort();
    await expect(asked).rejects.toThrow("aborted");
  });
});

test("lines that are piped are given one by one, and nothing after the last", async () => {
  const input = new PassThrough();
  const next = pipedLines(input);
  input.end("Vik\r\n\nroar");
  expect([await next(), await next(), await next(), await next(), await next()]).toEqual([
    ...["Vik", "", "roar"],
    ...[undefined, undefined],
  ]);
});
