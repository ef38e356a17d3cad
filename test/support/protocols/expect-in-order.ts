import { expect } from "vitest";
import type { EndLog } from "./point-line-simulation.ts";

/**
 * Holds what one end handed over against what the other one sent: nothing damaged, each once and
 * in order, no hole within a contact, and all of a contact that was never reported as over.
 */
export function expectInOrder(sender: EndLog, receiver: EndLog): void {
  const { heard } = receiver;
  expect(heard, "no damaged message").not.toContain(-1);
  const isRising = heard.every((tag, at) => at === 0 || tag > (heard[at - 1] ?? 0));
  expect(isRising, `once and in order: ${heard.join(" ")}`).toBe(true);
  const known = new Set(heard);
  for (const { sent, isOver } of sender.contacts) {
    const arrived = sent.filter((tag) => known.has(tag));
    expect(arrived, "without a hole").toEqual(sent.slice(0, arrived.length));
    if (!isOver) expect(arrived.length, "all, or the contact is over").toBe(sent.length);
  }
}
