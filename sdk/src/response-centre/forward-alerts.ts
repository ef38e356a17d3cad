import type { InboxRow } from "../inbox/inbox-row.ts";
import { isLaterSource } from "../inbox/later-lane.ts";
import type { ResponseCentre } from "./response-centre.ts";

/** Name under which the inbox remembers how far the response centre has come. */
export const RESPONSE_CENTRE_CONSUMER = "response-centre";

/** Where rows come from; the gateway client fits. */
export interface RowSource {
  events(consumer: string): AsyncIterable<InboxRow>;
}

/**
 * Hands every row of the inbox to the response centre, each once it is durable there; ends with the
 * client. A crash at any instant makes a row come again, which changes nothing.
 *
 * Over a gateway client a device that has as much at the centre as it may is told of later.
 */
export async function forwardAlerts(source: RowSource, centre: ResponseCentre): Promise<void> {
  const ending = new AbortController();
  const lane = isLaterSource(source)
    ? centre.tellLater(source, RESPONSE_CENTRE_CONSUMER)
    : undefined;
  const later = lane?.run(ending.signal);
  try {
    for await (const row of source.events(RESPONSE_CENTRE_CONSUMER)) {
      await new Promise<void>((resolve) => centre.take(row, resolve));
    }
  } finally {
    ending.abort();
    await later;
  }
}
