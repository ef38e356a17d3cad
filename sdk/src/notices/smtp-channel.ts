import { createTransport, type SMTPTransportOptions } from "nodemailer";
import type { NoticeChannel, NoticeResult } from "./notice-channel.ts";
import type { NoticeText } from "./notice-text.ts";

/** Which mail server, and who sends. */
export interface SmtpChannelOptions {
  readonly host: string;
  /** 465 with `secure`, 587 otherwise, by default. */
  readonly port?: number;
  /** TLS from the first byte; otherwise STARTTLS is demanded unless `plain` is set. */
  readonly secure?: boolean;
  /** Lets mail go without TLS: for a server on the same machine only. */
  readonly plain?: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  /** Authority, certificate and key, as Node takes them. */
  readonly tls?: SMTPTransportOptions["tls"];
}

const WAIT_MS_MAX = 20_000;

/** Notices by e-mail. */
export class SmtpChannel implements NoticeChannel {
  readonly #from: string;
  readonly #transport: ReturnType<typeof createTransport>;

  constructor(options: SmtpChannelOptions) {
    const { host, secure = false, plain = false, user, password, tls } = options;
    this.#from = options.from;
    this.#transport = createTransport({
      host,
      port: options.port ?? (secure ? 465 : 587),
      secure,
      requireTLS: !secure && !plain,
      ignoreTLS: plain,
      connectionTimeout: WAIT_MS_MAX,
      greetingTimeout: WAIT_MS_MAX,
      socketTimeout: WAIT_MS_MAX,
      // A text of ours never names a file or an address to be fetched.
      disableFileAccess: true,
      disableUrlAccess: true,
      ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
      ...(tls === undefined ? {} : { tls }),
    });
  }

  /** See {@link NoticeChannel}. */
  async send(address: string, text: NoticeText, id: string): Promise<NoticeResult> {
    // One plain address: a list would tell more people than the route names.
    if (!/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(address)) {
      return { ok: false, why: "refused", detail: "not a mail address" };
    }
    const domain = this.#from.split("@").at(-1)?.replace(/>$/, "") ?? "localhost";
    try {
      await this.#transport.sendMail({
        from: this.#from,
        to: { name: "", address },
        subject: text.subject,
        text: text.body,
        messageId: `<${id}@${domain}>`,
      });
      return { ok: true };
    } catch (cause) {
      return resultOf(cause);
    }
  }
}

/** A server's text may repeat the address, so only code and number are told. */
function resultOf(cause: unknown): NoticeResult {
  const { code = "failed", responseCode } = cause as { code?: string; responseCode?: number };
  const detail = responseCode === undefined ? code : `${code} ${responseCode}`;
  const forEver = responseCode !== undefined && responseCode >= 550 && code !== "EAUTH";
  return { ok: false, why: forEver ? "refused" : "unreachable", detail };
}
