import type { SipHeader, SipMessage } from "./sip-message.ts";

const NAMES: Readonly<Record<string, string>> = {
  via: "Via",
  "max-forwards": "Max-Forwards",
  "call-id": "Call-ID",
  cseq: "CSeq",
  "www-authenticate": "WWW-Authenticate",
};

/**
 * Writes a message; Content-Length is always its own, whatever the headers say.
 *
 * @throws RangeError when a line holds a line break or NUL (a caller's bug)
 */
export function writeSip(message: SipMessage): Uint8Array {
  const body = new TextEncoder().encode(message.body);
  const lines = [startLine(message)];
  for (const header of message.headers) {
    if (header.name !== "content-length") lines.push(headerLine(header));
  }
  lines.push(`Content-Length: ${body.length}`);
  for (const line of lines) checkLine(line);
  const head = new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + body.length);
  bytes.set(head);
  bytes.set(body, head.length);
  return bytes;
}

function startLine(message: SipMessage): string {
  return message.kind === "request"
    ? `${message.method} ${message.uri} SIP/2.0`
    : `SIP/2.0 ${message.status} ${message.reason}`;
}

function headerLine({ name, value }: SipHeader): string {
  const long = NAMES[name] ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return `${long}: ${value}`;
}

function checkLine(line: string): void {
  for (const character of line) {
    if (character === "\r" || character === "\n" || character === "\0") {
      throw new RangeError("a line of a SIP message holds a line break");
    }
  }
}
