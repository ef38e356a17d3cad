import { CHANNELS, DOWN_CHANNELS, MESSAGES, UP_CHANNELS } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

const RULES = Object.entries(CHANNELS);

describe("the channels", () => {
  it("carry every message of the protocol, each on one channel", () => {
    const carried = RULES.flatMap(([, { messages }]) => messages.map(({ id }) => id));
    expect(carried.toSorted((left, right) => left - right)).toEqual(MESSAGES.map(({ id }) => id));
  });

  it("carry a message only in its own direction", () => {
    for (const [, { way, messages }] of RULES) {
      for (const { direction } of messages) {
        expect(direction).toBe(way === "up" ? "device-to-host" : "host-to-device");
      }
    }
  });

  it("are listed by direction as the rules say", () => {
    const by = (way: string) => RULES.filter(([, rule]) => rule.way === way).map(([name]) => name);
    expect(by("up")).toEqual(UP_CHANNELS);
    expect(by("down")).toEqual(DOWN_CHANNELS);
  });

  it("never let the broker keep a command, an event, a reply or an acknowledgement", () => {
    const kept = RULES.filter(([, { retain }]) => retain).map(([name]) => name);
    expect(kept).toEqual(["state", "cfg/reported", "cfg/desired"]);
  });

  it("lose nothing silently: all have quality of service 1", () => {
    expect(RULES.every(([, { qos }]) => qos === 1)).toBe(true);
  });
});
