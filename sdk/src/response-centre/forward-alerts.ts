import type { InboxRow } from "../inbox/inbox-row.ts";
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
 */
export async function forwardAlerts(source: RowSource, centre: ResponseCentre): Promise<void> {
  for await (const row of source.events(RESPONSE_CENTRE_CONSUMER)) {
    await new Promise<void>((resolve) => centre.take(row, resolve));
  }
}
