import { Exchange, type Frame, type LinkCounters, MessageQueue } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";
import { zeroCounters } from "../../../support/protocols/zero-counters.ts";

interface Bench {
  readonly exchange: Exchange;
  readonly queue: MessageQueue;
  readonly counters: LinkCounters;
}

function exchangeWith(messages: number, window = 4): Bench {
  const queue = new MessageQueue(300);
  for (let count = 0; count < messages; count++) {
    queue.push({ channel: "evt", payload: Uint8Array.of(count >> 8, count) });
  }
  const counters = zeroCounters();
  return { exchange: new Exchange({ payloadMax: 128, window }, queue, counters), queue, counters };
}

function ack(number: number, flags = 0): Frame {
  return { type: "ACK", seq: 0, ack: number, payload: Uint8Array.of(flags) };
}

function data(seq: number): Frame {
  return { type: "DATA", seq, ack: 0, payload: Uint8Array.of(0xc2, 1) };
}

function sendAll(exchange: Exchange): readonly number[] {
  const numbers: number[] = [];
  for (let frame = exchange.fresh(); frame !== undefined; frame = exchange.fresh()) {
    numbers.push(frame.seq);
  }
  return numbers;
}

describe("the numbers of a contact", () => {
  it("go up to a window of frames under way, and on with each acknowledgement", () => {
    const { exchange } = exchangeWith(6);
    expect(sendAll(exchange)).toEqual([0, 1, 2, 3]);
    expect(exchange.heed(ack(2))).toBe(true);
    expect(sendAll(exchange)).toEqual([4, 5]);
    expect(exchange.repeat().map(({ seq }) => seq)).toEqual([2, 3, 4, 5]);
    expect(exchange.heed(ack(6))).toBe(true);
    expect(exchange.isIdle).toBe(true);
  });

  it.each([5, 7, 200, 255])("stay when %s is acknowledged and was never under way", (number) => {
    const { exchange, counters } = exchangeWith(8);
    sendAll(exchange);
    expect(exchange.heed(ack(number))).toBe(false);
    expect(exchange.repeat().map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
    expect(counters.rxBadAcks).toBe(1);
  });

  it("go on with 0 after 255, both ways", () => {
    const { exchange } = exchangeWith(258, 1);
    const sent: number[] = [];
    for (let count = 0; count < 258; count++) {
      const [seq = -1] = sendAll(exchange);
      sent.push(seq);
      exchange.heed(ack((seq + 1) % 256));
      expect(exchange.judge(data(count % 256))).toBe("next");
    }
    expect(sent.slice(254)).toEqual([254, 255, 0, 1]);
    expect(exchange.ack().ack).toBe(2);
  });

  it("tell a frame that was taken from one that came too early", () => {
    const { exchange, counters } = exchangeWith(0);
    expect(exchange.judge(data(0))).toBe("next");
    expect([255, 0, 129].map((seq) => exchange.judge(data(seq)))).toEqual(
      Array.from({ length: 3 }, () => "duplicate"),
    );
    expect([2, 128].map((seq) => exchange.judge(data(seq)))).toEqual(["early", "early"]);
    expect(exchange.judge(data(1))).toBe("next");
    expect(counters).toMatchObject({ rxDuplicates: 3, rxOutOfSequence: 2 });
  });

  it("bring one NAK for each number that is expected", () => {
    const { exchange } = exchangeWith(0);
    expect(exchange.nak("damaged")).toMatchObject({ type: "NAK", ack: 0 });
    expect(exchange.nak("sequence")).toBeUndefined();
    exchange.judge(data(0));
    expect(exchange.nak("sequence")?.payload).toEqual(Uint8Array.of(0, 2));
  });

  it("stand still while the peer is busy, and while this end is", () => {
    const { exchange, counters } = exchangeWith(2, 1);
    expect(sendAll(exchange)).toEqual([0]);
    exchange.heed(ack(0, 1));
    expect(exchange.repeat()).toEqual([]);
    exchange.heed(ack(1, 1));
    expect(sendAll(exchange)).toEqual([]);
    exchange.heed(ack(1));
    expect(sendAll(exchange)).toEqual([1]);
    exchange.setBusy(true);
    expect(exchange.judge(data(0))).toBe("busy");
    expect(exchange.ack().payload).toEqual(Uint8Array.of(1));
    exchange.setBusy(false);
    expect(exchange.judge(data(0))).toBe("next");
    expect(counters.rxBusyDrops).toBe(1);
  });

  it("say whether more is to come", () => {
    const { exchange } = exchangeWith(2, 1);
    expect(exchange.fresh()?.payload[0]).toBe(0xc2 + 0x10);
    expect(exchange.ack().payload).toEqual(Uint8Array.of(4));
  });
});
