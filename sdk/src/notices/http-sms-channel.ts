import type { NoticeChannel, NoticeResult } from "./notice-channel.ts";
import type { NoticeText } from "./notice-text.ts";

/** An SMS gateway that takes JSON over HTTPS; what it wants is written by `body`. */
export interface HttpSmsChannelOptions {
  readonly url: string;
  /** Headers such as the authorization of the account. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Builds the content; `{to, text, id}` by default. */
  readonly body?: (to: string, text: string, id: string) => unknown;
  readonly fetch?: typeof fetch;
}

const WAIT_MS_MAX = 20_000;
/** Statuses that may pass: too slow, too many, and the server's own faults. */
const PASSING = new Set([408, 425, 429]);

/** Notices by SMS through an HTTP gateway: an example of the port, to be fitted to a provider. */
export class HttpSmsChannel implements NoticeChannel {
  readonly #options: HttpSmsChannelOptions;

  constructor(options: HttpSmsChannelOptions) {
    this.#options = options;
  }

  /** See {@link NoticeChannel}; the id goes along as `Idempotency-Key` too. */
  async send(address: string, text: NoticeText, id: string): Promise<NoticeResult> {
    if (!/^\+?[0-9]{5,15}$/.test(address)) {
      return { ok: false, why: "refused", detail: "not a phone number" };
    }
    const { url, headers = {}, body = plainBody } = this.#options;
    const post = this.#options.fetch ?? fetch;
    try {
      const response = await post(url, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": id, ...headers },
        body: JSON.stringify(body(address, text.body, id)),
        signal: AbortSignal.timeout(WAIT_MS_MAX),
        redirect: "error",
      });
      await response.body?.cancel();
      if (response.ok) return { ok: true };
      const { status } = response;
      const passing = status >= 500 || status === 401 || status === 403 || PASSING.has(status);
      return { ok: false, why: passing ? "unreachable" : "refused", detail: `HTTP ${status}` };
    } catch (cause) {
      const detail = cause instanceof Error ? cause.name : "failed";
      return { ok: false, why: "unreachable", detail };
    }
  }
}

function plainBody(to: string, text: string, id: string): unknown {
  return { to, text, id };
}
