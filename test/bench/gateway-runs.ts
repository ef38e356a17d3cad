import type { BenchBroker } from "./bench-brokers.ts";
import { BenchChild } from "./bench-child.ts";
import type { SendingDone } from "./gateway-devices.ts";
import type { EndAsked, EndTaken } from "./gateway-end.ts";

/** How much devices send. */
export interface Load {
  readonly devices: number;
  readonly eventsPerSecond: number;
  readonly seconds: number;
}

/** What one end took under a load, and what became of the records. */
export interface LoadTaken extends EndTaken {
  readonly end: EndAsked["end"];
  /** Records a second that were really sent. */
  readonly rate: number;
  /** Records that were sent, and neither taken in nor acknowledged. */
  readonly missing: number;
  readonly microsPerEvent: number;
}

const WARM_SECONDS = 4;

/** Puts an end under a load: devices, broker and end each in a process of their own. */
export async function runLoad(
  broker: BenchBroker,
  end: EndAsked["end"],
  load: Load,
): Promise<LoadTaken> {
  const { devices: count, eventsPerSecond, seconds } = load;
  const gateway = new BenchChild("gateway-end.js", { url: broker.url, end });
  await gateway.answer();
  const devices = new BenchChild("gateway-devices.js", { url: broker.url, devices: count });
  await devices.answer();
  const awaitsAcks = end === "sdk";
  const warm = { eventsPerSecond, seconds: WARM_SECONDS, awaitsAcks };
  const warmed = await devices.ask<SendingDone>(warm);
  const warmTaken = await gateway.ask<EndTaken>({});
  const done = await devices.ask<SendingDone>({ eventsPerSecond, seconds, awaitsAcks });
  // A plain client acknowledges nothing: what is still under way gets a moment.
  await new Promise((resolve) => setTimeout(resolve, awaitsAcks ? 0 : 1_000));
  const taken = await gateway.ask<EndTaken>({});
  await devices.end();
  await gateway.end();
  const arrived = awaitsAcks ? done.acked : warmTaken.events + taken.events;
  return {
    ...taken,
    end,
    rate: done.rate,
    missing: done.sent - arrived,
    microsPerEvent: (taken.cpuMs * 1_000) / Math.max(1, done.sent - warmed.sent),
  };
}
