import { nextTurn, ThreadTurns } from "@dosekit/simulator";
import { expect, test } from "vitest";

test("a turn comes when nobody has taken the thread", async () => {
  await expect(new ThreadTurns().next()).resolves.toBeUndefined();
});

test("who waits for a turn goes on when the thread is left, and not before", async () => {
  const turns = new ThreadTurns();
  const seen: string[] = [];
  turns.take();
  const waiting = [
    turns.next().then(() => seen.push("one")),
    turns.next().then(() => seen.push("two")),
  ];
  for (let at = 0; at < 5; at += 1) await nextTurn();
  expect(seen).toEqual([]);
  turns.leave();
  await Promise.all(waiting);
  expect(seen).toEqual(["one", "two"]);
});

test("a thread that is left and taken again at once goes to nobody else", async () => {
  const turns = new ThreadTurns();
  let goesOn = false;
  turns.take();
  const waiting = turns.next().then(() => {
    goesOn = true;
  });
  await nextTurn();
  turns.leave();
  turns.take();
  for (let at = 0; at < 5; at += 1) await nextTurn();
  expect(goesOn).toBe(false);
  turns.leave();
  await waiting;
  expect(goesOn).toBe(true);
});
