import { EventParts } from "../results/event-parts.ts";
import { failureOf, type LaneOrder, type LanePort, type LaneThreadData } from "./lane-service.ts";
import { type SharedPart, SharedShard } from "./shared-shard.ts";

/** How long homes live ahead before the thread looks for its next order, host ms. */
const AHEAD_HOLD_MS = 2;

/** Has homes of a run with a shared centre live on as it is told, until it is told to end. */
export function serveShared(data: LaneThreadData, part: SharedPart, port: LanePort): void {
  const parts = data.eventStem === undefined ? undefined : new EventParts(data.eventStem);
  let shard: SharedShard | undefined;
  let isOver = false;
  const close = port.onOrder((order) => guarded(() => obey(order)));
  const guarded = (work: () => void): void => {
    if (isOver) return;
    try {
      work();
    } catch (error) {
      port.post({ report: "failed", failure: failureOf(error) });
      end();
    }
  };
  const end = (): void => {
    isOver = true;
    close();
  };
  const ahead = meanwhile(guarded);
  const obey = (order: LaneOrder): void => {
    shard ??= new SharedShard(data.spec, part, parts);
    if (order.order === "finish") {
      const result = shard.finish();
      parts?.spill();
      port.post({ report: "finished", result, eventParts: parts?.paths ?? [] });
      end();
    } else {
      carryOut(shard, order, port);
      if (order.order === "live-on") ahead(shard, order.aheadMs);
    }
  };
}

function carryOut(shard: SharedShard, order: LaneOrder, port: LanePort): void {
  if (order.order === "live-on") shard.liveOn(order.untilMs, () => true);
  const stands = order.order === "step" ? shard.step(order.answers, order.runs) : [];
  const news = { calls: shard.takeCalls(), stands };
  port.post({ report: "stands", news, counts: shard.counts() });
}

/**
 * Has homes live ahead a few at a time, so that a thread that would wait for others does not: an order
 * that comes meanwhile is heard between two of them.
 */
function meanwhile(
  guarded: (work: () => void) => void,
): (shard: SharedShard, untilMs: number) => void {
  let goalMs = Number.NEGATIVE_INFINITY;
  let isUnderWay = false;
  const next = (shard: SharedShard): void => {
    isUnderWay = true;
    setImmediate(() => {
      isUnderWay = false;
      guarded(() => {
        const heldMs = performance.now() + AHEAD_HOLD_MS;
        if (!shard.liveAhead(goalMs, () => performance.now() < heldMs)) next(shard);
      });
    });
  };
  return (shard, untilMs) => {
    goalMs = untilMs;
    if (!isUnderWay) next(shard);
  };
}
