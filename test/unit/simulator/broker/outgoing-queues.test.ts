import { OutgoingQueues } from "@dosekit/simulator";
import { describe, expect, it } from "vitest";

const message = (brokerCounter: number, messageId?: number) => ({
  brokerId: "b",
  brokerCounter,
  ...(messageId === undefined ? {} : { messageId }),
});

describe("messages that wait for clients", () => {
  it("come in the order in which they arrived, for each client apart", () => {
    const queues = new OutgoingQueues();
    queues.add("gateway", message(1));
    queues.add("other", message(1));
    queues.add("gateway", message(2));
    expect(queues.waiting("gateway")).toEqual([message(1), message(2)]);
    expect(queues.waiting("other")).toEqual([message(1)]);
    expect(queues.waiting("nobody")).toEqual([]);
  });

  it("are gone once the number under which they are under way is acknowledged", () => {
    const queues = new OutgoingQueues();
    for (const counter of [1, 2, 3]) queues.add("gateway", message(counter));
    expect(queues.update("gateway", message(2, 77))).toBe(true);
    expect(queues.remove("gateway", { messageId: 77 })).toEqual(message(2, 77));
    expect(queues.waiting("gateway")).toEqual([message(1), message(3)]);
  });

  it("stay when a number is acknowledged that none of them has", () => {
    const queues = new OutgoingQueues();
    queues.add("gateway", message(1));
    expect(queues.remove("gateway", { messageId: 5 })).toBeUndefined();
    expect(queues.waiting("gateway")).toHaveLength(1);
  });

  it("take no number that another client's message has", () => {
    const queues = new OutgoingQueues();
    queues.add("gateway", message(1));
    queues.update("gateway", message(1, 9));
    expect(queues.remove("other", { messageId: 9 })).toBeUndefined();
    expect(queues.waiting("gateway")).toEqual([message(1, 9)]);
  });

  it("give their place to the next step of a delivery of quality 2", () => {
    const queues = new OutgoingQueues();
    queues.add("gateway", message(1));
    queues.update("gateway", message(1, 4));
    const released = { cmd: "pubrel", messageId: 4 };
    expect(queues.update("gateway", released)).toBe(true);
    expect(queues.waiting("gateway")).toEqual([released]);
    expect(queues.update("gateway", { messageId: 5 })).toBe(false);
  });

  it("are found as fast among very many as among few", () => {
    const queues = new OutgoingQueues();
    const many = 200_000;
    for (let counter = 1; counter <= many; counter += 1) queues.add("gateway", message(counter));
    for (let counter = 1; counter <= many; counter += 1) {
      queues.update("gateway", message(counter, counter));
      queues.remove("gateway", { messageId: counter });
    }
    expect(queues.waiting("gateway")).toEqual([]);
  });
});
