import { LineFixture } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const STEP = { do: "load", value: 10, words: "Load it." };

function fixtureThat(answers: (line: string, fixture: LineFixture) => void): LineFixture {
  const fixture = new LineFixture(50);
  const close = () => Promise.resolve();
  fixture.connect({ write: (line) => answers(line, fixture), close });
  return fixture;
}

describe("a fixture that speaks in lines", () => {
  it("gets what is to be done as one line of JSON, and answers by one", async () => {
    const lines: string[] = [];
    const fixture = fixtureThat((line, self) => {
      lines.push(line);
      self.push('{"done": tr');
      self.push('ue, "value": ["1:2"]}\n');
    });
    expect(await fixture.ask(STEP)).toEqual({ ok: true, value: ["1:2"] });
    expect(lines).toEqual(['{"do":"load","value":10}\n']);
  });

  it("says why it can't", async () => {
    const fixture = fixtureThat((_line, self) => self.push('{"done":false,"reason":"no key"}\n'));
    expect(await fixture.ask(STEP)).toEqual({ ok: false, reason: "no key" });
  });

  it("is asked one thing after the other", async () => {
    const asked: string[] = [];
    const fixture = fixtureThat((line, self) => {
      asked.push(line);
      queueMicrotask(() => self.push('{"done":true}\n'));
    });
    await Promise.all([fixture.ask(STEP), fixture.ask({ ...STEP, do: "take" })]);
    expect(asked.map((line) => JSON.parse(line).do)).toEqual(["load", "take"]);
  });

  it.each([
    ["what is no answer", "hello\n"],
    ["an answer without its word", '{"ok":true}\n'],
    ["a line without an end", "x".repeat(4_194_305)],
  ])("is at an end with %s, now and later", async (_what, text) => {
    const fixture = fixtureThat((_line, self) => self.push(text));
    await expect(fixture.ask(STEP)).rejects.toThrow("the fixture:");
    await expect(fixture.ask(STEP)).rejects.toThrow("the fixture:");
  });

  it("is at an end when it answers too late, or was never asked", async () => {
    await expect(fixtureThat(() => undefined).ask(STEP)).rejects.toThrow("no answer to load");
    const chatty = fixtureThat(() => undefined);
    chatty.push('{"done":true}\n');
    await expect(chatty.ask(STEP)).rejects.toThrow("the fixture:");
  });
});
