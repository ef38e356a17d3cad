import { ScriptedClock } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

describe("a scripted clock", () => {
  it("calls what is due in order, at its time, and what was stopped never", () => {
    const clock = new ScriptedClock();
    const called: string[] = [];
    const note = (name: string) => () => called.push(`${name}@${clock.nowMs()}`);
    clock.after(50, note("late"));
    clock.after(10, note("soon"));
    clock.after(20, note("stopped"))();
    clock.after(30, () => clock.after(5, note("nested")));
    clock.advance(40);
    expect(called).toEqual(["soon@10", "nested@35"]);
    clock.advance(10);
    expect(called.at(-1)).toBe("late@50");
    expect(clock.nowMs()).toBe(50);
  });
});
