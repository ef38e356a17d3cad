import type { SignalShow } from "@dosekit/protocols";
import { QUIET_MEANS_OVER_MS, SignalWatch } from "@dosekit/simulator";
import { expect, test } from "vitest";

const BLINK: SignalShow = { type: "signal.show", light: "blink", sound: 5 };
const STEADY: SignalShow = { type: "signal.show", light: "steady", sound: 0 };
const OFF: SignalShow = { type: "signal.show", light: "off", sound: 0 };

test("rounds of one call are one call, and a signal after a long silence is a new one", () => {
  const watch = new SignalWatch();
  expect(watch.see(BLINK, 0)).toBe("new-call");
  expect(watch.see(STEADY, 10)).toBe("nothing");
  expect(watch.see(OFF, 20)).toBe("nothing");
  expect(watch.see(BLINK, 30)).toBe("again");
  watch.see(OFF, 40);
  expect(watch.see(BLINK, 40 + QUIET_MEANS_OVER_MS)).toBe("again");
  watch.see(OFF, 100);
  expect(watch.see(BLINK, 101 + QUIET_MEANS_OVER_MS)).toBe("new-call");
});

test("a call that is done with is forgotten, however short the silence", () => {
  const watch = new SignalWatch();
  watch.see(BLINK, 0);
  watch.see(OFF, 10);
  watch.forget();
  expect(watch.see(BLINK, 20)).toBe("new-call");
});

test("text and speech call too, and a text for staff calls no user", () => {
  const watch = new SignalWatch();
  expect(watch.see({ ...OFF, text: "press" }, 0)).toBe("new-call");
  expect(watch.see({ ...OFF, speech: "press" }, 1)).toBe("nothing");
  expect(watch.isSignalling()).toBe(true);
  watch.see({ ...BLINK, text: "call-staff" }, 2);
  expect(watch.isSignalling()).toBe(false);
  expect(watch.saysTake()).toBe(false);
  watch.see({ ...STEADY, text: "take" }, 3);
  expect(watch.saysTake()).toBe(true);
});
