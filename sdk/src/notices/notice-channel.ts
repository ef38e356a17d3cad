import type { NoticeText } from "./notice-text.ts";

/** How a person is reached. */
export type NoticeChannelName = "sms" | "mail";

/** Where one person is reached; lives in the register, never in a log. */
export interface NoticeContact {
  readonly channel: NoticeChannelName;
  /** Phone number or mail address. */
  readonly address: string;
}

/**
 * Whether a notice was handed over: `unreachable` may work later, `refused` never will, such as an
 * address that is none.
 */
export type NoticeResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly why: "unreachable" | "refused"; readonly detail: string };

/** One way to people: a mail server, an SMS gateway. */
export interface NoticeChannel {
  /** Hands a notice over; never throws. `id` is the same for every attempt of one notice. */
  send(address: string, text: NoticeText, id: string): Promise<NoticeResult>;
}
