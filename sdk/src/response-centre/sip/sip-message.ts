/** One header line of a SIP message, its name in the long form and lower case. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

/** A request of SIP, such as MESSAGE or OPTIONS. @see RFC 3261 §7.1 */
export interface SipRequest {
  readonly kind: "request";
  readonly method: string;
  readonly uri: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

/** A response of SIP. @see RFC 3261 §7.2 */
export interface SipResponse {
  readonly kind: "response";
  /** 100 to 699. */
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly SipHeader[];
  readonly body: string;
}

/** Any message of SIP. */
export type SipMessage = SipRequest | SipResponse;

/** Gives the first value of a header, its name in lower case. */
export function headerOf(message: SipMessage, name: string): string | undefined {
  return message.headers.find((header) => header.name === name)?.value;
}

/** Gives every value of a header, in order. */
export function headersOf(message: SipMessage, name: string): readonly string[] {
  return message.headers.filter((header) => header.name === name).map(({ value }) => value);
}

/** Gives the branch of the topmost Via, which names the transaction. @see RFC 3261 §17.1.3 */
export function branchOf(message: SipMessage): string | undefined {
  return /;\s*branch\s*=\s*([^\s;,]+)/i.exec(headerOf(message, "via") ?? "")?.[1];
}

/** Gives number and method of CSeq. */
export function cseqOf(message: SipMessage): { number: number; method: string } | undefined {
  const found = /^(\d{1,10})\s+([A-Z]+)$/.exec(headerOf(message, "cseq") ?? "");
  return found === null ? undefined : { number: Number(found[1]), method: found[2] ?? "" };
}
