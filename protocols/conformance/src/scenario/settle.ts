import { DeviceEvent, EventAcknowledgement } from "@dosekit/protocols";
import type { Kit } from "./kit.ts";

/**
 * Acknowledges all that came, until nothing new comes for a while. Behind a tap another host does, and
 * the kit waits.
 */
export async function settle(kit: Kit): Promise<void> {
  const { trace, params } = kit;
  const endMs = performance.now() + params.connectMs;
  for (;;) {
    const seen = trace.said(DeviceEvent).length;
    const [epoch, throughSeq] = [trace.epoch(), trace.receivedSeq()];
    if (epoch > 0 && !kit.onlyListens) kit.say("ack", EventAcknowledgement, { epoch, throughSeq });
    const isMore = () => trace.said(DeviceEvent).length > seen;
    const isQuiet = !(await kit.waitUntil(isMore, params.quietMs));
    // On a busy machine what came meanwhile may not have had its turn yet.
    if (isQuiet) await kit.pause(params.quietMs / 4);
    const more = isMore();
    const hasAll = trace.receivedSeq() >= (trace.birth()?.lastSeq ?? 0);
    if ((!more && hasAll) || performance.now() > endMs) break;
  }
  kit.note("acknowledged", trace.receivedSeq());
}
