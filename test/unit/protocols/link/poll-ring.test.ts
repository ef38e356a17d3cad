import { type Pollable, PollRing } from "@dosekit/protocols";
import { describe, expect, it } from "vitest";

interface Peer extends Pollable {
  readonly name: string;
  isHot: boolean;
  isAbsent: boolean;
  dueAtMs: number;
}

function peer(name: string, changes: Partial<Peer> = {}): Peer {
  return { name, isHot: false, isAbsent: false, dueAtMs: 0, ...changes };
}

function turns(ring: PollRing<Peer>, count: number): string {
  return Array.from({ length: count }, () => ring.next(0)?.name ?? "-").join("");
}

describe("the ring", () => {
  it("goes round all who are due", () => {
    expect(turns(new PollRing([peer("a"), peer("b"), peer("c")]), 7)).toBe("abcabca");
  });

  it("gives those who have something to say every second turn, one after the other", () => {
    const ring = new PollRing([peer("a"), peer("b", { isHot: true, dueAtMs: 9 }), peer("c")]);
    expect(turns(ring, 6)).toBe("babcba");
  });

  it("asks nobody before it is due, and says when that is", () => {
    const ring = new PollRing([peer("a", { dueAtMs: 30 }), peer("b", { dueAtMs: 20 })]);
    expect(ring.next(10)).toBeUndefined();
    expect(ring.dueAtMs).toBe(20);
    expect(ring.next(20)?.name).toBe("b");
  });

  it("asks those who are away in one turn of eight while others are there", () => {
    const ring = new PollRing([peer("a"), peer("x", { isAbsent: true })]);
    const names: string[] = [];
    for (let count = 0; count < 17; count++) {
      const chosen = ring.next(0);
      if (chosen?.isAbsent === true) ring.missed();
      names.push(chosen?.name ?? "-");
    }
    expect(names.join("")).toBe("axaaaaaaaxaaaaaaa");
  });

  it("counts turns that were taken, not questions that found nobody due", () => {
    const present = peer("a", { dueAtMs: 0 });
    const ring = new PollRing([present, peer("x", { isAbsent: true, dueAtMs: 0 })]);
    ring.next(0);
    ring.next(0);
    ring.missed();
    present.dueAtMs = 250;
    for (let count = 0; count < 20; count++) expect(ring.next(10)).toBeUndefined();
    expect(ring.dueAtMs).toBe(250);
  });

  it("asks those who are away all the time when nobody else is there", () => {
    const ring = new PollRing([peer("x", { isAbsent: true }), peer("y", { isAbsent: true })]);
    ring.next(0);
    ring.missed();
    expect(turns(ring, 4)).toBe("yxyx");
  });

  it("of no devices asks nobody ever", () => {
    const ring = new PollRing<Peer>([]);
    expect([ring.next(0), ring.dueAtMs]).toEqual([undefined, undefined]);
  });
});
