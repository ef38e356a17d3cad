import { SdkError } from "../errors.ts";
import { isLaterSource } from "../inbox/later-lane.ts";
import { RESPONSE_CENTRE_CONSUMER } from "../response-centre/forward-alerts.ts";
import type { ResponseCentre } from "../response-centre/response-centre.ts";
import type { Forwarder, ForwarderCounts } from "./forwarder.ts";
import { type RowStream, rowsUntil, toldUnlessAborted } from "./rows-until.ts";

/** Serves the response centres; each run works with a fresh desk over the same store. */
export class CentreForwarder implements Forwarder {
  readonly name = RESPONSE_CENTRE_CONSUMER;
  readonly #source: RowStream;
  readonly #make: () => ResponseCentre;
  #centre: ResponseCentre | undefined;

  /** @param make builds the desk with its lines; nothing is opened yet */
  constructor(source: RowStream, make: () => ResponseCentre) {
    this.#source = source;
    this.#make = make;
  }

  /** See {@link Forwarder}. */
  async run(signal: AbortSignal): Promise<void> {
    const centre = this.#make();
    await opened(centre);
    this.#centre = centre;
    const ending = new AbortController();
    const lane = isLaterSource(this.#source)
      ? centre.tellLater(this.#source, this.name)
      : undefined;
    const later = lane?.run(AbortSignal.any([signal, ending.signal]));
    try {
      for await (const row of rowsUntil(this.#source, this.name, signal)) {
        await toldUnlessAborted((done) => centre.take(row, done), signal);
        // A row that was in hand when everything ended is not known to be durable.
        if (signal.aborted) break;
      }
    } finally {
      ending.abort();
      await later;
      await new Promise<void>((resolve) => centre.close(resolve));
    }
  }

  /** See {@link Forwarder}. */
  counters(): ForwarderCounts {
    if (this.#centre === undefined) return {};
    const { lines, acceptedAgain, strayAnswers, unreadableStored, ...plain } =
      this.#centre.counters();
    return {
      ...plain,
      "accepted-again": acceptedAgain,
      "stray-answers": strayAnswers,
      "unreadable-stored": unreadableStored,
      lines: Object.keys(lines).length,
    };
  }
}

function opened(centre: ResponseCentre): Promise<void> {
  return new Promise((resolve, reject) => {
    centre.open((fault) => (fault === undefined ? resolve() : reject(new SdkError(fault))));
  });
}
