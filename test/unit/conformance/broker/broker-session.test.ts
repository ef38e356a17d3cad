import { BrokerSession, SESSION_MESSAGES_MAX } from "@dosekit/conformance";
import { describe, expect, it } from "vitest";

const message = (name: string, qos: 0 | 1 = 1) => ({
  topic: name,
  payload: new Uint8Array(),
  qos,
  retain: false,
});

describe("a session of the broker", () => {
  it("keeps messages in order and counts what finds no room", () => {
    const session = new BrokerSession("c");
    for (let at = 0; at < SESSION_MESSAGES_MAX + 3; at += 1) session.keep(message(`${at}`));
    expect(session.takeNext(1)?.topic).toBe("0");
    expect(session.lost).toBe(3);
  });

  it("gives out no more than the peer takes at once", () => {
    const session = new BrokerSession("c");
    for (const name of ["a", "b"]) session.keep(message(name));
    const first = session.takeNext(1);
    const messageId = first === undefined ? 0 : session.begin(first);
    expect(session.takeNext(1)).toBeUndefined();
    expect(session.acknowledge(messageId)).toBe(true);
    expect(session.acknowledge(messageId)).toBe(false);
    expect(session.takeNext(1)?.topic).toBe("b");
  });

  it("lets messages of quality 0 pass a full window", () => {
    const session = new BrokerSession("c");
    session.begin(message("under way"));
    session.keep(message("now", 0));
    expect(session.takeNext(1)?.topic).toBe("now");
  });

  it("finds the strongest subscription that a topic falls under", () => {
    const session = new BrokerSession("c");
    session.subscribe({ topic: "a/#", qos: 0 });
    session.subscribe({ topic: "a/b", qos: 1 });
    expect(session.subscriptionTo("a/b")?.qos).toBe(1);
    expect(session.subscriptionTo("a/c")?.qos).toBe(0);
    expect(session.unsubscribe("a/#")).toBe(true);
    expect(session.subscriptionTo("a/c")).toBeUndefined();
  });
});
