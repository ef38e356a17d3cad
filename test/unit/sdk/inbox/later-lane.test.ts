import type { InboxRow } from "@dosekit/sdk";
import { LaterLane, type LaterLaneOptions, LaterMarks } from "@dosekit/sdk/response-centre";
import { describe, expect, test } from "vitest";
import { alertRow } from "../../../support/sdk/response-centre/centre-bench.ts";
import { ShortInbox } from "../../../support/sdk/short-inbox.ts";

const SIGNAL = new AbortController().signal;

/** A lane over an inbox with some rows of devices; all of them are marked. */
function laneOver(
  devices: readonly string[],
  more: Partial<LaterLaneOptions> & { readonly rowsMax?: number } = {},
) {
  const inbox = new ShortInbox(more.rowsMax);
  inbox.registerConsumer("main");
  const marks = new LaterMarks(() => {});
  const taken: number[] = [];
  const givenUp: string[] = [];
  const lane = new LaterLane({
    ...{ source: inbox, consumer: "main", marks },
    subjectOf: ({ deviceId }: InboxRow) => deviceId,
    hasRoom: () => true,
    take: async ({ position }) => {
      taken.push(position);
      return true;
    },
    onGivenUp: (deviceId) => givenUp.push(deviceId),
    ...more,
  });
  for (const [index, deviceId] of devices.entries()) {
    inbox.put(alertRow(index + 1, { deviceId }));
    marks.leave(deviceId, index + 1);
    lane.hold();
    inbox.consumed("main", index + 1);
  }
  return { inbox, marks, lane, taken, givenUp };
}

describe("what a forwarder leaves for later", () => {
  test("is kept in the inbox until it is told, in its order", async () => {
    const { inbox, marks, lane, taken } = laneOver(["a", "b", "a", "c"]);
    expect(inbox.kept.map(({ position }) => position)).toEqual([1, 2, 3, 4]);
    await lane.look(SIGNAL);
    lane.hold();
    expect(taken).toEqual([1, 2, 3, 4]);
    expect([marks.size, inbox.kept.length, inbox.consumers().size]).toEqual([0, 0, 1]);
  });

  test("of one device without room holds up no other's", async () => {
    const { marks, lane, taken } = laneOver(["a", "b", "a", "b"], {
      take: async ({ deviceId, position }) => {
        if (deviceId === "a") return false;
        taken.push(position);
        return true;
      },
    });
    await lane.look(SIGNAL);
    expect(taken).toEqual([2, 4]);
    expect([marks.get("a"), marks.get("b")]).toEqual([
      { fromPosition: 1, throughPosition: 3 },
      undefined,
    ]);
  });

  test("never fills more than half of the inbox: the oldest is given up, and told", async () => {
    const { inbox, lane, taken, givenUp } = laneOver(Array(12).fill("a"), { rowsMax: 10 });
    expect(inbox.kept.length).toBeLessThanOrEqual(6);
    expect(givenUp).toContain("a");
    await lane.look(SIGNAL);
    expect(taken).toEqual([8, 9, 10, 11, 12]);
  });

  test("is still marked when everything ends while a row is in hand", async () => {
    const end = new AbortController();
    const { marks, lane } = laneOver(["a"], {
      take: () => {
        end.abort();
        return new Promise<boolean>(() => {});
      },
    });
    await lane.run(end.signal);
    expect(marks.get("a")).toEqual({ fromPosition: 1, throughPosition: 1 });
  });

  test("is forgotten where the inbox has none of it, so that nothing new waits for it", async () => {
    const end = new AbortController();
    const { marks, lane } = laneOver([], { wait: async () => end.abort() });
    marks.restore("of-another-inbox", { fromPosition: 70, throughPosition: 90 });
    await lane.run(end.signal);
    expect(marks.size).toBe(0);
    const gone = laneOver(["a", "b"], {});
    for (const name of [...gone.inbox.consumers().keys()]) gone.inbox.forgetConsumer(name);
    gone.inbox.rowsBehind = async () => [];
    await gone.lane.look(SIGNAL);
    expect([gone.marks.size, gone.taken]).toEqual([0, []]);
  });

  test("is looked at again when the inbox can't be read", async () => {
    const end = new AbortController();
    const { inbox, marks, lane } = laneOver(["a"], { lookMs: 1, wait: async () => {} });
    const read = inbox.rowsBehind.bind(inbox);
    let looks = 0;
    inbox.rowsBehind = async (position) => {
      looks += 1;
      if (looks < 3) throw new Error("the disk does not answer");
      end.abort();
      return await read(position);
    };
    await lane.run(end.signal);
    expect(looks).toBe(3);
    expect(marks.size).toBe(1);
  });
});

test("a mark that can't be kept is not believed: the row is left anew", () => {
  let fails = true;
  const marks = new LaterMarks(() => {
    if (fails) throw new Error("the disk is full");
  });
  expect(() => marks.leave("a", 1)).toThrow("full");
  expect(marks.size).toBe(0);
  fails = false;
  marks.leave("a", 1);
  expect(marks.get("a")).toEqual({ fromPosition: 1, throughPosition: 1 });
});
