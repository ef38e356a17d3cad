import { TerminalScreen } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const HIDE = "\u001b[?25l";
const SHOW = "\u001b[?25h";

function screen() {
  const written: string[] = [];
  const drawn = new TerminalScreen({ write: (text) => void written.push(text) });
  const last = (): string => written.at(-1) ?? "";
  return { drawn, written, last };
}

describe("lines that are redrawn in place", () => {
  it("hide the cursor and give it back", () => {
    const { drawn, written } = screen();
    drawn.draw(["a"]);
    drawn.close();
    expect(written).toEqual([HIDE, "\ra\u001b[K\n", SHOW]);
  });

  it("go up as many lines as there were and write what changed", () => {
    const { drawn, last } = screen();
    drawn.draw(["a", "b", "c"]);
    drawn.draw(["a", "B", "c"]);
    expect(last()).toBe("\u001b[3A\n\rB\u001b[K\n\n");
  });

  it("take away those that are no more", () => {
    const { drawn, last } = screen();
    drawn.draw(["a", "b"]);
    drawn.draw(["a"]);
    expect(last()).toBe("\u001b[2A\n\r\u001b[J");
  });

  it("are all written anew when the terminal changed", () => {
    const { drawn, last } = screen();
    drawn.draw(["a"]);
    drawn.invalidate();
    drawn.draw(["a"]);
    expect(last()).toContain("\ra");
  });
});
