import { EventParts } from "../results/event-parts.ts";
import { failureOf, type LaneOrder, type LanePort, type LaneThreadData } from "./lane-service.ts";
import { type SharedPart, SharedShard } from "./shared-shard.ts";

/** Has homes of a run with a shared centre live on as it is told, until it is told to end. */
export function serveShared(data: LaneThreadData, part: SharedPart, port: LanePort): void {
  const parts = data.eventStem === undefined ? undefined : new EventParts(data.eventStem);
  let shard: SharedShard | undefined;
  const close = port.onOrder((order) => {
    try {
      shard ??= new SharedShard(data.spec, part, parts);
      if (order.order === "finish") {
        const result = shard.finish();
        parts?.spill();
        port.post({ report: "finished", result, eventParts: parts?.paths ?? [] });
        close();
      } else carryOut(shard, order, port);
    } catch (error) {
      port.post({ report: "failed", failure: failureOf(error) });
      close();
    }
  });
}

function carryOut(shard: SharedShard, order: LaneOrder, port: LanePort): void {
  if (order.order === "live-on") shard.liveOn(order.untilMs, () => true);
  const stands = order.order === "step" ? shard.step(order.answers, order.runs) : [];
  const news = { calls: shard.takeCalls(), stands };
  port.post({ report: "stands", news, counts: shard.counts() });
}
