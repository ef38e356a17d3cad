import {
  headerOf,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from "./sip-message.ts";

/** Who sends to whom. */
export interface SipIdentity {
  /** Own address of record, such as `sip:gateway@example.org`. */
  readonly fromUri: string;
  /** The receiver's, and where requests go. */
  readonly toUri: string;
}

/** What a MESSAGE carries. */
export interface SipContent {
  /** Media type, such as `application/scaip+xml`. */
  readonly type: string;
  readonly body: string;
}

/** What distinguishes one request from all others. */
export interface RequestPlace {
  readonly protocol: "UDP" | "TCP" | "TLS";
  readonly sentBy: string;
  readonly branch: string;
  readonly callId: string;
  readonly fromTag: string;
  readonly cseq: number;
}

const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  405: "Method Not Allowed",
  415: "Unsupported Media Type",
};

/** Builds a request outside of any dialog. @see RFC 3261 §8.1.1, RFC 3428 §4 */
export function buildRequest(
  method: "MESSAGE" | "OPTIONS",
  { fromUri, toUri }: SipIdentity,
  place: RequestPlace,
  content: SipContent | undefined,
): SipRequest {
  const { protocol, sentBy, branch, callId, fromTag, cseq } = place;
  const headers: SipHeader[] = [
    { name: "via", value: `SIP/2.0/${protocol} ${sentBy};branch=${branch};rport` },
    { name: "max-forwards", value: "70" },
    { name: "from", value: `<${fromUri}>;tag=${fromTag}` },
    { name: "to", value: `<${toUri}>` },
    { name: "call-id", value: callId },
    { name: "cseq", value: `${cseq} ${method}` },
  ];
  if (content === undefined) headers.push({ name: "accept", value: "application/scaip+xml" });
  else headers.push({ name: "content-type", value: content.type });
  return { kind: "request", method, uri: toUri, headers, body: content?.body ?? "" };
}

/** Builds the response to a request. @see RFC 3261 §8.2.6 */
export function answerTo(request: SipRequest, status: number, tag: string): SipResponse {
  const copied: SipHeader[] = headersOf(request, "via").map((value) => ({ name: "via", value }));
  const to = headerOf(request, "to") ?? "";
  copied.push({ name: "from", value: headerOf(request, "from") ?? "" });
  copied.push({ name: "to", value: /;\s*tag=/i.test(to) ? to : `${to};tag=${tag}` });
  copied.push({ name: "call-id", value: headerOf(request, "call-id") ?? "" });
  copied.push({ name: "cseq", value: headerOf(request, "cseq") ?? "" });
  if (status === 405 || request.method === "OPTIONS") {
    copied.push({ name: "allow", value: "MESSAGE, OPTIONS" });
  }
  const reason = REASONS[status] ?? "Answer";
  return { kind: "response", status, reason, headers: copied, body: "" };
}
